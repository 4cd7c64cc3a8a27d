"""Facts that no source of a statement shows, told to the record's author when it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from atlas.links.check import Outcome
from atlas.links.expect import by_link, next_facts, unseen
from atlas.links.plan import MODELS, PlannedLink, Use
from atlas.links.state import State
from atlas.records import LoadResult
from atlas.records.model import Dataset, Model


@dataclass(frozen=True, slots=True)
class Mistake:
    """A statement at ``use`` expects ``literal``, which none of ``urls`` was ever seen to show."""

    use: Use
    literal: str
    urls: tuple[str, ...]


def planned_records(
    loaded: LoadResult, links: Iterable[PlannedLink]
) -> Mapping[str, Dataset | Model]:
    """The records that cite ``links``, by the names that uses have."""
    names = dict.fromkeys(use.record for link in links for use in link.uses if use.record)
    return {
        name: loaded.models[name.removeprefix(f"{MODELS}/")]
        if name.startswith(f"{MODELS}/")
        else loaded.records[name]
        for name in names
    }


def mistakes(
    loaded: LoadResult,
    records: Mapping[str, Dataset | Model],
    outcomes: Iterable[Outcome],
    state: State,
    day: date,
) -> tuple[Mistake, ...]:
    """What the authors of ``records`` are told after a run; ``state`` is that before it."""
    watched = by_link(records.values())
    facts = {}
    for outcome in outcomes:
        url = outcome.link.url
        known = state.links.get(url)
        old = known.expect if known else {}
        facts[url] = next_facts(old, watched.get(url, ()), outcome.shown, day)
    found = []
    for name, record in records.items():
        told = list(unseen(record, facts))
        document = loaded.document(name) if told else None
        for path, literal, urls in told:
            if document:
                line, column = document.position((*path, "expect"))
                found.append(Mistake(Use(name, document.path, line, column), literal, urls))
    return tuple(found)
