"""Lines that GitHub's runner reads as annotations, escaped so that no other text can make one."""

from __future__ import annotations

from pathlib import Path

from atlas.printable import printable


def annotation(level: str, path: Path, line: int, column: int, title: str, message: str) -> str:
    """``::error file=…,line=…,col=…,title=…::message``.

    Escaping follows GitHub's own toolkit: ``%``, CR and LF in the message, also ``:`` and ``,`` in
    properties. The old form ``##[…]``, which works in the middle of a line, is broken up.
    """
    place = f"file={_property(str(path))},line={line},col={column},title={_property(title)}"
    return f"::{level} {place}::{_message(message)}"


def _message(text: str) -> str:
    escaped = printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "## [")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
