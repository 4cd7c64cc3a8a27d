"""Records that were read and found right before, by the content of their files.

For people who run the same command again: a file whose bytes, vocabulary and reader are the same
says the same. Never asked where ``CI`` is set, so that no pull request is judged by what a cache
says, and only for files that held no problem, so that every message is made anew.

The file is a pickle, since nothing else makes 1,000 records faster than reading them. A pull
request could bring one along: ``_Records`` makes nothing of it but the classes of a record.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

import pydantic

from atlas.records import model
from atlas.records.model import Dataset, Model

#: A larger file than this is not ours: 10,000 records take a quarter of it.
MAX_BYTES = 256 * 1024 * 1024
#: So many records are pickled together.
PIECE = 200
_HERE = Path(__file__).resolve().parent


class RecordCache:
    """Records by their file's name and content, for one state of vocabulary and reader.

    Held in memory by who reads again and again; ``keep`` writes it for the next run.
    """

    def __init__(self, folder: Path | None = None, *, hold: bool = False) -> None:
        """``folder``: where it is kept; None for one that lives only as long as the process.

        With ``hold`` it is kept when ``keep`` is called, else whenever a folder was read.
        """
        self._folder, self._hold = folder, hold
        self._basis = ""
        self._known: dict[str, tuple[bytes, Dataset | Model]] = {}
        self._used: set[str] = set()
        self._changed = False

    def start(self, vocabulary: Path) -> None:
        """Before a folder is read: what was kept for another vocabulary or reader is forgotten."""
        self._used.clear()
        basis = _digest_of([*_sources(), *_files(vocabulary)])
        if basis != self._basis:
            self._basis, self._known = basis, {}
            if self._folder:
                self._known = _unpickled(self._folder / f"records-{basis}.pickle")

    def get(self, path: Path, content: bytes) -> Dataset | Model | None:
        """The record of a file of this name and content, if it is known."""
        name = _name(path)
        self._used.add(name)
        found = self._known.get(name)
        return found[1] if found and found[0] == _digest(content) else None

    def put(self, path: Path, content: bytes, record: Dataset | Model) -> None:
        """Remember ``record``, which came of ``content`` without a problem."""
        self._known[_name(path)] = (_digest(content), record)
        self._changed = True

    def finish(self) -> None:
        """After a folder was read: forget files that are gone, and keep the rest."""
        for name in self._known.keys() - self._used:
            del self._known[name]
            self._changed = True
        if not self._hold:
            self.keep()

    def keep(self) -> None:
        """Keep what is known for the next run. A folder that cannot be written keeps nothing."""
        if not self._folder or not self._changed:
            return
        self._changed = False
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for old in self._folder.glob("records-*.pickle"):
                if self._basis not in old.name:
                    old.unlink()
            # Written beside and renamed, so that no other run reads half of it.
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as beside:
                _pickle(self._known, beside)
            Path(beside.name).replace(self._folder / f"records-{self._basis}.pickle")
        except OSError:
            return


def kept_between_runs(root: Path, *, hold: bool = False) -> RecordCache | None:
    """The cache of a checkout; None where it must not be trusted."""
    return None if os.environ.get("CI") else RecordCache(root / ".cache" / "records", hold=hold)


def _name(path: Path) -> str:
    """``models/x`` is another record than ``x``."""
    return f"{path.parent.name}/{path.name}" if path.parent.name == "models" else path.name


class _Records(pickle.Unpickler):
    """Makes the classes of ``model.py`` and nothing else, so that no file can call anything."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of a record. Raises UnpicklingError for everything else."""
        found = getattr(model, name, None) if module == model.__name__ else None
        if not (isinstance(found, type) and issubclass(found, model.Strict)):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a record")
        return found


def _pickle(known: Mapping[str, tuple[bytes, Dataset | Model]], file: IO[bytes]) -> None:
    """In pieces: what pickle remembers of 5,000 records in one is 80 MB."""
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    names = list(known)
    for start in range(0, len(names), PIECE):
        pickler.dump({name: known[name] for name in names[start : start + PIECE]})
        pickler.clear_memo()


def _unpickled(path: Path) -> dict[str, tuple[bytes, Dataset | Model]]:
    """What ``path`` holds; nothing where it is missing, broken or not ours."""
    try:
        if path.is_symlink() or path.stat().st_size > MAX_BYTES:
            return {}
        found: dict[str, tuple[bytes, Dataset | Model]] = {}
        with path.open("rb") as file:
            while file.peek(1):
                # A reader of its own for each: what it remembers of the last has other numbers.
                some = _Records(file).load()
                if not _is_ours(some):
                    return {}
                found |= some
        return found
    except Exception:
        # Whatever a broken pickle raises: the records are then read from their own files.
        return {}


def _is_ours(found: Any) -> bool:
    return isinstance(found, dict) and all(
        isinstance(key, str)
        and isinstance(value, tuple)
        and len(value) == 2
        and isinstance(value[0], bytes)
        and isinstance(value[1], Dataset | Model)
        for key, value in found.items()
    )


def _sources() -> Iterable[Path]:
    """Everything that decides what a record is and whether it is right."""
    return [*_HERE.glob("*.py"), *(_HERE / "rules").glob("*.py"), *_HERE.parent.glob("p*.py")]


def _files(folder: Path) -> Iterable[Path]:
    return folder.glob("*.yaml") if folder.is_dir() else ()


def _digest_of(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256(f"{sys.version} {pydantic.VERSION}".encode())
    for path in sorted(paths):
        whole.update(path.name.encode() + b"\0" + _digest(path.read_bytes()))
    return whole.hexdigest()[:20]


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
