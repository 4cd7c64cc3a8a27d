"""Untrusted text as it may stand in a message: visible, on one line, of bounded length."""

from __future__ import annotations

import re
from pathlib import Path

#: No part of a message is longer than this many characters, whatever the file holds.
SHOWN_LENGTH = 120

# Controls, bidirectional and zero-width characters, tags, private use, and the surrogates that
# stand for the bytes of a file name that is not UTF-8.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff"
    r"\ufff9-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def printable(text: str) -> str:
    """``text`` with control, bidirectional and zero-width characters made visible, and bounded."""
    shown = _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    return shown if len(shown) <= 4 * SHOWN_LENGTH else shown[: 4 * SHOWN_LENGTH - 1] + "…"


def printable_path(path: Path) -> str:
    """``path`` at the start of a line: never one that a CI system would read as a command."""
    text = printable(str(path))
    return f"./{text}" if text.startswith("::") else text


def shown(value: str) -> str:
    """A value from a record as it may stand in a message: quoted, visible, at most one line."""
    cut = value if len(value) <= SHOWN_LENGTH else value[: SHOWN_LENGTH - 1] + "…"
    return f"“{printable(cut)}”"
