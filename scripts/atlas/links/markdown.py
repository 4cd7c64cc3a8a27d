"""Untrusted text in Markdown that GitHub shows: no markup, no mention, no reference, no image."""

from __future__ import annotations

import re

from atlas.links.report import safe

_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|<>&~]")
_AT = re.compile(r"@(?=[A-Za-z0-9])")
_REFERENCE = re.compile(r"\b(?:https?://|www\.)\S+")


def code(text: str) -> str:
    """``text`` in a code span, in which GitHub links, mentions and formats nothing."""
    shown = safe(text)
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{room}{shown}{room}{fence}"


def block(text: str, most: int) -> str:
    """The lines of ``text`` in a fenced block, of which at most ``most`` characters are shown."""
    cut = text[:most]
    lines = [safe(line) for line in cut.split("\n")]
    longest = max((len(run) for run in re.findall(r"`+", cut)), default=0)
    fence = "`" * max(3, longest + 1)
    if len(text) > most:
        lines.append("…")
    return "\n".join([f"{fence}text", *lines, fence])


def prose(text: str) -> str:
    """``text`` as words only; an address in it becomes a code span."""
    pieces, start = [], 0
    for found in _REFERENCE.finditer(text):
        pieces += [_escaped(text[start : found.start()]), code(found[0])]
        start = found.end()
    return "".join([*pieces, _escaped(text[start:])])


def _escaped(text: str) -> str:
    shown = _SPECIAL.sub(lambda found: f"\\{found[0]}", safe(text))
    # A word joiner after the sign: GitHub takes no mention from it, and readers see none.
    return _AT.sub("@\u2060", shown)
