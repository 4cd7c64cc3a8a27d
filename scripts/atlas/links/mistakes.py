"""Facts that no source of a statement shows, told to the record's author when it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from atlas.links.check import Outcome
from atlas.links.expect import Watch, by_link, never_shown, next_facts, sources, watches
from atlas.links.plan import MODELS, PlannedLink, Use
from atlas.links.state import State
from atlas.records import LoadResult
from atlas.records.model import Dataset, Model
from atlas.records.problem import FieldPath


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


def places(
    loaded: LoadResult, records: Mapping[str, Dataset | Model]
) -> Iterator[tuple[Use, tuple[Watch, ...]]]:
    """Each statement of ``records`` that expects something: its place, and what is watched for it
    in each of its sources."""
    for name, record in records.items():
        by_statement: dict[FieldPath, list[Watch]] = {}
        for watch in watches(record):
            by_statement.setdefault(watch.path, []).append(watch)
        document = loaded.document(name) if by_statement else None
        for path, those in by_statement.items():
            if document:
                line, column = document.position((*path, "expect"))
                yield Use(name, document.path, line, column), tuple(those)


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
    return tuple(
        Mistake(use, those[0].literal, sources(those))
        for use, those in places(loaded, records)
        if never_shown(those, facts)
    )
