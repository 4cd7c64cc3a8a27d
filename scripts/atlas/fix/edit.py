"""Changes to a file's text, each with what it makes of the file's data."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from atlas.records.problem import FieldPath

#: What an edit makes of the data: nothing, unless it says otherwise.
Change = Callable[[Any], None]


@dataclass(frozen=True)
class Edit:
    """``text`` takes the place of what stands from ``start`` to ``end``.

    ``change`` does the same to the data, so that the result can be compared; ``said`` tells it to
    a person.
    """

    start: int
    end: int
    text: str
    change: Change | None = None
    said: str = ""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` after all ``edits``, which do not overlap."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def changed(data: Any, edits: Iterable[Edit]) -> Any:
    """A copy of ``data`` after all ``edits``."""
    made = copy.deepcopy(data)
    for edit in edits:
        if edit.change:
            edit.change(made)
    return made


def becomes(path: FieldPath, value: Any) -> Change:
    """The value at ``path`` becomes ``value``."""

    def change(data: Any) -> None:
        around(data, path)[path[-1]] = value

    return change


def renamed(path: FieldPath, key: str) -> Change:
    """The last key of ``path`` becomes ``key``; it keeps its place."""

    def change(data: Any) -> None:
        holder = around(data, path)
        entries = [(key if name == path[-1] else name, value) for name, value in holder.items()]
        holder.clear()
        holder.update(entries)

    return change


def removed(path: FieldPath) -> Change:
    """The last key of ``path`` goes."""

    def change(data: Any) -> None:
        del around(data, path)[path[-1]]

    return change


def around(data: Any, path: FieldPath) -> Any:
    """What holds the last step of ``path``."""
    for step in path[:-1]:
        data = data[step]
    return data
