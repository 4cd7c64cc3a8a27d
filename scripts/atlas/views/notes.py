"""The notes that the Atlas began from: what they said, what the sources say, where it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from atlas.catalogue import Catalogue
from atlas.catalogue.select import in_section
from atlas.records.vocabulary import Language, Words
from atlas.views.rows import Row, Word, rows


class NotedEntry(BaseModel):
    """One entry of the notes; ``id`` is the record it became."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    name: str
    said: Words
    found: Words


class NotedSection(BaseModel):
    """A heading of the notes; ``section`` is the site's section that stands for it today."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    section: str
    heading: Words
    entries: tuple[NotedEntry, ...] = ()


@dataclass(frozen=True)
class NotedLine:
    """One entry as a page shows it; ``filed`` are the sections it stands in now."""

    name: str
    row: Row
    said: str
    found: str
    filed: tuple[Word, ...]
    moved: bool


def read_notes(path: Path) -> tuple[NotedSection, ...]:
    """The notes as kept in ``path``. Raises pydantic.ValidationError for a mistake in the file."""
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return TypeAdapter(tuple[NotedSection, ...]).validate_python(content)


def noted(
    notes: tuple[NotedSection, ...], catalogue: Catalogue, lang: Language
) -> list[tuple[str, list[NotedLine]]]:
    """Headings with their lines. Raises KeyError for an entry whose record does not exist."""
    members = _members(catalogue)
    return [
        (
            section.heading.text(lang),
            [_line(entry, section.section, catalogue, members, lang) for entry in section.entries],
        )
        for section in notes
    ]


def moved_away(
    notes: tuple[NotedSection, ...], catalogue: Catalogue, section_id: str, lang: Language
) -> list[NotedLine]:
    """The entries that the notes had under ``section_id`` and that are filed elsewhere now."""
    members = _members(catalogue)
    return [
        line
        for section in notes
        if section.section == section_id
        for line in (
            _line(entry, section_id, catalogue, members, lang) for entry in section.entries
        )
        if line.moved
    ]


def _members(catalogue: Catalogue) -> Mapping[str, set[str]]:
    return {
        section.id: {entry.id for entry in in_section(catalogue, section)}
        for section in catalogue.sections()
    }


def _line(
    entry: NotedEntry,
    section: str,
    catalogue: Catalogue,
    members: Mapping[str, set[str]],
    lang: Language,
) -> NotedLine:
    filed = tuple(
        Word(item.id, item.label(lang))
        for item in catalogue.sections()
        if entry.id in members[item.id]
    )
    return NotedLine(
        name=entry.name,
        row=rows(catalogue, [catalogue.datasets[entry.id]], lang)[0],
        said=entry.said.text(lang),
        found=entry.found.text(lang),
        filed=filed,
        moved=entry.id not in members[section],
    )
