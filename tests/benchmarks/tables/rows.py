"""The rows that every peer shows: the synthetic records as the catalogue's English table has them.

They are made once and kept below .cache/, as long as what makes them stays the same.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from synthetic import ROOT, write_data

from atlas.catalogue.catalogue import build
from atlas.catalogue.history import History
from atlas.exports.table_data import in_rows
from atlas.records import load_all
from atlas.views.rows import Row, Word
from atlas.views.rows import rows as table_rows

CACHE = ROOT / ".cache" / "benchmarks" / "tables"
_MAKERS = (
    *Path(__file__).parents[1].glob("*.py"),
    *Path(__file__).parents[1].glob("*.txt"),
    *(ROOT / "data" / "vocabulary").glob("*.yaml"),
    ROOT / "scripts" / "atlas" / "views" / "rows.py",
    Path(__file__),
)

#: Field and heading, in the order in which they stand.
COLUMNS = {
    "name": "Name",
    "summary": "What it is",
    "roles": "Roles",
    "modalities": "Modalities",
    "tasks": "Tasks",
    "size": "Size",
    "license": "Stated license",
    "access": "Access",
    "released": "Released",
    "status": "Status",
}
FACET = "modalities"


def rows_file(count: int, data: Path | None = None) -> Path:
    """A JSON file of ``count`` rows: columns, values of the facet, rows.

    ``data`` is a folder of these records, where one stands already.
    """
    file = CACHE / f"rows-{count}-{_fingerprint()}.json"
    if not file.is_file():
        for old in CACHE.glob(f"rows-{count}-*.json"):
            old.unlink()
        if data is not None:
            content = _content(data)
        else:
            with tempfile.TemporaryDirectory(prefix="atlas-rows-") as folder:
                write_data(Path(folder) / "data", count)
                content = _content(Path(folder) / "data")
        CACHE.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def _content(data: Path) -> dict[str, Any]:
    # Not judged: rules about prose that was put together by chance are no matter here.
    catalogue = build(load_all(data), History(), date(2026, 11, 23))
    made = table_rows(catalogue, in_rows(catalogue), "en")
    labels = {word.id: word.label for row in made for word in getattr(row, FACET)}
    return {
        "columns": list(COLUMNS.items()),
        "facet": {"name": FACET, "values": sorted(labels.items())},
        "rows": [_row(row) for row in made],
    }


def _row(row: Row) -> dict[str, Any]:
    """Texts as a cell shows them, and the ids of the facet's values."""
    return {
        "name": row.name,
        "summary": row.summary.text,
        "roles": _joined(row.roles),
        "modalities": _joined(row.modalities),
        "tasks": _joined(row.tasks),
        "size": row.size or "",
        "license": _joined(row.licenses),
        "access": _joined(row.access),
        "released": row.released or "",
        "status": row.status.label,
        "ids": [word.id for word in getattr(row, FACET)],
    }


def _joined(words: Sequence[Word]) -> str:
    return ", ".join(word.label for word in words)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(_MAKERS):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
