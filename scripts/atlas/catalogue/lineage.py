"""What a dataset goes back to: its origins, their origins, and so on."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalogue.catalogue import Catalogue
from atlas.records.model import Origin
from atlas.records.texts import holders


def origins(catalogue: Catalogue, identifier: str) -> Iterator[Origin]:
    """What the dataset of that id, or a part of it, was made from; the members of a collection."""
    record = catalogue.datasets[identifier].record
    for _, holder in holders(record):
        yield from holder.derived_from
    for member in record.members:
        yield Origin(id=member.id)


def ancestors(catalogue: Catalogue, identifier: str) -> tuple[Origin, ...]:
    """Everything that the dataset goes back to, each once, the nearest first.

    What has no record ends its branch. Records are free of cycles by a rule, but a dataset may
    name itself (a part made from another part), which adds nothing.
    """
    found: dict[str, Origin] = {}
    todo = [identifier]
    while todo:
        near, todo = todo, []
        for one in near:
            for origin in origins(catalogue, one):
                if origin.node in found or origin.node == identifier:
                    continue
                found[origin.node] = origin
                if origin.id in catalogue.datasets:
                    todo.append(str(origin.id))
    return tuple(found.values())
