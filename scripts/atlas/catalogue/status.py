"""How far a record has come: listed, sourced or verified; computed, never typed."""

from __future__ import annotations

from typing import Literal

from atlas.records.model import Dataset, Described
from atlas.records.rules.absent_or_value import data_licenses, owner_says
from atlas.records.texts import holders, prose, statements
from atlas.records.vocabulary import Vocabularies

Status = Literal["verified", "sourced", "listed", "collection"]

#: What a verified record has answered, by a sourced value or by ``absent`` (DESIGN section 3).
VERIFIED_FIELDS = (
    "languages", "publishers", "released", "size", "license", "access", "creation", "derived_from",
)  # fmt: skip
SOURCED_FIELDS = ("size", "license", "access")
#: Kinds of links whose pages change under their address.
HUBS = ("hub", "mirror")


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
    """Whether the whole has a value or an ``absent`` that says who was asked, or every part has."""
    return _has(record, field) or _all_parts_have(record, field, None)


def _all_parts_have(record: Dataset, field: str, of: str | None) -> bool:
    inside = [part for part in record.parts if part.of == of]
    return bool(inside) and all(
        _has(part, field) or _all_parts_have(record, field, part.id) for part in inside
    )


def _has(holder: Described, field: str) -> bool:
    if field == "license":
        # A code license is not a data license.
        return bool(data_licenses(holder)) or not holder.absent.keys().isdisjoint(
            ("license", "license.dataset", "license.annotations")
        )
    return bool(getattr(holder, field, None)) or field in holder.absent


def _owner_is_heard(record: Dataset) -> bool:
    """The license is the owner's own statement, or the owner is known to say nothing."""
    absences = ("license", "license.dataset", "license.annotations")
    return any(
        not holder.absent.keys().isdisjoint(absences)
        or any(owner_says(record, holder, "license", item) for item in data_licenses(holder))
        for _, holder in holders(record)
    )


def _undated_sources(record: Dataset, vocabularies: Vocabularies) -> list[str]:
    """Links used as sources of which nobody can tell what was read: a repository without the
    commit, a hub page with neither a version nor the copy that stood in for it."""
    kinds = vocabularies["link-kinds"].by_id
    gaps = []
    for key in sorted(_used_links(record)):
        link = record.links[key]
        told = link.as_of or (link.via and not kinds[link.kind].versioned)
        if not told and (kinds[link.kind].versioned or link.kind in HUBS):
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
