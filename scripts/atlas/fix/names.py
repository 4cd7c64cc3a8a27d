"""``name:`` of what has a record becomes ``id:``, where one record only bears the name.

A name with an address stays where the record does not know the address: two things may share it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from atlas.fix.edit import Edit, becomes, renamed
from atlas.fix.shape import Spot
from atlas.records.model import Dataset, Member, Origin, Training


def edits(text: str, spots: list[Spot], ids: Ids, own: str) -> Iterator[Edit]:
    """Yield edits for each name that ``ids`` knows; ``own`` is the record itself."""
    paths = {spot.path: spot for spot in spots}
    for spot in spots:
        if spot.text is None or not spot.path:
            continue
        identifier = ids.by_name.get(folded(spot.text))
        shape = (spot.shape.items or spot.shape).keys
        said = f"{spot.text} → {identifier}"
        if not identifier or identifier in (own, spot.text):
            continue
        if shape in (Origin, Member):
            yield Edit(*spot.span, identifier, becomes(spot.path, identifier), said)
        elif spot.inside in (Origin, Training) and spot.path[-1] == "name":
            renaming = (*spot.path[:-1], "id")
            url = paths.get((*spot.path[:-1], "url"))
            if url and url.text not in ids.addresses[identifier]:
                continue
            if renaming not in paths and spot.key is not None:
                key = spot.key.start_mark.index, spot.key.end_mark.index
                yield Edit(*spot.span, identifier, becomes(spot.path, identifier), said)
                yield Edit(*key, "id", renamed(spot.path, "id"))


@dataclass(frozen=True)
class Ids:
    """Names and aliases that mean one record → its id; and the addresses that each id knows."""

    by_name: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, frozenset[str]] = field(default_factory=dict)


def ids_of(records: Mapping[str, Dataset]) -> Ids:
    """How ``records`` may be named."""
    found: dict[str, set[str]] = defaultdict(set)
    for identifier, record in records.items():
        for name in (identifier, record.name, *record.aliases):
            found[folded(name)].add(identifier)
    return Ids(
        {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1},
        {
            identifier: frozenset(link.url for link in record.links.values())
            for identifier, record in records.items()
        },
    )


def folded(text: str) -> str:
    """One form for what is the same name."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
