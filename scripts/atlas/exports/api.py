"""``api/v1/datasets.json``: every record in its long form, with what is derived.

The names are YAML's. No value is now one type and now another: lists are lists, a size has all
its keys' types fixed, and a statement made for a part stands in the flat list with ``part``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from textwrap import indent
from typing import Any

from atlas.catalogue import Catalogue, Entry
from atlas.catalogue.select import in_section
from atlas.records.model import Dataset, Described, Part, Statement
from atlas.records.texts import STATEMENTS, effective_source, holders
from atlas.views.rows import page_path

SCHEMA_VERSION = "1.0"

#: Statements of parts are written into the record's list under the same name.
_FLAT = tuple(name for name in STATEMENTS)


def datasets_json(catalogue: Catalogue, site_url: str) -> Iterator[str]:
    """The API file, piece by piece: whole, it would be the largest thing in memory of a build.

    ``site_url`` ends with a slash; ``generated_at`` is the catalogue's day.
    """
    sections = _sections(catalogue)
    head = {
        "schema_version": SCHEMA_VERSION,
        "generated_at": catalogue.today.isoformat(),
        "total": len(catalogue.datasets),
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield ',\n "datasets": ['
    between = "\n"
    for entry in sorted(catalogue.datasets.values(), key=lambda entry: entry.id):
        one = dataset(catalogue, entry, sections.get(entry.id, []), site_url)
        yield between + indent(json.dumps(one, ensure_ascii=False, indent=1), "  ")
        between = ",\n"
    yield "\n ]\n}\n"


def dataset(
    catalogue: Catalogue, entry: Entry, sections: list[str], site_url: str
) -> dict[str, Any]:
    """One record in long form."""
    record = entry.record
    long = record.model_dump(mode="json", exclude={"source", "sources", *_FLAT, "parts"})
    long |= {name: [] for name in _FLAT}
    for _, holder in holders(record):
        for name in _FLAT:
            long[name] += [
                _statement(record, holder, name, item) for item in _items(getattr(holder, name))
            ]
    long["absent"] = [
        {"field": field, "part": _part_id(holder), **absence.model_dump(mode="json")}
        for _, holder in holders(record)
        for field, absence in holder.absent.items()
    ]
    long["sources"] = {
        field: list(effective_source(record, record, field, None))
        for field in ("languages", "publishers", "released")
        if getattr(record, field)
    }
    # A note and the citation inherit the record's source, which the long form does not hold.
    long["notes"] = [
        {**note.model_dump(mode="json"), "source": list(note.source or record.source or ())}
        for note in record.notes
    ]
    if record.citation:
        read_in = effective_source(record, record, "citation", record.citation.source)
        long["citation"]["source"] = list(read_in)
    long["parts"] = [_part(part) for part in record.parts]
    return {
        "id": entry.id,
        "status": entry.status,
        "sections": sections,
        "url": {
            "en": f"{site_url}{page_path(entry.id)}",
            "zh": f"{site_url}zh/{page_path(entry.id)}",
        },
        "added": entry.added,
        "changed": entry.changed,
        **long,
    }


def _sections(catalogue: Catalogue) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in catalogue.sections():
        for entry in in_section(catalogue, section):
            found.setdefault(entry.id, []).append(section.id)
    return found


def _items(value: Any) -> tuple[Statement, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, Statement) else tuple(value)


def _statement(record: Dataset, holder: Described, field: str, item: Statement) -> dict[str, Any]:
    source = effective_source(record, holder, field, item.source)
    return {**item.model_dump(mode="json"), "part": _part_id(holder), "source": list(source)}


def _part(part: Part) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude={"source", "sources", "absent", *_FLAT})


def _part_id(holder: Described) -> str | None:
    return holder.id if isinstance(holder, Part) else None
