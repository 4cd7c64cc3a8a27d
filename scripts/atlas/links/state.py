"""What earlier runs found: the state file, read so that damage to a part never loses the rest.

``data/observed/links.json`` is made by the checker and absent from a fresh checkout; the site
reads it when it is there. Entries come in the order of their addresses and every entry in the
order of its keys, so that two states differ only where links do.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from atlas.links.salvage import salvage
from atlas.links.words import Kind, Verdict, kind_of

#: Where a field is called ``date`` too.
Day = date

SCHEMA_VERSION = "1.0"
#: A larger file is none of ours: 100,000 links take about 70 MB.
MAX_BYTES = 512 * 1024 * 1024


class Fact(StrEnum):
    """What became of a literal that a statement expects at its source.

    ``missing`` is gone in one run only; ``never`` was not there from the start.
    """

    SEEN = "seen"
    MISSING = "missing"
    GONE = "gone"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Expected:
    """A literal's ``state``, the last day it was seen and the first of those it was not."""

    state: Fact
    last_seen: date | None = None
    missing_since: date | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """A copy in a web archive, made on ``date``."""

    url: str
    date: Day


@dataclass(frozen=True, slots=True)
class Streak:
    """The days, each once and oldest first, of the current unbroken kind of answer.

    ``transient_days`` are days of failures that may pass within a hard streak, which they do not
    end. ``certificate_since`` is the first day of the certificate errors that the streak ends in.
    """

    kind: Kind
    days: tuple[date, ...]
    transient_days: tuple[date, ...] = ()
    certificate_since: date | None = None


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known of one link. ``verdict`` is the last run's, ``shown`` what history makes of it.

    ``not_before`` is the day before which its host wants to be left alone. ``etag`` and
    ``last_modified`` are the server's, for conditional requests.
    """

    first_seen: date
    last_asked: date
    verdict: Verdict
    shown: Verdict
    streak: Streak
    last_ok: date | None = None
    code: int | None = None
    reason: str = ""
    new_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    not_before: date | None = None
    archive: Archive | None = None
    expect: Mapping[str, Expected] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class State:
    """All links by address, and the day of the last run that was no void one."""

    updated: date | None = None
    links: Mapping[str, LinkState] = field(default_factory=lambda: MappingProxyType({}))


def read_state(path: Path) -> tuple[State, list[str]]:
    """The state in ``path``, empty when there is none, and a sentence for each thing left out.

    Never raises for what the file holds: an entry that makes no sense is left out and told, a key
    that makes none has its default where it has one, an unknown key is passed over.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            return State(), [f"{path} is larger than {MAX_BYTES:,} bytes and was not read."]
        raw = path.read_bytes()
    except FileNotFoundError:
        return State(), []
    except OSError as error:
        return State(), [f"{path} could not be read ({error.strerror})."]
    try:
        content = json.loads(raw)
        links_there = isinstance(content["links"], dict)
    except (ValueError, RecursionError, KeyError, TypeError):
        links_there = False
    problems = []
    if not links_there:
        content, lost = salvage(raw.decode("utf-8", "replace"), LinkState.__slots__)
        rest = f", {lost} could not" if lost else ""
        problems = [f"{path} is damaged: {len(content['links'])} links could be read of it{rest}."]
    links: dict[str, LinkState] = {}
    for url, entry in content["links"].items():
        try:
            links[url] = _link(entry)
        except (KeyError, TypeError, ValueError, AttributeError):
            problems.append(f"{path}: the entry of {ascii(url)[:200]} makes no sense.")
    # What is known was found on some day: links without one would pass for not checked at all.
    last = max((link.last_asked for link in links.values()), default=None)
    return State(_soft(_day, content.get("updated")) or last, links), problems


def write_state(state: State, path: Path) -> None:
    """Put ``state`` into ``path`` at once and whole. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            for piece in _pieces(state):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        # mkstemp makes files for their owner only; others read the state too.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def dump_state(state: State) -> str:
    """The text of the state file: a line an entry's key, entries in the order of addresses."""
    return "".join(_pieces(state))


def _pieces(state: State) -> Any:
    """Piece by piece, as the whole text of 100,000 links need not be held."""
    updated = json.dumps(state.updated and state.updated.isoformat())
    yield f'{{"schema_version": "{SCHEMA_VERSION}",\n "updated": {updated},\n "links": {{'
    mark = "\n"
    for url in sorted(state.links):
        yield f"{mark}  {json.dumps(url)}: {_block(state.links[url])}"
        mark = ",\n"
    yield "}}\n" if mark == "\n" else "\n }}\n"


def _block(link: LinkState) -> str:
    entry = {item.name: _plain(getattr(link, item.name)) for item in fields(link)}
    lines = (f"   {json.dumps(key)}: {json.dumps(entry[key])}" for key in sorted(entry))
    return "{\n" + ",\n".join(lines) + "}"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, Streak | Archive | Expected):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value


def _link(entry: Mapping[str, Any]) -> LinkState:
    """Raises for what a link's state cannot do without; the rest has defaults."""
    last_asked = _day(entry["last_asked"])
    verdict = Verdict(entry["verdict"])
    alive = kind_of(verdict) is Kind.OK
    certain = alive or kind_of(verdict) is Kind.SOFT
    return LinkState(
        first_seen=_soft(_day, entry.get("first_seen")) or last_asked,
        last_asked=last_asked,
        verdict=verdict,
        shown=_soft(Verdict, entry.get("shown")) or (verdict if certain else Verdict.TRANSIENT),
        streak=_soft(_streak, entry.get("streak")) or Streak(kind_of(verdict), (last_asked,)),
        last_ok=_soft(_day, entry.get("last_ok")) or (last_asked if alive else None),
        code=_soft(_number, entry.get("code")),
        reason=_soft(_text, entry.get("reason")) or "",
        new_url=_soft(_text, entry.get("new_url")),
        etag=_soft(_text, entry.get("etag")),
        last_modified=_soft(_text, entry.get("last_modified")),
        not_before=_soft(_day, entry.get("not_before")),
        archive=_soft(_archive, entry.get("archive")),
        expect=_soft(_expect, entry.get("expect")) or {},
    )


def _soft(read: Any, value: Any) -> Any:
    """What ``read`` makes of ``value``, None when it is absent or makes no sense."""
    if value is None:
        return None
    try:
        return read(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _streak(value: Any) -> Streak:
    days = _days(value["days"])
    if not days:
        raise ValueError(value)
    return Streak(
        Kind(value["kind"]),
        days,
        _soft(_days, value.get("transient_days")) or (),
        _soft(_day, value.get("certificate_since")),
    )


def _days(value: Any) -> tuple[date, ...]:
    """Those of ``value`` that are days."""
    return tuple(sorted({day for one in value if (day := _soft(_day, one))}))


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _archive(value: Any) -> Archive:
    return Archive(_text(value["url"]), _day(value["date"]))


def _expect(value: Any) -> dict[str, Expected]:
    found = {literal: _soft(_expected, entry) for literal, entry in value.items()}
    return {literal: entry for literal, entry in found.items() if entry is not None}


def _expected(value: Any) -> Expected:
    return Expected(
        Fact(value["state"]),
        _soft(_day, value.get("last_seen")),
        _soft(_day, value.get("missing_since")),
    )
