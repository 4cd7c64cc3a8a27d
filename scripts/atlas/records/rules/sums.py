"""Splits, and tiers, do not add up to more than the whole they divide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from atlas.records.model import Dataset, Size
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.vocabulary import Words

#: Only these divide a whole; subsets and versions may overlap.
DIVIDING = ("split", "tier")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding where parts of one kind, unit and basis exceed the whole in the same ones.

    Across two bases (claimed and counted) a difference is a disagreement that pages show, not an
    error. Approximate numbers and statistics are not added up.
    """
    sums: dict[tuple[str | None, str, str, str], float] = defaultdict(float)
    for part in record.parts:
        if part.kind in DIVIDING:
            exact = [size for size in part.size if _exact(size)]
            kinds = [(size.unit, size.basis) for size in exact]
            for size in exact:
                # Rival statements about one part (two sources, two numbers) are not a sum.
                if kinds.count((size.unit, size.basis)) == 1:
                    sums[part.of, part.kind, size.unit, size.basis] += float(size.value)
    for (of, kind, unit, basis), total in sums.items():
        whole = record.part(of) if of else record
        place = ("parts", record.parts.index(whole)) if whole in record.parts else ()
        for index, size in enumerate(whole.size if whole else ()):
            same = size.unit == unit and size.basis == basis and _exact(size)
            if same and total > float(size.value) + 1e-6:
                yield Finding(
                    (*place, "size", index, "value"),
                    f"the parts of kind {kind} add up to {total:g} {unit}, more than {size.value}",
                )


def _exact(size: Size) -> bool:
    return not (size.approximate or size.at_least or size.statistic or size.per or size.covers)


RULE = RecordRule(
    name="sums",
    why=Words(
        en="Parts that exceed their whole mean that one of the numbers was misread.",
        zh="各部分之和超过整体，说明其中有数字读错了。",
    ),
    wrong=(
        "source: paper\nsize: {value: 900, unit: videos}\nparts:\n"
        "  - {id: short, kind: tier, size: {value: 600, unit: videos}}\n"
        "  - {id: long, kind: tier, size: {value: 400, unit: videos}}",
    ),
    right=(
        "source: paper\nsize: {value: 900, unit: videos}\nparts:\n"
        "  - {id: short, kind: tier, size: {value: 600, unit: videos}}\n"
        "  - {id: long, kind: tier, size: {value: 300, unit: videos}}",
    ),
    check=check,
)
