"""How a record differs from what stood there before, field by field."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from atlas.exports.record_file import record_data
from atlas.records.model import Dataset
from atlas.records.reading import read_document
from atlas.records.validation import validate
from atlas.records.vocabulary import Vocabularies

#: Steps below a record's field after which only *changed* is said.
MOST_STEPS = 3


def changes(before: Dataset, after: Dataset) -> list[tuple[str, str]]:
    """What is *new*, *changed* or *gone*, and the field: ``("changed", "size[0].value")``."""
    return list(_mappings(record_data(before), record_data(after), "", MOST_STEPS))


def _mappings(
    before: Mapping[str, Any], after: Mapping[str, Any], path: str, steps: int
) -> Iterator[tuple[str, str]]:
    for key in [*after, *(key for key in before if key not in after)]:
        place = f"{path}.{key}" if path else key
        if key not in before:
            yield "new", place
        elif key not in after:
            yield "gone", place
        else:
            yield from _values(before[key], after[key], place, steps)


def _values(before: Any, after: Any, path: str, steps: int) -> Iterator[tuple[str, str]]:
    if before == after:
        return
    if steps and isinstance(before, dict) and isinstance(after, dict):
        yield from _mappings(before, after, path, steps - 1)
    elif steps and _listed(before) and _listed(after):
        for index, (old, new) in enumerate(zip(before, after, strict=False)):
            yield from _values(old, new, f"{path}[{index}]", steps - 1)
        how, longer = ("new", after) if len(after) > len(before) else ("gone", before)
        for index in range(min(len(before), len(after)), len(longer)):
            yield how, f"{path}[{index}]"
    else:
        yield "changed", path


def _listed(value: Any) -> bool:
    """Statements, parts and notes are told apart by their place; words are not."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def record_before(
    data_dir: Path, revision: str, identifier: str, vocabularies: Vocabularies
) -> Dataset | None:
    """The record as it stands at ``revision``; None where there was none that can be read."""
    content = _git(data_dir, "cat-file", "blob", f"{revision}:./{identifier}.yaml")
    if content is None:
        return None
    document = read_document(Path(f"{identifier}.yaml"), content)
    return validate(Dataset, document, identifier, vocabularies)[0]


def left_from(data_dir: Path, revision: str) -> str | None:
    """The commit at which the work left ``revision``, None when Git knows none."""
    found = _git(data_dir, "merge-base", "--end-of-options", revision, "HEAD")
    return found.decode().strip() if found else None


def removed_records(data_dir: Path, commit: str) -> list[str]:
    """The ids of ``commit`` that have no file any more."""
    found = _git(
        data_dir, "diff", "--name-only", "--relative", "--no-renames", "--diff-filter=D",
        "--no-ext-diff", "-z", commit, "--", ".",
    )  # fmt: skip
    paths = (found or b"").decode("utf-8", "surrogateescape").split("\0")
    return [path[:-5] for path in paths if path.endswith(".yaml") and "/" not in path]


def exists_at(data_dir: Path, commit: str, identifier: str) -> bool:
    """Whether ``commit`` has a file for the record."""
    return _git(data_dir, "cat-file", "-e", f"{commit}:./{identifier}.yaml") is not None


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What Git prints, None when it fails."""
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell
        ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own Git
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout if done.returncode == 0 else None
