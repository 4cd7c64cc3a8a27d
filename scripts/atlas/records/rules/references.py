"""Ids of other records resolve, and what has a record is named by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.printable import shown
from atlas.records.model import Dataset
from atlas.records.problem import FieldPath, Finding, nearest
from atlas.records.rules.base import CatalogueRule, Context
from atlas.records.texts import holders
from atlas.records.vocabulary import Words


def check_all(records: Mapping[str, Dataset], context: Context) -> Iterator[tuple[str, Finding]]:
    """Yield a finding for each unknown id or part, and each name that already has a record."""
    known = context.known | set(records)
    named = {record.name.casefold(): key for key, record in records.items()}
    for own, record in records.items():
        for path, identifier, part in _references(record):
            if identifier not in known:
                yield (
                    own,
                    Finding(
                        path,
                        f"{shown(identifier)} is not the id of a record; a dataset"
                        " that has none yet is given by name:",
                        did_you_mean=nearest(identifier, known),
                    ),
                )
            elif part and identifier in records and records[identifier].part(part) is None:
                parts = tuple(item.id for item in records[identifier].parts)
                yield (
                    own,
                    Finding(
                        (*path[:-1], "from_part"),
                        f"{shown(part)} is not a part of {identifier}",
                        parts,
                        nearest(part, parts),
                    ),
                )
        for place, holder in holders(record):
            for index, origin in enumerate(holder.derived_from):
                taken = named.get(str(origin.name).casefold()) if origin.name else None
                if taken and taken != own:
                    yield (
                        own,
                        Finding(
                            (*place, "derived_from", index, "name"),
                            f"{shown(str(origin.name))} has a record; write id: {taken}",
                        ),
                    )


def _references(record: Dataset) -> Iterator[tuple[FieldPath, str, str | None]]:
    for place, holder in holders(record):
        for index, origin in enumerate(holder.derived_from):
            if origin.id:
                yield (*place, "derived_from", index, "id"), origin.id, origin.from_part
    for index, member in enumerate(record.members):
        yield ("members", index, "id"), member.id, member.from_part
    for index, note in enumerate(record.notes):
        for number, identifier in enumerate(note.of):
            yield ("notes", index, "of", number), identifier, None


RULE = CatalogueRule(
    name="references",
    why=Words(
        en="Lineage, overlap and terms are computed along these ids; a name that differs by a"
        " letter would break the chain.",
        zh="谱系、重叠与条款都沿着这些 id 推算；名称差一个字母，链条就断了。",
    ),
    wrong=("source: paper\nderived_from: no-such-record",),
    right=("source: paper\nderived_from: {name: A dataset without a record}",),
    needs=("name", "parts"),
    check_all=check_all,
)
