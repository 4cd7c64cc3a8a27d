"""The catalogue: all records, with ids resolved and everything derived worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from atlas.catalogue.facets import FACETS, nothing, permits, stated_values
from atlas.catalogue.history import History, read_history, today
from atlas.catalogue.observed import Observed, live, read_observed
from atlas.catalogue.status import Status, missing, status
from atlas.records import LoadResult, load_all
from atlas.records.cache import RecordCache
from atlas.records.model import Dataset, Described, Model, Size
from atlas.records.problem import Problem
from atlas.records.texts import holders
from atlas.records.vocabulary import Item, Language, Vocabularies


class InvalidData(Exception):
    """The data folder holds problems; they are in ``problems``."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the data")
        self.problems = problems


@dataclass(frozen=True)
class Entry:
    """A dataset as the catalogue knows it: its record and what follows from all records.

    ``facets`` holds, by the names of ``facets.FACETS``, ids of the record, of its parts and, for a
    collection, of its members; no ids where there is no value, and then ``nothing`` the kind of
    nothing. ``permits`` has a permission, or the kind of nothing, by the names of
    ``facets.PERMITS``. ``derived`` and ``collections`` are ids of the records made from this one.
    """

    record: Dataset
    status: Status
    missing: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    nothing: Mapping[str, str]
    permits: Mapping[str, str]
    size: Size | None
    derived: tuple[str, ...]
    collections: tuple[str, ...]
    successors: tuple[str, ...]
    added: str | None
    changed: str | None

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def name(self) -> str:
        """The record's name: untrusted text."""
        return self.record.name

    @property
    def modalities(self) -> tuple[str, ...]:
        """Ids of the media that it is made of."""
        return self.facets["modalities"]

    @property
    def tasks(self) -> tuple[str, ...]:
        """Ids of the tasks that it teaches or tests."""
        return self.facets["tasks"]

    def values(self, facet: str) -> tuple[str, ...]:
        """Its values of a facet or permission, the kind of nothing where it has none."""
        if facet in self.permits:
            return (self.permits[facet],)
        return self.facets[facet] or (self.nothing[facet],)

    @property
    def released(self) -> str | None:
        """The record's partial date of release."""
        return self.record.released

    def title(self, lang: Language) -> str:
        """The title of its page: untrusted text."""
        return self.record.name

    def description(self, lang: Language) -> str | None:
        """The summary for a search engine, or None when it is not written in ``lang``."""
        return self.record.summary.text(lang)[0] if self.record.summary.has(lang) else None


@dataclass(frozen=True)
class Catalogue:
    """Everything that is known, by id; immutable. ``today`` is what the build calls now,
    ``observed`` what the link checker found, which mostly is nothing."""

    datasets: Mapping[str, Entry]
    models: Mapping[str, Model]
    vocabularies: Vocabularies
    today: date
    history: History = field(default_factory=History)
    observed: Observed = field(default_factory=Observed)

    def sections(self) -> tuple[Item, ...]:
        """The sections of the site, in their order."""
        return self.vocabularies["sections"].items

    @cached_property
    def newest(self) -> tuple[Entry, ...]:
        """Entries by release, newest first, the undated last; then by name."""
        by_name = sorted(self.datasets.values(), key=lambda entry: entry.name.casefold())
        return tuple(sorted(by_name, key=lambda entry: entry.released or "", reverse=True))

    @cached_property
    def in_sections(self) -> dict[str, list[Entry]]:
        """The entries of the sections that were asked for so far (see select.in_section)."""
        return {}


def load_catalogue(data_dir: Path, cache: RecordCache | None = None) -> Catalogue:
    """Read, judge and link up ``data_dir``; ``cache`` knows records that were found right before.

    Raises InvalidData with every problem found.
    """
    result = load_all(data_dir, cache=cache)
    if result.problems:
        raise InvalidData(result.problems)
    history = read_history(data_dir)
    now = today(data_dir, (record.checked for record in result.records.values()))
    return build(result, history, now, read_observed(data_dir))


def build(
    result: LoadResult, history: History, now: date, observed: Observed | None = None
) -> Catalogue:
    """Link up records that passed all rules. Pure."""
    derived = _reversed(
        (origin.id, record.id)
        for record in result.records.values()
        for _, holder in holders(record)
        for origin in holder.derived_from
        if origin.id and origin.id != record.id
    )
    collections = _reversed(
        (member.id, record.id) for record in result.records.values() for member in record.members
    )
    successors = _reversed(
        (older, record.id)
        for record in result.records.values()
        for note in record.notes
        if note.kind == "successor"
        for older in note.of
    )
    observed = observed or Observed()
    datasets = {}
    for identifier, record in result.records.items():
        file = f"{identifier}.yaml"
        facets = _facets(record, result, observed)
        datasets[identifier] = Entry(
            record=record,
            status=facets["status"][0],  # type: ignore[arg-type]
            missing=missing(record, result.vocabularies),
            facets=facets,
            nothing={
                name: nothing(record, FACETS[name].absent)
                for name, values in facets.items()
                if not values
            },
            permits=permits(record, result.vocabularies),
            size=record.size[0] if record.size else None,
            derived=tuple(sorted(derived.get(identifier, ()))),
            collections=tuple(sorted(collections.get(identifier, ()))),
            successors=tuple(sorted(successors.get(identifier, ()))),
            added=history.added.get(file),
            changed=history.changed.get(file),
        )
    return Catalogue(datasets, result.models, result.vocabularies, now, history, observed)


def _facets(
    record: Dataset, result: LoadResult, observed: Observed
) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, facet in FACETS.items():
        if name == "status":
            found[name] = (status(record, result.vocabularies),)
        elif name == "live":
            found[name] = (live(record, observed.links),)
        elif facet.values is None:
            found[name] = _words(record, name, result)
        else:
            found[name] = stated_values(record, facet)
    return found


def _words(record: Dataset, name: str, result: LoadResult) -> tuple[str, ...]:
    """The ids of a list field, of the record and its parts, in the order of the vocabulary.

    A part that was only promised does not count: nobody can train on it. A collection has the
    words of its members as well.
    """
    found = {
        word
        for _, holder in holders(record)
        if not _only_promised(holder)
        # What a part does not say of itself, the whole says of it, even a whole only promised.
        for word in getattr(holder, name) or getattr(record, name)
    }
    todo, seen = [member.id for member in record.members], {record.id}
    while todo:
        member = result.records.get(todo.pop())
        if member is not None and member.id not in seen:
            seen.add(member.id)
            found.update(word for _, holder in holders(member) for word in getattr(holder, name))
            todo += [inner.id for inner in member.members]
    order = result.vocabularies[name].order
    return tuple(sorted(found, key=order.__getitem__))


def _only_promised(holder: Described) -> bool:
    return bool(holder.access) and all(item.level == "not-released" for item in holder.access)


def _reversed(pairs: Iterator[tuple[str | None, str]]) -> Mapping[str, set[str]]:
    turned: dict[str, set[str]] = {}
    for target, source in pairs:
        if target is not None:
            turned.setdefault(target, set()).add(source)
    return turned
