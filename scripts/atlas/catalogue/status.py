"""How far a record has come: listed, sourced or verified; computed, never typed."""

from __future__ import annotations

from typing import Literal

from atlas.records.model import Dataset
from atlas.records.rules.absent_or_value import owner_says
from atlas.records.texts import holders, prose, statements
from atlas.records.vocabulary import Vocabularies

Status = Literal["verified", "sourced", "listed", "collection"]

#: What a verified record has answered, by a sourced value or by ``absent`` (DESIGN section 3).
VERIFIED_FIELDS = (
    "languages", "publishers", "released", "size", "license", "access", "creation", "derived_from",
)  # fmt: skip
SOURCED_FIELDS = ("size", "license", "access")


def status(record: Dataset, vocabularies: Vocabularies) -> Status:
    """The status of ``record``. Records that passed the rules have a source for every fact, so a
    field that has a value is sourced."""
    if record.is_collection:
        return "collection"
    if not missing(record, vocabularies):
        return "verified"
    if all(_answered(record, field) for field in SOURCED_FIELDS):
        return "sourced"
    return "listed"


def missing(record: Dataset, vocabularies: Vocabularies) -> tuple[str, ...]:
    """What stands between ``record`` and *verified*, as field names and ``links.<key>.as_of``.

    A language that is still to be written reads ``summary.zh`` or ``notes[2].en``.
    """
    gaps = [field for field in VERIFIED_FIELDS if not _answered(record, field)]
    if "license" not in gaps and not _owner_is_heard(record):
        gaps.append("license")
    gaps += _undated_sources(record, vocabularies)
    for path, text in prose(record):
        if path[0] in ("summary", "notes"):
            where = f"notes[{path[1]}]" if path[0] == "notes" else "summary"
            gaps += [f"{where}.{lang}" for lang in ("en", "zh") if getattr(text, lang) is None]
    if record.checked is None:
        gaps.append("checked")
    return tuple(gaps)


def _answered(record: Dataset, field: str) -> bool:
    """A value at the top or in any part, or an ``absent`` that says who was asked."""
    return any(
        getattr(holder, field, None) or field in holder.absent for _, holder in holders(record)
    )


def _owner_is_heard(record: Dataset) -> bool:
    """The license is the owner's own statement, or the owner is known to say nothing."""
    if any("license" in holder.absent for _, holder in holders(record)):
        return True
    return any(
        owner_says(record, holder, "license", item)
        for _, holder in holders(record)
        for item in holder.license
    )


def _undated_sources(record: Dataset, vocabularies: Vocabularies) -> list[str]:
    """Versioned links used as sources whose read version is not given, and hub pages that neither
    give one nor say that a copy was read."""
    kinds = vocabularies["link-kinds"].by_id if "link-kinds" in vocabularies else {}
    gaps = []
    for key in sorted(_used_links(record)):
        link = record.links[key]
        versioned = link.kind in kinds and kinds[link.kind].versioned
        if versioned and not link.as_of and (link.kind == "code" or not link.via):
            gaps.append(f"links.{key}.as_of")
    return gaps


def _used_links(record: Dataset) -> set[str]:
    refs: set[str] = set()
    for _, holder in holders(record):
        refs.update(holder.source or ())
        refs.update(ref for value in holder.sources.values() for ref in value)
        refs.update(ref for value in holder.absent.values() for ref in value.source or ())
    for _, _, statement in statements(record):
        refs.update(statement.source or ())
    return {ref.partition(":")[0] for ref in refs} & set(record.links)
