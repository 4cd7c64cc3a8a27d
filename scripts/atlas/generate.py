"""Files that are made from the model and the vocabularies, and kept in the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from atlas.exports.issue_forms import issue_forms
from atlas.links.schema import state_schema
from atlas.records.schema import SCHEMAS, json_schema
from atlas.records.vocabulary import Vocabularies


def generated_files(root: Path, vocabularies: Vocabularies) -> Iterator[tuple[Path, str]]:
    """Each generated file below ``root`` with the text it should hold."""
    for name in SCHEMAS:
        text = json.dumps(json_schema(name, vocabularies), ensure_ascii=False, indent=1)
        yield root / "data" / "schema" / f"{name}.schema.json", text + "\n"
    text = json.dumps(state_schema(), ensure_ascii=False, indent=1)
    yield root / "data" / "schema" / "links.schema.json", text + "\n"
    for path, text in issue_forms(vocabularies):
        yield root / path, text


def stale_files(root: Path, vocabularies: Vocabularies) -> list[Path]:
    """The generated files that are missing or differ from what they should hold."""
    return [
        path
        for path, text in generated_files(root, vocabularies)
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def write_files(root: Path, vocabularies: Vocabularies) -> list[Path]:
    """Write the stale files; returns which."""
    stale = stale_files(root, vocabularies)
    for path, text in generated_files(root, vocabularies):
        if path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return stale
