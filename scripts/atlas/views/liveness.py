"""What the link checker found at an address → the words and the date beside a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from atlas.catalogue import Catalogue
from atlas.links.state import Archive, LinkState
from atlas.links.words import Verdict
from atlas.records.model import Dataset, Model
from atlas.records.texts import urls
from atlas.records.vocabulary import Language
from atlas.views.prose import date_text

#: What stands beside a link that no run has asked.
NOT_CHECKED_LABEL: Mapping[Language, str] = {"en": "not checked yet", "zh": "尚未检查"}
NOT_CHECKED_MEANING: Mapping[Language, str] = {
    "en": "No run of the checker has asked this address so far.",
    "zh": "检查程序至今没有访问过该地址。",
}
#: Of these a reader wants to know when the link worked last.
_TROUBLED = frozenset({Verdict.DEAD, Verdict.TRANSIENT, Verdict.RATE_LIMITED})
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org|archive\.(?:ph|today|is))/(?:web/)?"
    r"(?P<day>[0-9]{8})[0-9a-z_]*/(?P<url>https?:/.+)"
)


@dataclass(frozen=True)
class Day:
    """A day as machines and as readers write it."""

    iso: str
    text: str


@dataclass(frozen=True)
class Live:
    """What is known of a link: ``id`` of a verdict or ``not-checked``, and the word for it.

    ``asked`` is the day of the last run that asked. ``worked`` is given where that run found
    trouble; ``new_url`` where the link moved; ``copy`` where it is dead: the address and the day of
    an archived copy. Addresses are untrusted text, but web addresses.
    """

    id: str
    label: str
    asked: Day | None = None
    worked: Day | None = None
    new_url: str | None = None
    copy: str | None = None
    copied: Day | None = None


def lives(catalogue: Catalogue, record: Dataset, lang: Language) -> Mapping[str, Live]:
    """What is known of the links of ``record``, by their keys."""
    known = catalogue.observed.links
    if not known:
        return dict.fromkeys(record.links, not_checked(lang))
    return {
        key: live(catalogue, known.get(link.url), lang, recorded_copy(record, key))
        for key, link in record.links.items()
    }


def lives_elsewhere(catalogue: Catalogue, record: Dataset, lang: Language) -> Mapping[str, Live]:
    """What is known of the copies and the origins that ``record`` names, by their addresses."""
    known = catalogue.observed.links
    return {
        url: live(catalogue, known.get(url), lang)
        for path, url in urls(record)
        if path[-1] != "url" or path[0] != "links"
    }


@lru_cache(maxsize=8)
def not_checked(lang: Language) -> Live:
    """What is known of a link that no run has asked."""
    return Live("not-checked", NOT_CHECKED_LABEL[lang])


def live(
    catalogue: Catalogue, state: LinkState | None, lang: Language, copy: Archive | str | None = None
) -> Live:
    """What is known of one link; ``copy`` is the copy that its record names."""
    if state is None:
        return not_checked(lang)
    dead = state.shown is Verdict.DEAD
    copy = (copy or state.archive) if dead else None
    copy_url = copy.url if isinstance(copy, Archive) else copy
    day = copy.date.isoformat() if isinstance(copy, Archive) else _day_of(copy_url)
    return Live(
        id=state.shown.value,
        label=catalogue.vocabularies.label("verdicts", state.shown, lang),
        asked=day_of(state.last_asked.isoformat(), lang),
        worked=day_of(state.last_ok.isoformat(), lang)
        if state.last_ok and state.shown in _TROUBLED
        else None,
        new_url=_web_address(state.new_url) if state.shown is Verdict.MOVED else None,
        copy=_web_address(copy_url),
        copied=day_of(day, lang) if day else None,
    )


@lru_cache(maxsize=1024)
def day_of(iso: str, lang: Language) -> Day:
    """``2026-11-26`` as readers write it."""
    return Day(iso, date_text(iso, lang))


def recorded_copy(record: Dataset | Model, key: str) -> str | None:
    """The copy in a web archive that the record itself names for its link ``key``."""
    link = record.links[key]
    for other in record.links.values():
        found = _ARCHIVED.fullmatch(other.url) if other.kind == "archive" else None
        if found and _same(found["url"], link.url):
            return other.url
    return link.via if link.via and _ARCHIVED.fullmatch(link.via) else None


def _same(one: str, other: str) -> bool:
    """Whether two addresses differ in no more than scheme, ``www.`` and final slash."""

    def core(url: str) -> str:
        return re.sub(r"^https?:/+(?:www\.)?", "", url).rstrip("/")

    return core(one) == core(other)


def _day_of(copy_url: str | None) -> str | None:
    found = _ARCHIVED.fullmatch(copy_url) if copy_url else None
    if not found:
        return None
    day = found["day"]
    month, number = int(day[4:6]), int(day[6:])
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _web_address(url: str | None) -> str | None:
    """``url``, unless it is something that a link must not hold."""
    return url if url and _WEB_ADDRESS.fullmatch(url) else None
