"""``name:`` of what has a record becomes ``id:``, where one record only bears the name.

An alias stays: it is what people search for, which may be a part of the dataset (ArXivQA), its
method (Inter-GPS) or an earlier one of that title (Chart2Text). So does a name with an address that
the record does not know: two things may share it.
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
        shape = (spot.shape.items or spot.shape).keys
        if shape not in (Origin, Member) and spot.path[-1] != "name":
            continue
        identifier = ids.by_name.get(folded(spot.text))
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
    """Names that mean one record → its id; and the addresses that each id knows."""

    by_name: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, frozenset[str]] = field(default_factory=dict)


def ids_of(records: Mapping[str, Dataset], *, aliases: bool = False) -> Ids:
    """How ``records`` are named; with ``aliases`` also by what people search for. What two of them
    are called means neither, aliases included."""
    found: dict[str, set[str]] = defaultdict(set)
    for identifier, record in records.items():
        for name in (identifier, record.name, *record.aliases):
            found[folded(name)].add(identifier)
    own = {folded(name) for key, record in records.items() for name in (key, record.name)}
    return Ids(
        {
            name: next(iter(ids))
            for name, ids in found.items()
            if len(ids) == 1 and (aliases or name in own)
        },
        {
            identifier: frozenset(link.url for link in record.links.values())
            for identifier, record in records.items()
        },
    )


def folded(text: str) -> str:
    """One form for what is the same name."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
