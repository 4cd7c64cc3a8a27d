"""Which links to ask: one entry an address, with every place that cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.records import LoadResult
from atlas.records.texts import urls

#: The folder of ``data/`` that holds records of models.
MODELS = "models"


@dataclass(frozen=True, slots=True)
class Use:
    """One place that cites an address. ``record`` names the record, None for a list of addresses;
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
    """The links of the records in ``loaded``, or of those that ``only`` names.

    Names are paths in the data folder without ``.yaml``: ``coco``, ``models/llava``. A record with
    problems is left out: what the reader put in for its broken values must not be asked, and
    ``atlas validate`` tells its author more.
    """
    named = [*sorted(loaded.records), *(f"{MODELS}/{key}" for key in sorted(loaded.models))]
    broken = {record_name(loaded.data_dir, problem.path) for problem in loaded.problems}
    wanted = broken.union(named) if only is None else set(only)
    sound = [name for name in named if name in wanted - broken]
    uses = (use for name in sound for use in record_uses(loaded, name))
    return Plan(_gather(uses), tuple(sorted(broken & wanted)))


def record_name(data_dir: Path, path: Path) -> str:
    """``data/models/llava.yaml`` → ``models/llava``."""
    return path.relative_to(data_dir).with_suffix("").as_posix()


def record_uses(loaded: LoadResult, name: str) -> Iterator[tuple[str, Use]]:
    """Each address that one record cites, with its place.

    The only function of the checker that knows what a record looks like.
    """
    document = loaded.document(name)
    model = loaded.models.get(name.removeprefix(f"{MODELS}/")) if "/" in name else None
    found = (
        ((("links", key, "url"), link.url) for key, link in model.links.items())
        if model
        else urls(loaded.records[name])
    )
    for path, url in found:
        line, column = document.position(path)
        yield url, Use(name, document.path, line, column)


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
