"""A state file that is no JSON any more → what can still be read of it. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

_UPDATED = re.compile(r'"updated"\s*:\s*"([0-9]{4}-[0-9]{2}-[0-9]{2})"')
#: Where an entry begins: its address and a brace, however the file is laid out.
_ENTRY = re.compile(r'("https?:(?:[^"\\\n]|\\.)*")\s*:\s*(?=\{)', re.IGNORECASE)
_KEY = re.compile(r'"([a-z_]+)"\s*:\s*')
#: Without these an entry says nothing.
_NEEDED = {"last_asked", "verdict"}
_DECODER = json.JSONDecoder()


def salvage(text: str, names: Collection[str]) -> tuple[dict[str, Any], int]:
    """What ``text`` still holds, in the form of a state file, and how many entries are lost.

    ``names`` are the keys of an entry. Of an entry that is broken itself those are kept that can be
    read, if what an entry cannot do without is among them.
    """
    links: dict[str, Any] = {}
    lost = 0
    found = _ENTRY.search(text)
    while found:
        entry, at = _decoded(text, found.end())
        if not isinstance(entry, dict) or any(key.startswith("http") for key in entry):
            # Broken, or without its end, so that it holds the entries after it.
            entry, at = None, found.end()
        following = _ENTRY.search(text, at)
        if entry is None:
            entry = _keys(text[at : following.start() if following else None], names)
        if entry.keys() >= _NEEDED:
            links[json.loads(found[1], strict=False)] = entry
        else:
            lost += 1
        found = following
    updated = _UPDATED.search(text)
    return {"updated": updated and updated[1], "links": links}, lost


def _decoded(text: str, start: int) -> tuple[Any, int]:
    """The value at ``start`` and the place after it; None and ``start`` for what is none."""
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start


def _keys(broken: str, names: Collection[str]) -> dict[str, Any]:
    """The keys of an entry whose values can be read, until one of them comes again: that is another
    entry's, whose beginning is broken too."""
    entry: dict[str, Any] = {}
    found = _KEY.search(broken)
    while found and found[1] not in entry:
        value, at = _decoded(broken, found.end())
        if at > found.end() and found[1] in names:
            entry[found[1]] = value
        found = _KEY.search(broken, at)
    return entry
