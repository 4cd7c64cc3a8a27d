"""The catalogue: all records, with ids resolved and everything derived worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from atlas.catalogue.history import History, read_history, today
from atlas.catalogue.status import Status, missing, status
from atlas.catalogue.terms import stated
from atlas.records import LoadResult, load_all
from atlas.records.model import Dataset, Described, Model, Size
from atlas.records.problem import Problem
from atlas.records.texts import holders
from atlas.records.vocabulary import Item, Language, Permission, Vocabularies

#: A license of these says nothing about the data.
NOT_THE_DATA = ("code", "model-output")


class InvalidData(Exception):
    """The data folder holds problems; they are in ``problems``."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the data")
        self.problems = problems


@dataclass(frozen=True)
class Entry:
    """A dataset as the catalogue knows it: its record and what follows from all records.

    ``roles`` … ``contains`` hold ids of the record, of its parts and, for a collection, of its
    members; ``licenses`` those stated for the data. ``derived`` and ``collections`` are ids of the
    records made from this one.
    """

    record: Dataset
    status: Status
    missing: tuple[str, ...]
    roles: tuple[str, ...]
    modalities: tuple[str, ...]
    tasks: tuple[str, ...]
    contains: tuple[str, ...]
    languages: tuple[str, ...]
    licenses: tuple[str, ...]
    commercial: Permission | None
    access: tuple[str, ...]
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
    """Everything that is known, by id; immutable. ``today`` is what the build calls now."""

    datasets: Mapping[str, Entry]
    models: Mapping[str, Model]
    vocabularies: Vocabularies
    today: date
    history: History = field(default_factory=History)

    def sections(self) -> tuple[Item, ...]:
        """The sections of the site, in their order."""
        return self.vocabularies["sections"].items

    def newest(self) -> list[Entry]:
        """Entries by release, newest first, the undated last; then by name."""
        by_name = sorted(self.datasets.values(), key=lambda entry: entry.name.casefold())
        return sorted(by_name, key=lambda entry: entry.released or "", reverse=True)


def load_catalogue(data_dir: Path) -> Catalogue:
    """Read, judge and link up ``data_dir``. Raises InvalidData with every problem found."""
    result = load_all(data_dir)
    if result.problems:
        raise InvalidData(result.problems)
    history = read_history(data_dir)
    now = today(data_dir, (record.checked for record in result.records.values()))
    return build(result, history, now)


def build(result: LoadResult, history: History, now: date) -> Catalogue:
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
    datasets = {}
    for identifier, record in result.records.items():
        file = f"{identifier}.yaml"
        permits = stated(record, result.vocabularies)
        datasets[identifier] = Entry(
            record=record,
            status=status(record, result.vocabularies),
            missing=missing(record, result.vocabularies),
            roles=_words(record, "roles", result),
            modalities=_words(record, "modalities", result),
            tasks=_words(record, "tasks", result),
            contains=_words(record, "contains", result),
            languages=_words(record, "languages", result),
            licenses=_unique(
                item.id
                for _, holder in holders(record)
                for item in holder.license
                if item.covers not in NOT_THE_DATA and not item.until
            ),
            commercial=permits["commercial"] if permits else None,
            access=_unique(
                item.level
                for _, holder in holders(record)
                for item in holder.access
                if not item.until
            ),
            size=record.size[0] if record.size else None,
            derived=tuple(sorted(derived.get(identifier, ()))),
            collections=tuple(sorted(collections.get(identifier, ()))),
            successors=tuple(sorted(successors.get(identifier, ()))),
            added=history.added.get(file),
            changed=history.changed.get(file),
        )
    return Catalogue(datasets, result.models, result.vocabularies, now, history)


def _words(record: Dataset, name: str, result: LoadResult) -> tuple[str, ...]:
    """The ids of a list field, of the record and its parts, in the order of the vocabulary.

    A part that was only promised does not count: nobody can train on it. A collection has the
    words of its members as well.
    """
    found = {
        word
        for _, holder in holders(record)
        if not _only_promised(holder)
        for word in getattr(holder, name)
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


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
