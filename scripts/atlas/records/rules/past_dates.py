"""Nothing was released or checked in the future, and no statement ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from atlas.records.model import Dataset
from atlas.records.problem import FieldPath, Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import holders, statements
from atlas.records.vocabulary import Words


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each date after ``context.today`` and each span that runs backwards."""
    dates: list[tuple[FieldPath, str | None]] = [(("checked",), record.checked)]
    dates += [((*place, "released"), holder.released) for place, holder in holders(record)]
    # One day of grace: a contributor east of the build machine may be a day ahead.
    latest = context.today + timedelta(days=1) if context.today < date.max else date.max
    for path, text in dates:
        if text and first_day(text) > latest:
            yield Finding(path, f"{text} is in the future; today is {context.today.isoformat()}")
    for path, _, statement in statements(record):
        since, until = statement.since, statement.until
        if since and until and first_day(until) < first_day(since):
            yield Finding((*path, "until"), f"lies before since ({statement.since})")


def first_day(partial: str) -> date:
    """The first day that a partial date can mean (``2023-02`` → 1 February 2023)."""
    year, month, day = ([int(piece) for piece in partial.split("-")] + [1, 1])[:3]
    return date(year, month, day)


RULE = RecordRule(
    name="past-dates",
    why=Words(
        en="A date in the future is a slip of the pen or a plan; plans are written as notes.",
        zh="未来的日期不是笔误就是计划；计划请写成备注。",
    ),
    wrong=("released: 2999-01\nsource: paper",),
    right=("released: 2024-01\nsource: paper",),
    check=check,
)
