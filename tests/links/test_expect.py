"""Watched facts: where they are looked for, what counts as shown, and what becomes of them."""

from __future__ import annotations

import asyncio
import gzip
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.links.check import Outcome
from atlas.links.expect import (
    Watch,
    by_link,
    next_fact,
    next_facts,
    text_addresses,
    unseen,
    watched_only,
    watches,
)
from atlas.links.observation import Answer, Failure, Observation, Trouble
from atlas.links.page_text import TEXT_LIMIT, PageText, TextAnswer, page_text
from atlas.links.plan import PlannedLink
from atlas.links.remember import advance_all
from atlas.links.shown_text import Text, visible
from atlas.links.state import Expected, Fact, State
from atlas.links.verdict import Judgement
from atlas.links.watching import shown
from atlas.links.words import Verdict
from atlas.records import load_all
from atlas.records.model import Dataset

RAW = "https://raw.githubusercontent.com"
HF = "https://huggingface.co"
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("url", "place", "addresses"),
    [
        ("https://github.com/o/r", "docs/a b.md", [f"{RAW}/o/r/HEAD/README.md", ""]),
        ("https://github.com/o/r", "docs/a.md", [f"{RAW}/o/r/HEAD/docs/a.md"]),
        ("https://github.com/o/r.git", "LICENSE", [f"{RAW}/o/r/HEAD/LICENSE"]),
        ("https://github.com/o/r/", "", [f"{RAW}/o/r/HEAD/README.md", ""]),
        ("https://github.com/o/r/blob/dev/a/b.md", "", [f"{RAW}/o/r/dev/a/b.md"]),
        ("https://github.com/o/r/tree/dev", "", [f"{RAW}/o/r/dev/README.md", ""]),
        ("https://github.com/o/r/tree/dev/sub/", "", [f"{RAW}/o/r/dev/sub/README.md", ""]),
        (
            "https://github.com/o/r/tree/dev/sub", "x.md",
            [f"{RAW}/o/r/dev/sub/x.md", f"{RAW}/o/r/dev/x.md"],
        ),
        ("https://github.com/o/r/issues/4", "", [""]),
        (f"{HF}/datasets/o/n", "", [f"{HF}/datasets/o/n/raw/main/README.md", ""]),
        (f"{HF}/datasets/o/n", "data/x.json", [f"{HF}/datasets/o/n/raw/main/data/x.json"]),
        (f"{HF}/o/model", "", [f"{HF}/o/model/raw/main/README.md", ""]),
        (f"{HF}/datasets/o/n/blob/v2/README.md", "", [f"{HF}/datasets/o/n/raw/v2/README.md"]),
        (f"{HF}/datasets/o/n/viewer", "", [""]),
        ("https://example.org/data.html", "Table 2", [""]),
        ("https://example.org/data.html", "README.md", [""]),
    ],
)  # fmt: skip
def test_a_fact_is_looked_for_where_its_text_is_plain(
    url: str, place: str, addresses: list[str]
) -> None:
    assert text_addresses(url, place) == tuple(address or url for address in addresses)


LINKS = """links:
  paper: https://arxiv.org/abs/2203.10244
  code: {url: 'https://github.com/vis-nlp/ChartQA', as_of: 2cbf831}
  home: https://charts.fault/
"""


def record_of(data: Path, text: str) -> Dataset:
    six = (
        "name: Example\nroles: [training]\nmodalities: [image]\ntasks: [image-captioning]\n"
        "summary: {en: A small set of pictures with questions made for a test.}\n"
    )
    (data / "example.yaml").write_text(six + LINKS + text, "utf-8")
    loaded = load_all(data)
    assert not loaded.problems, loaded.problems
    return loaded.records["example"]


def test_every_statement_with_an_expectation_is_watched_at_its_sources(data) -> None:
    record = record_of(
        data,
        "source: code:README.md\n"
        "size:\n  - {value: 900, unit: images, expect: 900 images}\n"
        "  - {value: 9, unit: videos, source: [home, paper], expect: nine videos}\n"
        "license: {id: MIT, source: code:LICENSE, expect: MIT License}\n"
        "parts:\n  - {id: train, kind: split, size: {value: 5, unit: images, expect: '5'}}\n"
        "citation: {bibtex: '@misc{a}', source: home, expect: cite us}\n",
    )
    found = [(watch.path, watch.url[-12:], watch.key, watch.whole) for watch in watches(record)]
    assert found == [
        (("size", 0), "-nlp/ChartQA", "README.md: 900 images", True),
        (("size", 1), "harts.fault/", "nine videos", True),
        (("size", 1), "s/2203.10244", "nine videos", False),
        (("license", 0), "-nlp/ChartQA", "LICENSE: MIT License", True),
        (("parts", 0, "size", 0), "-nlp/ChartQA", "README.md: 5", True),
        (("citation",), "harts.fault/", "cite us", True),
    ]
    together = by_link([record, record])
    assert [len(those) for those in together.values()] == [3, 2, 1]


def test_every_expectation_of_the_real_records_is_watched_and_can_be_found(real) -> None:
    watched = [watch for record in real.records.values() for watch in watches(record)]
    assert len(watched) > 1000
    for watch in watched:
        # On a page that consists of nothing else.
        assert Text(watch.literal, is_html=False).shows(watch.literal), watch
        assert all(address.startswith("http") for address in watch.addresses)
    models = [watch for model in real.models.values() for watch in watches(model)]
    assert all(watch.literal for watch in models)


SHOWN = [
    # case and spaces
    ("Research  Use\nONLY", "research use only"),
    ("20k\u00a0videos", "20k videos"),
    ("仅限用于\n学术研究", "仅限用于学术研究"),
    ("共 30 万张图片", "30万张图片"),
    ("ＭＩＴ　License", "MIT license"),
    # separators of thousands
    ("58000 questions", "58,000"),
    ("58,000 questions", "58000"),
    ("58 000 questions", "58,000"),
    ("58\u202f000 questions", "58,000"),
    ("58.000 Fragen", "58,000"),
    ("1’234’567 rows", "1,234,567"),
    ("1,200, 800 and 5", "800"),
    ("in 2019, 200 images", "200 images"),
    ("Table 3 100 images", "100 images"),
    # HTML
    ("<b>58,000</b> questions", "58,000 questions"),
    ("58<span>,000</span> questions", "58,000 questions"),
    ("<td>train</td><td>5,800</td>", "5,800"),
    ("R&amp;D &lt; 5&nbsp;km", "R&D < 5 km"),
    ("<p>research<br>only</p>", "research only"),
    ('<script type="application/ld+json">{"license": "CC BY 4.0"}</script>', "CC BY 4.0"),
    ("<!-- old --><p>new</p>", "new"),
    # Markdown and TeX
    ("**58,000** _questions_", "58,000 questions"),
    ("see the [Terms of Use](https://a.example/t) first", "Terms of Use first"),
    ("`cc-by-4.0`", "cc-by-4.0"),
    ("license: cc-by-nc-4.0", "CC-BY-NC-4.0"),
    ("scene_parse_150", "scene_parse_150"),
    ("10K<n<100K", "10K<n<100K"),
    ("put <image> first", "<image>"),
    ("<https://a.example/x>", "https://a.example/x"),
    ("1.5 TB in all", "1.5 TB"),
    ("330K, 93K, 42K, 9K", "330K, 93K, 42K, 9K"),
]
NOT_SHOWN = [
    ("12,800 images", "2,800"),
    ("12800 images", "2800"),
    ("5,800 videos", "800"),
    ("28001 images", "2800"),
    ("1.5TB", "5TB"),
    ("3.14 and 2.80", "2.8"),
    ("<td>20</td><td>000</td>", "20000"),
    ("20 and then 000", "20000"),
    ("<style>a{width:5800px}</style>", "5800"),
    ("<script>var n = 5800</script>", "5800"),
    ("<!-- 5800 -->", "5800"),
    ("Apache License", "MIT License"),
    ("", "anything"),
]


@pytest.mark.parametrize(("page", "literal"), SHOWN)
def test_a_literal_is_found_however_it_is_set(page: str, literal: str) -> None:
    assert Text(page, is_html=False).shows(literal)
    if "<image>" not in page and "<n<" not in page and "<https" not in page:
        assert Text(f"<html><body>{page}</body></html>", is_html=True).shows(literal)


@pytest.mark.parametrize(("page", "literal"), NOT_SHOWN)
def test_a_literal_is_not_found_in_what_only_looks_like_it(page: str, literal: str) -> None:
    assert not Text(page, is_html=True).shows(literal)


WORDS = st.text("abcABC 0123456789,.'%()-/:;中文数据é€", min_size=1, max_size=30)


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_what_stands_there_word_for_word_is_always_found(
    before: str, literal: str, after: str
) -> None:
    literal = literal.strip(" ,.")
    page = f"{before} ;\n\n{literal}\n\n; {after}"
    assert not literal or Text(page, is_html=False).shows(literal)


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<a ",
        "<style>",
        "<script>",
        "](",
        "1,111",
        "<",
        "&#",
        "<b",
        "1 ",
        "İ<style>",
        "[a](",
    ],
)
def test_no_page_takes_long(piece: str) -> None:
    page = piece * (TEXT_LIMIT // len(piece))
    started = time.process_time()
    assert not Text(page, is_html=True).shows("what is not there")
    assert time.process_time() - started < 10
    assert len(visible(page)) <= 2 * len(page)


def at(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("runs", "states"),
    [
        ([True], ["seen"]),
        ([False], ["never"]),
        ([False, False, False], ["never", "never", "never"]),
        ([False, True, False], ["never", "seen", "missing"]),
        ([True, False, False], ["seen", "missing", "gone"]),
        ([True, False, True, False], ["seen", "missing", "seen", "missing"]),
        ([True, False, None, False, None], ["seen", "missing", "missing", "gone", "gone"]),
        ([True, False, False, True], ["seen", "missing", "gone", "seen"]),
        ([None, None], [None, None]),
        ([None, True, None], [None, "seen", "seen"]),
    ],
)
def test_a_fact_is_gone_when_two_runs_read_the_page_without_it(
    runs: list[bool | None], states: list[str | None]
) -> None:
    fact = None
    for days, (found, state) in enumerate(zip(runs, states, strict=True)):
        fact = next_fact(fact, found, at(days))
        assert (fact and fact.state) == state


def test_both_dates_of_a_gone_fact_are_kept() -> None:
    fact = None
    for days, found in ((0, True), (7, True), (14, False), (15, False), (30, False)):
        fact = next_fact(fact, found, at(days))
    assert fact == Expected(Fact.GONE, at(7), at(14))


def test_two_runs_of_one_day_are_one() -> None:
    seen = next_fact(None, True, at(0))
    missing = next_fact(seen, False, at(1))
    assert next_fact(missing, False, at(1)) == missing
    assert missing is not None
    assert missing.state is Fact.MISSING


def watch(key: str, *, whole: bool = True, url: str = "https://a.example/") -> Watch:
    return Watch(url, key, key, (url,), whole, ("size", 0))


def test_a_part_of_a_source_says_nothing_of_what_it_never_showed() -> None:
    abstract = watch("900 images", whole=False)
    assert next_facts({}, [abstract], {"900 images": False}, DAY) == {}
    seen = next_facts({}, [abstract], {"900 images": True}, DAY)
    gone = next_facts(seen, [abstract], {"900 images": False}, at(1))
    assert gone["900 images"].state is Fact.MISSING


def test_facts_that_a_run_does_not_ask_about_are_kept_until_none_expects_them() -> None:
    old = {"old": Expected(Fact.SEEN, DAY)}
    facts = next_facts(old, [watch("new")], {"new": True}, at(1))
    assert set(facts) == {"old", "new"}
    assert set(watched_only(facts, [watch("new")])) == {"new"}


def outcome(url: str, shown: dict[str, bool]) -> Outcome:
    seen = (Observation((), Answer(url, 200)),)
    return Outcome(PlannedLink(url, ()), Judgement(Verdict.OK, "It answers."), seen, 0.1, shown)


def test_one_source_that_shows_it_is_enough(data) -> None:
    text = "size: {value: 9, unit: videos, source: [home, code], expect: nine videos}\n"
    record = record_of(data, text)
    watched = by_link([record])
    home, code = "https://charts.fault/", "https://github.com/vis-nlp/ChartQA"
    run = [outcome(home, {"nine videos": False}), outcome(code, {"nine videos": False})]
    state = advance_all(State(), run, DAY, watched)
    facts = {url: link.expect for url, link in state.links.items()}
    assert list(unseen(record, facts)) == [(("size", 0), "nine videos", (home, code))]
    run = [outcome(home, {"nine videos": False}), outcome(code, {"nine videos": True})]
    state = advance_all(state, run, at(7), watched)
    facts = {url: link.expect for url, link in state.links.items()}
    assert list(unseen(record, facts)) == []
    assert (facts[home], facts[code]["nine videos"].state) == ({}, Fact.SEEN)


# Reading ------------------------------------------------------------------------------------------


def page(text: str, *, whole: bool = True, code: int = 200, is_html: bool = False) -> Observation:
    answer = TextAnswer("https://a.example/", code, page=PageText(text, is_html, whole))
    return Observation((), answer)


FAILED = Observation((), Failure("https://a.example/", Trouble.TIMEOUT))
NOT_THERE = Observation((), TextAnswer("https://a.example/", 404))
WALL = Observation(
    (), TextAnswer("https://a.example/", 200, wall="Anubis", page=PageText("", True, True))
)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (page("nine videos"), FAILED, True),
        (page("ten videos"), page("nine videos"), True),
        (page("ten videos"), page("ten videos"), False),
        (page("ten videos"), FAILED, None),
        (page("ten videos"), NOT_THERE, False),
        (NOT_THERE, page("ten videos"), False),
        (NOT_THERE, NOT_THERE, None),
        (FAILED, page("ten videos"), None),
        (page("ten videos", whole=False), page("ten videos"), None),
        (page("nine videos", whole=False), FAILED, True),
        (page("ten videos"), WALL, None),
        (page("ten videos"), page("ten videos", code=500), None),
        (page("ten videos"), Observation((), Answer("https://a.example/", 200)), None),
    ],
)
def test_a_fact_is_missing_only_where_every_text_was_read_whole(
    first: Observation, second: Observation, found: bool | None
) -> None:
    asked: list[str] = []

    async def observe(address: str) -> Observation:
        asked.append(address)
        return {"/readme": first, "/page": second}[address]

    both = Watch("/page", "k", "nine videos", ("/readme", "/page"), True, ("size", 0))
    again = Watch("/page", "k2", "nine videos", ("/readme", "/page"), True, ("size", 1))
    facts = asyncio.run(shown([both, again], observe))
    assert facts == ({} if found is None else {"k": found, "k2": found})
    assert len(asked) == len(set(asked))


PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


def test_text_is_read_up_to_its_limit_packed_and_unpacked() -> None:
    whole = page_text(b"nine videos", PLAIN, broke=False)
    assert whole == PageText("nine videos", is_html=False, whole=True)
    assert not page_text(b"nine", PLAIN, broke=True).whole
    assert not page_text(b"x" * TEXT_LIMIT, PLAIN, broke=False).whole
    packed = {**PLAIN, "Content-Encoding": "gzip"}
    assert page_text(gzip.compress(b"nine videos"), packed, broke=False) == whole
    assert not page_text(gzip.compress(b"nine videos" * 99)[:-9], packed, broke=False).whole
    bomb = page_text(gzip.compress(b"0" * 20 * TEXT_LIMIT), packed, broke=False)
    assert (len(bomb.text), bomb.whole) == (TEXT_LIMIT, False)
    assert page_text(b"no gzip", packed, broke=False) is None
    assert page_text(b"br", {**PLAIN, "Content-Encoding": "br"}, broke=False) is None


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=GBK", "图片".encode("gbk"), "图片"),
        ("text/html", b'<meta charset="gb2312">' + "图片".encode("gbk"), "图片"),
        ("text/html; charset=nonsense", "图片".encode(), "图片"),
        ("text/html; charset=punycode", "图片".encode(), "图片"),
        ("text/plain", "\ufeff图片".encode(), "图片"),
        ("application/json", b'{"n": 5}', '{"n": 5}'),
        ("application/pdf", b"%PDF", None),
        ("application/octet-stream", b"text", None),
        ("text/plain", bytes(range(128, 256)) * 9, None),
        ("", b"text", None),
    ],
)
def test_only_text_is_read_in_the_letters_it_is_written_in(
    kind: str, body: bytes, text: str | None
) -> None:
    found = page_text(body, {"Content-Type": kind}, broke=False)
    assert (found is None) if text is None else (found is not None and text in found.text)
