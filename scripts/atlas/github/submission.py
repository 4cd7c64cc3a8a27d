"""What a stranger filled into the issue form for a dataset → the text of a record's file.

GitHub writes a filled form as Markdown: each label as a heading, below it what was said. All of it
is a stranger's text; here it is cut into fields and written as YAML, and then judged as any
record is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas.exports.issue_forms import BETWEEN
from atlas.fix.fixed import Knowledge, fixed
from atlas.fix.names import folded, ids_of
from atlas.fix.shorthands import full_address
from atlas.new.record import Answers, identifier_of, record_text
from atlas.records import LoadResult
from atlas.records.folder import MAX_ID, RESERVED
from atlas.records.scalars import ID_PATTERN
from atlas.records.vocabulary import LANGUAGES

#: GitHub takes no longer text.
MOST_CHARACTERS = 65_536
#: Lines of links that are read; a record has some ten.
MOST_LINKS = 50
#: Words of one field; no vocabulary has more.
MOST_WORDS = 200
#: What GitHub writes below a label where nothing was said.
_NOTHING = "_No response_"
_BARE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
#: Host → what a bare address there most often is.
_KINDS = {
    "arxiv.org": "paper", "doi.org": "paper", "openreview.net": "paper", "aclanthology.org":
    "paper", "github.com": "code", "huggingface.co": "hub", "modelscope.cn": "hub",
}  # fmt: skip


@dataclass(frozen=True)
class Complaint:
    """Something that keeps a submission from being a record: ``field`` is an id of the form, empty
    when it is about the whole."""

    field: str
    message: str


class NoRecord(Exception):
    """The submission makes no file; ``complaints`` say why."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__(complaints)
        self.complaints = complaints


@dataclass(frozen=True)
class Made:
    """A file that nobody has judged yet."""

    identifier: str
    text: str


def fields_of(body: str, labels: Mapping[str, str]) -> dict[str, str]:
    """What was said in each field, by its id; a field where nothing was said is left out.

    ``labels`` names the fields. Raises NoRecord for a text that is no such form.
    """
    if len(body) > MOST_CHARACTERS:
        raise NoRecord(Complaint("", f"the text is longer than {MOST_CHARACTERS:,} characters"))
    found: dict[str, list[str]] = {}
    now: list[str] = []
    for line in body.replace("\r\n", "\n").split("\n"):
        field = labels.get(line.removeprefix("### ").rstrip()) if line.startswith("### ") else None
        if field is None:
            now.append(line)
            continue
        if field in found:
            # A text that holds such a heading could mean two things.
            raise NoRecord(Complaint(field, "this heading of the form stands twice"))
        now = found[field] = []
    if not found:
        raise NoRecord(Complaint("", "this is not the form for a dataset"))
    said = {field: "\n".join(lines).strip() for field, lines in found.items()}
    return {field: text for field, text in said.items() if text not in ("", _NOTHING)}


def file_of(said: Mapping[str, str], loaded: LoadResult) -> Made:
    """The file that ``said`` makes, in the style of the others. Raises NoRecord."""
    name = " ".join(said.get("name", "").split())
    complaints = []
    if not name:
        complaints.append(Complaint("name", "is missing"))
    links = dict[str, str]()
    complaints += _read_links(said.get("links", ""), links)
    try:
        identifier = _identifier(said.get("id", ""), name, loaded)
    except NoRecord as error:
        raise NoRecord(*complaints, *error.complaints) from None
    if complaints:
        raise NoRecord(*complaints)
    answers = Answers(
        name=name,
        roles=_words(said, "roles"),
        modalities=_words(said, "modalities"),
        tasks=_words(said, "tasks"),
        links=links,
    )
    texts = {lang: " ".join(said.get(f"summary_{lang}", "").split()) for lang in LANGUAGES}
    answers.summary = {lang: text for lang, text in texts.items() if text}
    known = Knowledge(loaded.vocabularies, ids_of(loaded.records))
    written = record_text(answers).encode("utf-8", "replace")
    return Made(identifier, fixed(written, identifier, known).content.decode("utf-8"))


def _identifier(said: str, name: str, loaded: LoadResult) -> str:
    same = ids_of(loaded.records).by_name.get(folded(name)) if name else None
    if same:
        message = f"this dataset has a record already: data/{same}.yaml"
        raise NoRecord(Complaint("name", message))
    found = said or identifier_of(name)
    field = "id" if said else "name"
    if not found:
        raise NoRecord(Complaint("id", "the name makes no id; say one: lower-case ASCII words"))
    if not re.fullmatch(ID_PATTERN, found) or len(found) > MAX_ID:
        message = f"an id is lower-case ASCII words joined by hyphens, at most {MAX_ID} characters"
        raise NoRecord(Complaint("id", message))
    if found in RESERVED:
        raise NoRecord(Complaint("id", f"“{found}” is a reserved name; choose another id"))
    if found in loaded.records or loaded.path(found).exists() or loaded.path(found).is_symlink():
        raise NoRecord(Complaint(field, f"data/{found}.yaml is there already"))
    return found


def _words(said: Mapping[str, str], field: str) -> list[str]:
    chosen = said.get(field, "").replace("\n", ",").split(",")[:MOST_WORDS]
    ids = (" ".join(option.partition(BETWEEN)[0].split()) for option in chosen)
    return list(dict.fromkeys(filter(None, ids)))


def _read_links(text: str, links: dict[str, str]) -> Iterator[Complaint]:
    """Fill ``links`` from lines such as ``paper: https://…``; yield a complaint for each other."""
    lines = [line.strip().removeprefix("- ").strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    for number, line in enumerate(lines[:MOST_LINKS], 1):
        kind, mark, url = (part.strip() for part in line.partition(":"))
        if _BARE.match(line) or full_address(line):
            kind, url = _guessed(line), line
        elif not mark or url.startswith("//"):
            kind = ""
        kind = kind.lower()
        if not re.fullmatch(ID_PATTERN, kind):
            yield Complaint("links", f"line {number} is not written as “kind: address”")
            continue
        if kind in links:
            told = (
                f"line {number} is a second link of the kind {kind}; leave it to the pull request"
            )
            yield Complaint("links", told)
            continue
        links[kind] = full_address(url) or url
    if len(lines) > MOST_LINKS:
        yield Complaint("links", f"there are more than {MOST_LINKS} lines")
    if not lines:
        yield Complaint("links", "is missing")


def _guessed(address: str) -> str:
    full = (full_address(address) or address).lower()
    host = full.partition("//")[2].partition("/")[0].removeprefix("www.")
    return _KINDS.get(host, "home")
