"""What was corrected in the records, and why: from a file that people write, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from atlas.catalogue import Catalogue
from atlas.records.scalars import FullDate, Id
from atlas.records.vocabulary import Language, Words
from atlas.views.rows import page_path


class Correction(BaseModel):
    """One correction: in which records, on which day, what was wrong and how it was found."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    day: FullDate
    records: tuple[Id, ...]
    what: Words
    why: Words


@dataclass(frozen=True)
class CorrectionLine:
    """A correction as a page shows it. ``records`` are (name, path); None without a record."""

    records: tuple[tuple[str, str | None], ...]
    what: str
    why: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in the file at ``path``. Raises ValueError for what they must not be."""
    # BaseLoader: every scalar is text, as in records.
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return TypeAdapter(tuple[Correction, ...]).validate_python(content)


def corrected(
    corrections: tuple[Correction, ...], catalogue: Catalogue, lang: Language
) -> Mapping[str, tuple[CorrectionLine, ...]]:
    """The corrections of each day in ``lang``, the newest day first."""
    days: dict[str, list[CorrectionLine]] = {}
    for one in sorted(corrections, key=lambda one: one.day, reverse=True):
        records = tuple(
            (catalogue.datasets[key].name, page_path(key))
            if key in catalogue.datasets
            else (key, None)
            for key in one.records
        )
        line = CorrectionLine(records, one.what.text(lang), one.why.text(lang))
        days.setdefault(one.day, []).append(line)
    return {day: tuple(lines) for day, lines in days.items()}
