"""What a pull request's build says of it, for the comment that is made from that.

The build runs what a stranger wrote, so what it says is a stranger's word. It is read as values of
closed kinds: numbers, ids, names of fields, and words that the Atlas knows. No text of the pull
request becomes text of the comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from atlas.github.artifact import MOST_BYTES, NotToBeTrusted
from atlas.links.words import Verdict

T = TypeVar("T")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STEP = r"[a-z0-9]+([_-][a-z0-9]+)*(\[[0-9]{1,4}\])?"
_FIELD = re.compile(rf"{_STEP}(\.{_STEP})*")
CHANGES = ("added", "edited", "removed")
STATUSES = ("listed", "sourced", "verified", "collection", "broken", "gone")
#: What happened to a field.
HOW = ("new", "changed", "gone")
#: Why two records may be one dataset.
ALIKE = ("name", "address")
#: Kinds of what ``atlas fix`` changes.
FIXES = (
    "spelling", "names", "as_of", "shorthands", "quotation marks", "folded prose", "order of keys",
    "line ends",
)  # fmt: skip
VERDICTS = tuple(str(verdict) for verdict in Verdict)
#: Of each kind of thing, for each record, and of links.
MOST = 100
MOST_LINKS = 1000

Pair = tuple[str, str]


@dataclass(frozen=True)
class Changed:
    """A record that the pull request changes; ``status`` is *broken* where it has problems.

    ``fields`` says how which field changes, ``alike`` by what which other record is alike, and
    ``fixes`` what ``atlas fix`` would change.
    """

    identifier: str
    change: str
    status: str
    missing: tuple[str, ...] = ()
    fields: tuple[Pair, ...] = ()
    alike: tuple[Pair, ...] = ()
    fixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What a build says of pull request ``number``."""

    number: int
    records: tuple[Changed, ...]

    def json(self) -> str:
        """The file that the build leaves."""
        records = [
            {
                "id": one.identifier,
                "change": one.change,
                "status": one.status,
                "missing": one.missing[:MOST],
                "fields": one.fields[:MOST],
                "alike": one.alike[:MOST],
                "fixes": one.fixes,
            }
            for one in self.records
        ]
        return json.dumps({"number": self.number, "records": records}, indent=1) + "\n"


@dataclass(frozen=True)
class FoundLink:
    """What became of the link ``key`` of a record."""

    identifier: str
    key: str
    verdict: str


@dataclass(frozen=True)
class FoundLinks:
    """What a build found at the links that pull request ``number`` changes."""

    number: int
    links: tuple[FoundLink, ...]

    def json(self) -> str:
        """The file that the build leaves."""
        links = [
            {"id": one.identifier, "key": one.key, "verdict": one.verdict}
            for one in self.links[:MOST_LINKS]
        ]
        return json.dumps({"number": self.number, "links": links}, indent=1) + "\n"


def parse_preview(text: bytes) -> Preview:
    """Read what a build left. Raises NotToBeTrusted."""
    return _parsed(text, _preview)


def parse_links(text: bytes) -> FoundLinks:
    """Read what a build left about links. Raises NotToBeTrusted."""
    return _parsed(text, _links)


def _parsed(text: bytes, read: Callable[[Any], T]) -> T:
    if len(text) > MOST_BYTES:
        raise NotToBeTrusted("it is too large")
    try:
        return read(json.loads(text))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise NotToBeTrusted("it is not of the form that a build writes") from error


def _preview(said: Mapping[str, Any]) -> Preview:
    return Preview(_number(said["number"]), tuple(_changed(one) for one in said["records"]))


def _links(said: Mapping[str, Any]) -> FoundLinks:
    links = tuple(
        FoundLink(
            _matching(_ID, one["id"]), _matching(_ID, one["key"]), _among(VERDICTS, one["verdict"])
        )
        for one in _list(said["links"], MOST_LINKS)
    )
    return FoundLinks(_number(said["number"]), links)


def _number(value: object) -> int:
    if type(value) is not int or not 0 < value < 10**9:
        raise ValueError
    return value


def _changed(one: Mapping[str, Any]) -> Changed:
    return Changed(
        _matching(_ID, one["id"]),
        _among(CHANGES, one["change"]),
        _among(STATUSES, one["status"]),
        tuple(_matching(_FIELD, field) for field in _list(one["missing"])),
        tuple((_among(HOW, how), _matching(_FIELD, field)) for how, field in _list(one["fields"])),
        tuple((_among(ALIKE, why), _matching(_ID, other)) for why, other in _list(one["alike"])),
        tuple(_among(FIXES, kind) for kind in _list(one["fixes"])),
    )


def _list(value: object, most: int = MOST) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError
    return value


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or len(value) > 100 or not pattern.fullmatch(value):
        raise ValueError
    return value


def _among(words: Sequence[str], value: object) -> str:
    if value not in words:
        raise ValueError
    return str(value)
