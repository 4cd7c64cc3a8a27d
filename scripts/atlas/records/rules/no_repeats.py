"""A record names each of its relations once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from atlas.printable import shown
from atlas.records.model import Dataset
from atlas.records.problem import FieldPath, Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import holders
from atlas.records.vocabulary import Words


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each relation that says what one before it says.

    The same dataset may be named again for another part, another way of use or another time.
    """
    seen: set[tuple[FieldPath, Hashable]] = set()
    for around, path, name, said in _relations(record):
        if (around, said) in seen:
            yield Finding(path, f"names {shown(name)} again; once is enough")
        seen.add((around, said))


def _relations(record: Dataset) -> Iterator[tuple[FieldPath, FieldPath, str, Hashable]]:
    """Where each relation stands, what it names, and all that it says."""
    for place, holder in holders(record):
        around = (*place, "derived_from")
        for index, origin in enumerate(holder.derived_from):
            said = (origin.node, origin.from_part, origin.relation, origin.takes, origin.url)
            time = (origin.since, origin.until)
            yield around, (*around, index), origin.id or str(origin.name), (said, time)
    for index, member in enumerate(record.members):
        said_of = (member.id, member.from_part)
        yield ("members",), ("members", index), member.id, said_of
    for index, note in enumerate(record.notes):
        for number, identifier in enumerate(note.of):
            of: FieldPath = ("notes", index, "of")
            yield of, (*of, number), identifier, identifier


RULE = RecordRule(
    name="no-repeats",
    why=Words(
        en="A relation that is said twice would be counted twice, and one of the two is usually"
        " meant to be another.",
        zh="同一关系写两遍会被计算两次，而其中一处往往本应是另一个。",
    ),
    wrong=("source: paper\nderived_from: [{name: COCO images}, {name: COCO images}]",),
    right=(
        "source: paper\nderived_from:\n"
        "  - {name: COCO images, takes: media}\n  - {name: COCO images, takes: annotations}",
    ),
    needs=("derived_from", "members", "notes"),
    check=check,
)
