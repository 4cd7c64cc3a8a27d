"""A data folder that a test fills: the real vocabulary, and the records that the test writes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.history import History
from atlas.records import Dataset, LoadResult, Problem, load, load_all
from atlas.records.vocabulary import Vocabularies

ROOT = Path(__file__).resolve().parents[1]
VOCABULARY = ROOT / "data" / "vocabulary"
#: What the records of tests are judged on, so that no test depends on the clock.
TODAY = date(2026, 11, 24)

#: What a record needs, by key; a test's text takes the place of these lines.
SIX_KEYS = {
    "name": "name: {name}",
    "summary": "summary:\n  en: Questions about charts drawn from the web, each with one answer.",
    "roles": "roles: [training]",
    "modalities": "modalities: [image, text]",
    "tasks": "tasks: [chart-question-answering]",
    "links": "links:\n  paper: https://arxiv.org/abs/2203.10244",
}


@dataclass(frozen=True)
class DataFolder:
    """A folder like ``data/``."""

    folder: Path

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of exactly this content."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def add(self, text: str = "", identifier: str = "example") -> Path:
        """A record that says ``text`` first, and then the rest of what a six-key record needs."""
        said = set(re.findall(r"^(\w+):", text, re.MULTILINE))
        lines = [line for key, line in SIX_KEYS.items() if key not in said]
        whole = "\n".join(filter(None, [text.rstrip("\n"), *lines])) + "\n"
        return self.write(f"{identifier}.yaml", whole.replace("{name}", identifier.title()))

    def load(self) -> LoadResult:
        """Everything in the folder, judged."""
        return load_all(self.folder, today=TODAY)

    def problems(self) -> list[str]:
        """The problems as a contributor reads them, with paths from the data folder."""
        return [
            replace(problem, path=problem.path.relative_to(self.folder)).text()
            for problem in self.load().problems
        ]

    def rules_told(self) -> list[str]:
        """The names of the rules that were broken, in the order of the problems."""
        return [problem.rule for problem in self.load().problems]

    def lines_told(self, rule: str) -> list[str]:
        """The problems that one rule reports."""
        return [problem for problem in self.problems() if problem.endswith(f"[{rule}]")]

    def record(self, text: str = "", identifier: str = "example") -> Dataset:
        """The record that ``add`` writes, read back; fails the test when it is not valid."""
        self.add(text, identifier)
        return self.load_valid().records[identifier]

    def catalogue(self, history: History | None = None) -> Catalogue:
        """All records linked up; fails the test when one is not valid."""
        return build(self.load_valid(), history or History(), TODAY)

    def load_valid(self) -> LoadResult:
        """Everything in the folder; fails the test, saying why, when it holds a problem."""
        result = self.load()
        if result.problems:
            told = "\n".join(problem.text() for problem in result.problems)
            pytest.fail(f"the test's data are not valid:\n{told}")
        return result


@pytest.fixture(scope="session")
def vocabulary_read_once() -> Iterator[None]:
    """Reads the real vocabulary once for all tests, since that is most of the work of a small
    folder. A copy of it in which a test has changed anything is read as it stands."""
    read, known = load._vocabularies, _files(VOCABULARY)
    found: list[Problem] = []
    once = read(VOCABULARY, found)

    def read_unless_known(folder: Path, problems: list[Problem]) -> Vocabularies:
        return once if not found and _files(folder) == known else read(folder, problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "_vocabularies", read_unless_known)
        yield


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Name, size and time of change of each file; a copy made by shutil keeps all three."""
    stats = {path.name: path.lstat() for path in folder.iterdir()} if folder.is_dir() else {}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}


@pytest.fixture
def data(tmp_path: Path, vocabulary_read_once: None) -> DataFolder:
    """An own data folder with the real vocabulary and no record."""
    shutil.copytree(VOCABULARY, tmp_path / "data" / "vocabulary")
    return DataFolder(tmp_path / "data")


@pytest.fixture(scope="session")
def real() -> LoadResult:
    """The Atlas's own data folder, read once."""
    return load_all(ROOT / "data")
