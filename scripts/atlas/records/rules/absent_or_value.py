"""What the owner states is not absent: a value and ``absent`` never stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.records.model import Dataset, Described, License
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import effective_source, holders
from atlas.records.vocabulary import Words

#: A code license is no license of the data.
ABOUT_DATA = ("dataset", "annotations")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each ``absent`` whose field has a value that the owner states.

    A value read from a link with ``by`` is a third party's and may stand beside ``absent``.
    """
    for place, holder in holders(record):
        for name in holder.absent:
            field, _, qualifier = name.partition(".")
            if field == "links":
                kinds = {link.kind for link in record.links.values() if not link.by}
                if qualifier in kinds or (kinds and not qualifier):
                    yield Finding((*place, "absent", name), "the record has such a link")
            elif _owner_states(record, holder, field, qualifier):
                yield Finding(
                    (*place, "absent", name),
                    "has a value by the owner as well; take one of the two out (a value that a"
                    " third party states needs a link with by:)",
                )


def _owner_states(record: Dataset, holder: Described, field: str, qualifier: str) -> bool:
    value = getattr(holder, field, None)
    items: tuple[Any, ...] = value if isinstance(value, tuple) else (value,) if value else ()
    if qualifier:
        items = tuple(item for item in items if getattr(item, "covers", None) == qualifier)
    elif field == "license":
        items = data_licenses(holder)
    return any(owner_says(record, holder, field, item) for item in items)


def data_licenses(holder: Described) -> tuple[License, ...]:
    """The license statements about the dataset or its annotations: a code license is not one."""
    return tuple(item for item in holder.license if item.covers in ABOUT_DATA)


def owner_says(record: Dataset, holder: Described, field: str, item: Any) -> bool:
    """Whether ``item`` was read where the dataset's owner speaks (a link without ``by``)."""
    refs = effective_source(record, holder, field, getattr(item, "source", None))
    links = [record.links.get(ref.partition(":")[0]) for ref in refs]
    return not links or any(link is not None and not link.by for link in links)


RULE = RecordRule(
    name="absent-or-value",
    why=Words(
        en="“Not stated” and a statement cannot both be true of the same owner.",
        zh="“未说明”与一条声明不可能同时成立于同一所有者。",
    ),
    wrong=(
        "license: {id: MIT, source: paper}\nabsent:\n  license: {why: not-stated, source: paper}",
    ),
    right=(
        "license: {id: MIT, source: paper}\n"
        "absent:\n  license.media: {why: not-stated, source: paper}",
    ),
    needs=("links", "source", "sources"),
    check=check,
)
