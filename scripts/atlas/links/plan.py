"""Which links to ask: one entry an address, with every place that cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.records import LoadResult
from atlas.records.texts import urls


@dataclass(frozen=True, slots=True)
class Use:
    """One place that cites an address. ``record`` is its id, None for a list of addresses;
    ``line`` and ``column`` count from 1."""

    record: str | None
    path: Path
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """An address to ask, as it is written, and the places that cite it, in their order."""

    url: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask. ``left_out`` are records whose problems keep their links from being read."""

    links: tuple[PlannedLink, ...]
    left_out: tuple[str, ...] = ()


def plan_records(loaded: LoadResult, only: Iterable[str] | None = None) -> Plan:
    """The links of the records in ``loaded``, or of those with an id in ``only``.

    A record with problems is left out: what the reader put in for its broken values must not be
    asked, and ``atlas validate`` tells its author more.
    """
    broken = {
        problem.path.stem for problem in loaded.problems if problem.path.parent == loaded.data_dir
    }
    wanted = loaded.records.keys() | broken if only is None else set(only)
    sound = [key for key in sorted(loaded.records) if key in wanted and key not in broken]
    left_out = tuple(sorted(broken & wanted))
    return Plan(_gather(use for key in sound for use in record_uses(loaded, key)), left_out)


def record_uses(loaded: LoadResult, identifier: str) -> Iterator[tuple[str, Use]]:
    """Each address that one record cites, with its place.

    The only function of the checker that knows what a record looks like.
    """
    document = loaded.document(identifier)
    for path, url in urls(loaded.records[identifier]):
        line, column = document.position(path)
        yield url, Use(identifier, document.path, line, column)


def plan_lines(lines: Iterable[str], path: Path) -> Plan:
    """The addresses in ``lines``, one each; empty lines and those that start with # are skipped.

    ``path`` names where the lines came from.
    """
    numbered = ((number, line.strip()) for number, line in enumerate(lines, start=1))
    return Plan(
        _gather((url, Use(None, path, number)) for number, url in numbered if url and url[0] != "#")
    )


def _gather(uses: Iterable[tuple[str, Use]]) -> tuple[PlannedLink, ...]:
    places: dict[str, list[Use]] = {}
    for url, use in uses:
        places.setdefault(url, []).append(use)
    return tuple(PlannedLink(url, tuple(found)) for url, found in places.items())
