"""What a reader or a rule reports: one problem, at one place, with what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.printable import SHOWN_LENGTH, printable, printable_path
from atlas.workflow_command import annotation

#: A place inside a document: keys and list indexes from the top, e.g. ``("size", 0, "value")``.
FieldPath = tuple[str | int, ...]

#: A list of allowed words longer than this is cut in a message; the rest is counted.
ALLOWED_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about a record, before it is known in which file and line that stands."""

    field: FieldPath
    message: str
    allowed: tuple[str, ...] = ()
    did_you_mean: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A positioned error. ``line`` and ``column`` count from 1, as editors do."""

    path: Path
    line: int
    column: int
    field: str
    message: str
    allowed: tuple[str, ...] = ()
    did_you_mean: str | None = None
    rule: str = ""

    def sentence(self) -> str:
        """The message with what is allowed and the nearest match; no place."""
        parts = [printable(self.message)]
        if self.allowed:
            shown = ", ".join(printable(word) for word in self.allowed[:ALLOWED_SHOWN])
            more = len(self.allowed) - ALLOWED_SHOWN
            parts.append(f"allowed: {shown}" + (f" and {more} more" if more > 0 else ""))
        if self.did_you_mean:
            parts.append(f"did you mean {printable(self.did_you_mean)}?")
        tail = f" [{self.rule}]" if self.rule else ""
        return "; ".join(parts) + tail

    def text(self) -> str:
        """``path:line:column: field: what is wrong; allowed: …; did you mean …? [rule]``."""
        field = f"{printable(self.field)}: " if self.field else ""
        place = f"{printable_path(self.path)}:{self.line}:{self.column}"
        return f"{place}: {field}{self.sentence()}"

    def seen_from(self, folder: Path) -> Problem:
        """The same with a path from ``folder``, where it lies there, so that terminals open it."""
        if not self.path.is_relative_to(folder):
            return self
        return replace(self, path=self.path.relative_to(folder))

    def github(self) -> str:
        """The same as a workflow command, shown by GitHub at the line of the file."""
        field = self.field or "record"
        return annotation("error", self.path, self.line, self.column, field, self.sentence())


def dotted(path: FieldPath) -> str:
    """``("size", 0, "value")`` → ``size[0].value``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``word`` was probably meant to be, or None when nothing is close."""
    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    found = difflib.get_close_matches(word.casefold()[:SHOWN_LENGTH], by_folded, n=1, cutoff=0.7)
    return by_folded[found[0]] if found else None
