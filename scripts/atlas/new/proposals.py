"""What a hub, arXiv or a DOI's registry says about a dataset, as proposals with their source.

Whatever a host answers is untrusted: texts are cleaned and cut, words count only where they are
words of the Atlas, and a person decides.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from atlas.fix.shorthands import full_address
from atlas.fix.words import known_word
from atlas.records.rules.characters import FORBIDDEN
from atlas.records.scalars import parse_partial_date
from atlas.records.vocabulary import Vocabularies

#: Where each kind of source is asked; tests put their own in place.
BASES: Mapping[str, str] = {
    "hub": "https://huggingface.co",
    "arxiv": "https://export.arxiv.org",
    "doi": "https://doi.org",
}
_ARXIV = re.compile(
    r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?"
)
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/[-._;()/:A-Za-z0-9]+)")
_HUB = re.compile(r"https?://huggingface\.co/datasets/([\w.-]+/[\w.-]+)/?")
MOST_PUBLISHERS = 5


@dataclass(frozen=True)
class Origin:
    """Something that can be asked: the ``kind`` of BASES, and the link it becomes."""

    kind: str
    key: str
    url: str
    asked: str
    accept: str


@dataclass(frozen=True)
class Proposal:
    """A value for a field of a record, read at the link ``source``; ``values`` are clean text."""

    field: str
    values: tuple[str, ...]
    source: str


def origin_of(text: str, bases: Mapping[str, str] = BASES) -> Origin | None:
    """What ``text`` (``hf:a/b``, ``arxiv:…``, ``doi:…`` or such an address) names; None if nothing
    that can be asked."""
    address = full_address(text.strip()) or text.strip()
    if found := _HUB.fullmatch(address):
        path = f"/api/datasets/{quote(found.group(1))}"
        url = f"https://huggingface.co/datasets/{found.group(1)}"
        return Origin("hub", "hub", url, bases["hub"] + path, "application/json")
    if found := _ARXIV.fullmatch(address):
        path = f"/api/query?id_list={found.group(1)}"
        url = f"https://arxiv.org/abs/{found.group(1)}"
        return Origin("arxiv", "paper", url, bases["arxiv"] + path, "application/atom+xml")
    if found := _DOI.fullmatch(address):
        path = f"/{quote(found.group(1), safe='/():;')}"
        url = f"https://doi.org/{found.group(1)}"
        asked = bases["doi"] + path
        return Origin("doi", "paper", url, asked, "application/vnd.citationstyles.csl+json")
    return None


def proposals(origin: Origin, answer: str, vocabularies: Vocabularies) -> list[Proposal]:
    """What ``answer`` proposes; empty for an answer that is not understood. Never raises."""
    try:
        read = dict(_READERS[origin.kind](answer, vocabularies))
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError):
        return []
    cleaned = {field: tuple(filter(None, map(clean, values))) for field, values in read.items()}
    return [Proposal(field, values, origin.key) for field, values in cleaned.items() if values]


def clean(text: object) -> str:
    """``text`` of a host as a short field may hold it: one line, nothing hidden, bounded."""
    if not isinstance(text, str):
        return ""
    visible = FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text[:2000]))
    visible = "".join(one for one in visible if not 0xD800 <= ord(one) <= 0xDFFF)
    return " ".join(visible.split())[:200].strip()


Read = Iterator[tuple[str, list[Any]]]


def _hub(answer: str, vocabularies: Vocabularies) -> Read:
    said = json.loads(answer)
    card = said.get("cardData") or {}
    name = card.get("pretty_name") or str(said.get("id", "")).partition("/")[2]
    yield "name", [name]
    yield "license", _words(card.get("license"), "licenses", vocabularies)[:1]
    yield "languages", _words(card.get("language"), "languages", vocabularies)
    tasks = card.get("task_categories")
    yield "tasks", _words(tasks, "tasks", vocabularies)
    tags = [str(tag).removeprefix("modality:") for tag in said.get("tags") or []]
    yield "modalities", _words(tags, "modalities", vocabularies)
    yield "released", [_day(str(said.get("createdAt", ""))[:10])]
    yield (
        "as_of",
        [sha[:7] for sha in [str(said.get("sha", ""))] if re.fullmatch("[0-9a-f]{40}", sha)],
    )


def _arxiv(answer: str, vocabularies: Vocabularies) -> Read:
    entry = answer.partition("<entry>")[2].partition("</entry>")[0]
    title = _between(entry, "title")
    yield "title", [title]
    yield "name", [title.partition(":")[0]] if ":" in title[:60] else []
    yield "released", [_day(_between(entry, "published")[:10])]


def _doi(answer: str, vocabularies: Vocabularies) -> Read:
    said = json.loads(answer)
    title = said.get("title")
    title = str(title[0] if isinstance(title, list) and title else title or "")
    yield "title", [title]
    yield "name", [title.partition(":")[0]] if ":" in title[:60] else []
    parts = [int(part) for part in said["issued"]["date-parts"][0][:3]]
    yield "released", [_day("-".join(f"{part:02}" for part in parts))]


_READERS: Mapping[str, Callable[[str, Vocabularies], Read]] = {
    "hub": _hub,
    "arxiv": _arxiv,
    "doi": _doi,
}


def _words(said: Any, name: str, vocabularies: Vocabularies) -> list[str]:
    words = said if isinstance(said, list) else [said]
    known = (known_word(str(word)[:100], vocabularies[name]) for word in words[:200] if word)
    return list(dict.fromkeys(word for word in known if word))


def _day(text: str) -> str:
    try:
        return parse_partial_date(text)
    except ValueError:
        return ""


def _between(entry: str, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]{{0,200}}>([^<]{{0,2000}})</{tag}>", entry)
    return " ".join(html.unescape(found.group(1)).split()) if found else ""
