"""Parts have ids of their own, and lie in parts that exist."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.printable import shown
from atlas.records.model import Dataset
from atlas.records.problem import Finding, nearest
from atlas.records.rules.base import Context, RecordRule
from atlas.records.vocabulary import Words

#: Deeper than any dataset is divided; status and pages follow parts into parts by recursion.
MAX_NESTING = 8


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each repeated id, unknown ``of``, and part that lies in itself or in
    more than ``MAX_NESTING`` others."""
    ids = [part.id for part in record.parts]
    of = {part.id: part.of for part in record.parts}
    for index, part in enumerate(record.parts):
        if part.id in ids[:index]:
            yield Finding(("parts", index, "id"), f"{shown(part.id)} is already a part")
        if part.of and part.of not in ids:
            others = tuple(dict.fromkeys(other for other in ids if other != part.id))
            yield Finding(
                ("parts", index, "of"),
                f"{shown(part.of)} is not a part of this record",
                others,
                nearest(part.of, others),
            )
        outer, steps = part.of, 0
        while outer in of and outer != part.id and steps <= len(ids):
            outer, steps = of[outer], steps + 1
        if outer == part.id:
            yield Finding(("parts", index, "of"), "the part lies in itself")
        elif steps > MAX_NESTING:
            yield Finding(
                ("parts", index, "of"), f"the part lies in more than {MAX_NESTING} other parts"
            )


RULE = RecordRule(
    name="parts",
    why=Words(
        en="Other records name parts by id, and sizes are added up inside the part they lie in.",
        zh="其他记录以 id 指称各部分，规模也在所属部分之内相加。",
    ),
    wrong=(
        "parts:\n  - {id: train, kind: split}\n  - {id: train, kind: split}",
        "parts:\n  - {id: train, kind: split, of: imges}",
    ),
    right=("parts:\n  - {id: images, kind: medium}\n  - {id: train, kind: split, of: images}",),
    check=check,
)
