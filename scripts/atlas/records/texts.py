"""Walks over a record: its prose, its addresses and its source references, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.model import Bilingual, Dataset, Described, Part, Statement
from atlas.records.problem import FieldPath


def prose(record: Dataset) -> Iterator[tuple[FieldPath, Bilingual]]:
    """Everything a person wrote in a language: summary, notes, labels of parts."""
    yield ("summary",), record.summary
    for index, note in enumerate(record.notes):
        yield ("notes", index), note
    for index, part in enumerate(record.parts):
        if part.label:
            yield ("parts", index, "label"), part.label


def urls(record: Dataset) -> Iterator[tuple[FieldPath, str]]:
    """Every address in the record: links, copies that were read, origins without a record."""
    for key, link in record.links.items():
        yield ("links", key, "url"), link.url
        if link.via and link.via != "stored":
            yield ("links", key, "via"), link.via
    for place, holder in holders(record):
        for index, origin in enumerate(holder.derived_from):
            if origin.url:
                yield (*place, "derived_from", index, "url"), origin.url


def holders(record: Dataset) -> Iterator[tuple[FieldPath, Described]]:
    """The record and its parts, with the path of each."""
    yield (), record
    for index, part in enumerate(record.parts):
        yield ("parts", index), part


#: Fields whose statements name their own source and inherit none (DESIGN section 3).
OWN_SOURCE = ("license", "access")
#: Fields that are statements, alone or in lists.
STATEMENTS = ("size", "license", "access", "creation", "derived_from", "evaluation")


def statements(record: Dataset) -> Iterator[tuple[FieldPath, Described, Statement]]:
    """Every statement with its path and with the record or part that holds it."""
    for place, holder in holders(record):
        for name in STATEMENTS:
            value = getattr(holder, name)
            if isinstance(value, Statement):
                yield (*place, name), holder, value
            elif value:
                for index, item in enumerate(value):
                    yield (*place, name, index), holder, item
    if record.citation:
        yield ("citation",), record, record.citation


def effective_source(
    record: Dataset, holder: Described, field: str, own: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Where a fact was read: its own source, else the holder's exception for ``field``, else what
    the part and then the record pass down. Empty when nobody says."""
    if own:
        return own
    if field in OWN_SOURCE:
        return ()
    chain = [holder] if holder is record else [holder, *_enclosing(record, holder)]
    for level in chain:
        if field in level.sources:
            return level.sources[field]
        if level.source:
            return level.source
    return ()


def _enclosing(record: Dataset, part: Described) -> Iterator[Described]:
    """The parts that ``part`` lies in, nearest first, then the record."""
    seen: set[str] = set()
    current = part
    while isinstance(current, Part) and current.of and current.of not in seen:
        seen.add(current.of)
        outer = record.part(current.of)
        if outer is None:
            break
        yield outer
        current = outer
    yield record
