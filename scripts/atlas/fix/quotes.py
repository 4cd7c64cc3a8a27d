"""Quotation marks where another YAML reader would see a number, a flag, a date or nothing.

The Atlas reads every value as text, but editors and other programs do not: ``no`` (Norwegian) is
false to them, and ``1e10`` (a commit) a number. Values that are numbers or flags stand without.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from atlas.fix.edit import Edit
from atlas.fix.shape import Spot

#: What YAML 1.1 and 1.2 read as something else than text.
_GUESSED = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+]?(?:0b[01_]+|0x[0-9a-f_]+|0o?[0-7_]+|[0-9][0-9_]*(?::[0-5]?[0-9])*)(?:\.[0-9_]*)?"
    r"|[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?|[-+]?\.inf|\.nan"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t \t].*)?",
    re.IGNORECASE,
)
#: Dates, which no reader takes for anything but that day, and versions.
_DATES = ("released", "since", "until", "checked")
_COMMIT = re.compile(r"[0-9a-f]{7,40}")


def edits(text: str, spots: list[Spot]) -> Iterator[Edit]:
    """Yield an edit for each value that lacks quotation marks or has some too many."""
    for spot in spots:
        value = spot.text
        if value is None or not spot.node.value:
            continue
        start, end = spot.span
        name = spot.path[-1] if spot.inside and spot.path else ""
        bare = spot.shape.is_plain or name in _DATES
        if spot.node.style in ("'", '"'):
            if bare and reads_plain(value):
                yield Edit(start, end, value)
        elif spot.node.style not in ("|", ">") and not bare and _GUESSED.fullmatch(value):
            if name == "as_of" and not _COMMIT.fullmatch(value):
                continue  # a day or a version; 0529714 is a number to some readers
            yield Edit(start, end, quoted(value))


def quoted(value: str) -> str:
    """``value`` in double quotation marks."""
    return json.dumps(value, ensure_ascii=False)


def written(value: str, *, flow: bool = False) -> str:
    """``value`` as a record writes it: plain where that reads as the same text everywhere."""
    plain = value and not _GUESSED.fullmatch(value) and "\n" not in value
    plain = plain and reads_plain(value, flow=flow)
    return value if plain else quoted(value)


@lru_cache(maxsize=1024)
def reads_plain(value: str, *, flow: bool = True) -> bool:
    """Whether ``value`` without quotation marks is read as the same text."""
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        around = f"{{k: {value}, z: z}}" if flow else f"k: {value}\nz: z\n"
        return bool(yaml.load(around, loader) == {"k": value, "z": "z"})  # noqa: S506
    except yaml.YAMLError:
        return False
