"""Which files of ``data/`` are records, and a problem for each thing that should not be there."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from atlas.records.problem import Problem, nearest
from atlas.records.scalars import ID_PATTERN

#: Folders of ``data/`` and what they hold.
FOLDERS = ("vocabulary", "models", "leaderboards", "schema", "observed", "links")

#: Files of ``data/`` that are no records, and are read elsewhere.
FILES = ("wanted.csv",)

#: Names that a file system or the site gives a meaning of its own.
RESERVED = frozenset(
    ["index", "404", "con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
MAX_ID = 80


def record_files(folder: Path, problems: list[Problem], *, top: bool = False) -> Iterator[Path]:
    """The record files directly in ``folder``, sorted by name.

    Everything else there (``.yml``, hidden files, symbolic links, FIFOs, folders named like a
    file) is added to ``problems``. Nothing is opened, so that a FIFO cannot hang the run.
    """
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        mode = path.lstat().st_mode
        complaint = _complaint(path, mode, top=top)
        if complaint:
            problems.append(Problem(path, 1, 1, "", complaint, rule="files"))
        elif stat.S_ISREG(mode) and path.suffix == ".yaml":
            yield path


def _complaint(path: Path, mode: int, *, top: bool) -> str | None:
    name = path.name
    if stat.S_ISLNK(mode):
        return "is a symbolic link; a record is a file of its own"
    if stat.S_ISDIR(mode):
        if top and name in FOLDERS:
            return None
        if name.endswith(".yaml"):
            return "is a folder; a record is one file"
        hint = nearest(name, FOLDERS) if top else None
        return "is a folder that the Atlas does not know" + (
            f"; did you mean {hint}?" if hint else ""
        )
    if not stat.S_ISREG(mode):
        return "is not a regular file; a record is one YAML file"
    if top and name in FILES:
        return None
    if name.startswith("."):
        return "is a hidden file; records are not hidden"
    if not name.endswith(".yaml"):
        return "does not end in .yaml; rename it (records end in .yaml, lower case) or move it away"
    stem = name.removesuffix(".yaml")
    if not re.fullmatch(ID_PATTERN, stem) or len(stem) > MAX_ID:
        return (
            "the file's name is the record's id: lower-case ASCII words joined by hyphens"
            f", at most {MAX_ID} characters"
        )
    if stem in RESERVED:
        return f"“{stem}” is a reserved name; choose another id"
    return None
