"""Links that a person has looked at: excused with a reason until a day, and not a day longer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from atlas.links.words import Kind, Verdict, kind_of
from atlas.printable import printable
from atlas.records.reading import read_document
from atlas.records.scalars import Text, Url


class BadSuppressions(Exception):
    """The file cannot be used; the message names the place."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    url: Url
    verdict: Verdict
    reason: Text
    until: date


@dataclass(frozen=True, slots=True)
class Suppression:
    """``url`` is excused for ``verdict`` up to and with the day ``until``. ``line`` from 1."""

    url: str
    verdict: Verdict
    reason: str
    until: date
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Judged:
    """``excused`` are links that fail nothing; ``complaints`` are sentences that fail a run."""

    excused: frozenset[str] = frozenset()
    complaints: tuple[str, ...] = ()


def read_suppressions(path: Path) -> tuple[Suppression, ...]:
    """The entries of ``path``, none when there is no such file. Raises BadSuppressions."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BadSuppressions(f"{path} cannot be read: {error.strerror}.") from error
    document = read_document(path, content, top=list)
    for problem in document.problems:
        raise BadSuppressions(problem.text())
    try:
        entries = TypeAdapter(tuple[_Entry, ...]).validate_python(document.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        line, column = document.position(first["loc"])
        what = ".".join(str(step) for step in first["loc"][1:])
        sentence = f"{path}:{line}:{column}: {what}: {first['msg']}"
        raise BadSuppressions(printable(sentence)) from error
    return tuple(
        Suppression(
            item.url, item.verdict, item.reason, item.until, path, document.position((index,))[0]
        )
        for index, item in enumerate(entries)
    )


def judge_suppressions(
    suppressions: Iterable[Suppression],
    found: Mapping[str, tuple[Verdict, Verdict | None]],
    day: date,
    cited: Collection[str] | None = None,
) -> Judged:
    """Which links are excused on ``day``, and what is wrong with the entries.

    ``found`` has the verdict of each link that was asked, and what history makes of it. ``cited``
    are all links of the catalogue, when a run is about all: then every entry is judged, else those
    of links that were asked.
    """
    excused, complaints = set(), []
    for entry in suppressions:
        if cited is None and entry.url not in found:
            continue
        place = f"{entry.path}:{entry.line}: {printable(entry.url)}"
        if entry.until < day:
            end = f"The suppression ended on {entry.until}"
            complaints.append(f"{place}: {end}: look again, then renew or delete it.")
        elif cited is not None and entry.url not in cited:
            complaints.append(f"{place}: The suppression is not needed: no record cites the link.")
        elif entry.url in found and _is_over(entry.verdict, *found[entry.url]):
            now = found[entry.url][0]
            complaints.append(f"{place}: The suppression is not needed: the link is {now} now.")
        else:
            excused.add(entry.url)
    return Judged(frozenset(excused), tuple(complaints))


def _is_over(excused: Verdict, verdict: Verdict, shown: Verdict | None) -> bool:
    """Whether a run has seen that the link is not what it is excused for any more.

    A failure that may pass shows nothing, nor does a host that wants to be left alone.
    """
    if excused in (verdict, shown) or verdict is Verdict.RATE_LIMITED:
        return False
    return kind_of(verdict) is not Kind.TRANSIENT
