"""What a stranger may send as a record, and what becomes of it: refused with a sentence, or read.

``told`` is a piece of the sentence, None where the file is a valid record.
"""

from __future__ import annotations

from dataclasses import dataclass

REST = """\
summary: {en: "Questions about charts drawn from the web, each with one answer."}
roles: training
modalities: image
tasks: chart-question-answering
links: {paper: "https://arxiv.org/abs/2203.10244"}
"""
RECORD = "name: Example\n" + REST


@dataclass(frozen=True)
class Case:
    """A file's content and its outcome."""

    name: str
    content: bytes
    told: str | None


def _case(name: str, content: str | bytes, told: str | None) -> Case:
    whole = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return Case(name, whole, told)


def _with(text: str) -> str:
    """A valid record that says ``text`` first."""
    return text + "\n" + (REST if text.startswith("name:") else RECORD)


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
MANY_KEYS = "".join(f"k{n}: 1\n" for n in range(100_000))
SOME_KEYS = "".join(f"k{n}: 1\n" for n in range(6_000))

YAML = [
    _case("duplicate keys", RECORD + "name: Again\n", "name: this key already stands in line 1"),
    _case("anchor", _with("x: &a 1"), "an anchor (“&a”)"),
    _case("alias", _with("x: *a"), "an alias (“*a”)"),
    _case("billion laughs", LAUGHS, "an anchor (“&a”)"),
    _case("merge key", _with("x: {<<: {a: 1}}"), "is not a key that a record has"),
    _case("tag", _with("x: !!python/object/apply:os.system [id]"), "a tag ("),
    _case("own tag", _with("x: !x 1"), "a tag (“!x”)"),
    _case("directive", "%YAML 9.9\n---\n" + RECORD, "not valid YAML"),
    _case("tag directive", "%TAG ! tag:x,2000:\n---\n!x\n" + RECORD, "a tag ("),
    _case("two documents", RECORD + "---\n" + RECORD, "a second document starts here"),
    _case("a document start", "---\n" + RECORD, None),
    _case("tab as indentation", "name: A\nlinks:\n\thome: x\n", "not valid YAML"),
    _case("tab in a text", 'name: "a\tb"\n' + REST, "(U+0009"),
    _case("CRLF", RECORD.replace("\n", "\r\n"), None),
    _case("CR only", RECORD.replace("\n", "\r"), "(U+000D)"),
    _case("BOM", b"\xef\xbb\xbf" + RECORD.encode(), "byte order mark"),
    _case("UTF-16", RECORD.encode("utf-16"), "is not UTF-8"),
    _case("UTF-32", RECORD.encode("utf-32-be"), "NUL"),
    _case("NUL", RECORD.replace("Example", "Ex\0ample"), "NUL"),
    _case("a key behind a comment", "# a\u2028license: MIT\n" + RECORD, "(U+2028)"),
    _case("a key behind CR", "# a\rlicense: MIT\n" + RECORD, "(U+000D)"),
    _case("GBK", "name: 图表\n".encode("gbk") + REST.encode(), "is not UTF-8 from here on"),
    _case("half a character", b"name: \xe5\x9b\n" + REST.encode(), "is not UTF-8"),
    _case("a surrogate", b"name: \xed\xa0\x80\n" + REST.encode(), "is not UTF-8"),
    _case("deep brackets", "x: " + "[" * 5000 + "]" * 5000, "nested more than 12 deep"),
    _case("deep braces", "x: " + "{a: " * 5000 + "}" * 5000, "nested more than 12 deep"),
    _case("deep dashes", "x:\n  " + "- " * 5000 + "a\n", "nested more than 12 deep"),
    _case(
        "deep blocks",
        "".join(" " * n + "a:\n" for n in range(300)),
        "nested more than 12 deep",
    ),
    _case("open brackets", "x: " + "[" * 30_000, "nested more than 12 deep"),
    _case("10 MB", RECORD + "#" * 10_000_000, "at most 65,536 are read"),
    _case("100,000 keys", MANY_KEYS, "at most 65,536 are read"),
    _case("as many keys as fit", SOME_KEYS, "more problems in this file"),
    _case("long key", "k" * 60_000 + ": 1\n" + RECORD, "not valid YAML"),
    _case("question mark key", "? [a, b]\n: 1\n" + RECORD, "a key must be one word"),
    _case("empty key", ": 1\n" + RECORD, "not valid YAML"),
    _case("empty", "", "the file is empty"),
    _case("white space", "\n \n", "the file is empty"),
    _case("only comments", "# nothing\n# at all\n", "the file is empty"),
    _case("list at the top", "- name: A\n", "is not a mapping of keys to values"),
    _case("text at the top", "hello\n", "is not a mapping of keys to values"),
    _case("unclosed quote", 'name: "A\n' + REST, "not valid YAML"),
    _case("null", "name: ~\n" + REST, None),
    _case("id inside", _with("id: other"), "the file's name is the id"),
]

#: Numbers, dates and flags that are not what they look like.
LOOKALIKES = [
    _case(text, _with(f"source: paper\nsize: {{value: {text}, unit: images}}"), told)
    for text, told in (
        ("0o17", "is not a plain number"), ("017", "is not a plain number"),
        ("1_000", "is not a plain number"), ('"1,000"', "is not a plain number"),
        ("190:20:30", "is not a plain number"), ("1e5", "is not a plain number"),
        (".inf", "is not a plain number"), (".nan", "is not a plain number"),
        ("-1", "is not a plain number"), ("+1", "is not a plain number"),
        ("９", "is not a plain number"), ("٣", "is not a plain number"),
        ("9" * 400, "is not a plain number"), ("1.5.2", "is not a plain number"),
        ("", "is not a plain number"), ("[9]", "is not a plain number"), ("9", None),
    )
] + [
    _case(text, _with(f"source: paper\nreleased: {text}"), told)
    for text, told in (
        ("2023-02-30", "a date that does not exist"), ("2023-13", "a date that does not exist"),
        ("23-01-01", "is not a date"), ("2023-1-1", "is not a date"), ("20230101", "is not a date"),
        ("2023-01-01T00:00:00Z", "is not a date"), ("２０２３", "is not a date"),
        ("0000", "a date that does not exist"), ("9999-12-31", "is in the future"),
        ("1990-01-01", None), ("2023", None),
    )
] + [
    _case(text, _with(f"source: paper\nsize: {{value: 9, unit: charts, at_least: {text}}}"), told)
    for text, told in (
        ("yes", "neither true nor false"), ("True", "neither true nor false"),
        ("1", "neither true nor false"), ("on", "neither true nor false"), ("true", None),
    )
]  # fmt: skip

#: Texts that are a name as good as any, and must reach every page as they are.
ACCEPTED = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<3", "R&D", "C++", "{{", "}}",
    "{{ 7*7 }}", "{% include '/etc/passwd' %}", "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "[a](javascript:alert(1))", "![a](https://example.org/a.png)", "| a | b |", "{: onclick=x }",
    "--8<-- 'mkdocs.yml'", "[^1]: note", "# heading", "```", "~~~", "قاعدة بيانات", "图表数据集",
    "日本語", "é", "e\u0301", "=1+1", "＝1", "@SUM(A1)", "\\input{/etc/passwd}", "]]>", "</script>",
    "::error::x", "%0A::error::x", "a|b", "$(id)", "`id`", "../../etc/passwd", "&amp;", "$HOME",
]  # fmt: skip

#: Characters that hide what a text is.
REFUSED_CHARACTERS = [
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200c",
    "\u200d", "\u2060", "\ufeff", "\u00ad", "\u2028", "\u2029", "\x85", "\x07", "\x1b", "\x7f",
    "\x9b",    "\ue000", "\ufffe", "\U000e0041", "\U0010ffff", "\u180e",
]  # fmt: skip

URLS = [
    ("javascript:alert(1)", "is not an http"),
    ("JaVaScRiPt:alert(1)", "is not an http"),
    ("java\tscript:alert(1)", "holds"),
    ("data:text/html,x", "is not an http"),
    ("vbscript:x", "is not an http"),
    ("file:///etc/passwd", "is not an http"),
    ("ftp://example.org/", "is not an http"),
    ("gopher://example.org/", "is not an http"),
    ("HTTPS://example.org/", "is not an http"),
    ("hTTp://example.org/", "is not an http"),
    ("//example.org/", "is not an http"),
    ("https:example.org", "is not an http"),
    ("https:/example.org", "is not an http"),
    ("https:///example.org", "has no host"),
    ("https://", "has no host"),
    ("http://?x", "has no host"),
    ("example.org/a", "is not an http"),
    ("https://user:pass@example.org/", "user name or password"),
    ("https://example.org@evil.org/", "user name or password"),
    ("https://:@example.org/", "user name or password"),
    ("https://example.org/a b", "no URL may hold"),
    ('https://example.org/"onclick=x', "no URL may hold"),
    ("https://example.org/<b>", "no URL may hold"),
    ("https://example.org/\\@evil.org", "no URL may hold"),
    ("https://example.org/`id`", "no URL may hold"),
    ("https://example.org/{x}", "no URL may hold"),
    ("https://example.org/图", "no URL may hold"),
    ("https://example.org/%zz", "no URL may hold"),
    ("https://exаmple.org/", "no URL may hold"),
    ("https://localhost/", "not public"),
    ("https://localhost./", "not public"),
    ("https://a.localhost/", "not public"),
    ("https://127.0.0.1/", "not public"),
    ("https://127.1/", "a number where a host name"),
    ("https://2130706433/", "no public host name"),
    ("https://0x7f.1/", "a number where a host name"),
    ("https://0177.0.0.1/", "a number where a host name"),
    ("https://[::1]/", "not public"),
    ("https://[::ffff:127.0.0.1]/", "not public"),
    ("https://[fe80::1%25eth0]/", "not"),
    ("https://10.0.0.1/", "not public"),
    ("https://169.254.169.254/latest/meta-data/", "not public"),
    ("https://192.168.0.1/", "not public"),
    ("https://100.64.0.1/", "not public"),
    ("https://metadata.google.internal/", "not public"),
    ("https://printer.local/", "not public"),
    ("https://intranet/", "not public"),
    ("https://a..b/", "no public host name"),
    ("https://-a.org/", "no public host name"),
    ("https://example.org:0/", "port 0"),
    ("https://example.org:99999/", "is not a URL"),
    ("https://example.org:x/", "is not a URL"),
    ("https://[::1", "is not a URL"),
    ("https://example.org/" + "a" * 5000, "is longer than 2000 characters"),
    ("https://example.org/a'b", None),
    ("https://example.org/(a)?b=c&d=%20#e", None),
    ("https://xn--fsqu00a.xn--0zwm56d/", None),
    ("https://8.8.8.8/", None),
]

#: Names of files that are no records.
FILES = [
    "Example.yaml", "example.yml", "example.YAML", "example.yaml~", "example.yaml.bak", "#example#",
    ".example.yaml", ".example.yaml.swp", "example .yaml", "exa mple.yaml", "a--b.yaml", "-a.yaml",
    "a-.yaml", "a_b.yaml", "a.b.yaml", "a%2fb.yaml", "..yaml", "con.yaml", "aux.yaml", "nul.yaml",
    "com1.yaml", "lpt9.yaml", "index.yaml", "404.yaml", "exаmple.yaml", "ex\u200bample.yaml",
    "caf\u00e9.yaml", "cafe\u0301.yaml", "图表.yaml", "ｅｘ.yaml", "::error::x.yaml", "a\nb.yaml",
    "a\n::error::b.yaml", "\x1b[31m.yaml", "\u202e.yaml", "a" * 81 + ".yaml", "\udcff.yaml",
]  # fmt: skip
