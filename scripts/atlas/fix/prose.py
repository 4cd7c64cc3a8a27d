"""Long prose as a folded block (``>-``) of lines that fit on a screen and show well in a diff.

Prose that is folded already, or fits on its line, stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from atlas.fix.edit import Edit
from atlas.fix.quotes import written
from atlas.fix.shape import Spot
from atlas.records.model import Bilingual, joined_chinese
from atlas.records.vocabulary import LANGUAGES

#: Columns of a line; a Chinese character takes two.
WIDTH = 100
#: Characters of a line that is left as it is.
LONGEST = 120
_INDENT = 2
#: Where a line may end: at a single space, or between two characters of Chinese prose.
_SPACE = re.compile(r"(?<=[^ ]) (?=[^ ])")


def edits(text: str, spots: list[Spot]) -> Iterator[Edit]:
    """Yield an edit for each text in a language that is not written in this way."""
    for spot in spots:
        is_prose = spot.inside and issubclass(spot.inside, Bilingual) and spot.path[-1] in LANGUAGES
        if spot.text is None or not is_prose or spot.flow or not spot.text.strip():
            continue
        start, end = spot.span
        own = text[start:end]
        column = spot.key.start_mark.column
        line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        lines = [line] if "\n" not in own.rstrip("\n") else own.split("\n")
        fits = all(len(one) <= LONGEST for one in lines)
        if "#" in line[spot.key.end_mark.column :].replace(own.partition("\n")[0], "", 1):
            continue  # a comment stands beside it
        if fits and (spot.node.style == ">" or (len(lines) == 1 and spot.node.style != "|")):
            continue
        chinese = spot.path[-1] == "zh"
        said = joined_chinese(spot.text.strip()) if chinese else spot.text.strip()
        short = written(said)
        if len(line[: spot.key.end_mark.column]) + 2 + len(short) <= WIDTH and "\n" not in said:
            yield Edit(start, end, short + ("\n" if own.endswith("\n") else ""))
            continue
        indent = " " * (column + _INDENT)
        folded = "\n\n".join(
            "\n".join(indent + piece for piece in wrapped(one, WIDTH - len(indent), chinese))
            for one in said.split("\n")
        )
        tail = "\n" if own.endswith("\n") else ""
        yield Edit(start, end, f">-\n{folded}{tail}")


def wrapped(text: str, width: int, chinese: bool) -> list[str]:
    """``text`` in lines of at most ``width`` columns, as far as it has places to break."""
    lines, rest = [], text
    while columns(rest) > width:
        place = _break(rest, width, chinese)
        if place is None:
            break
        end, following = place
        lines.append(rest[:end])
        rest = rest[following:]
    return [*lines, rest]


def columns(text: str) -> int:
    """How wide ``text`` is on a screen."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _break(text: str, width: int, chinese: bool) -> tuple[int, int] | None:
    """The last place within ``width``, else the first: where the line ends and the next begins."""
    best: tuple[int, int] | None = None
    wide = 0
    for index, one in enumerate(text):
        found = _place(text, index, chinese)
        if found:
            if best and wide > width:
                return best
            best = found
        wide += columns(one)
        if best and wide > width:
            return best
    return best


def _place(text: str, index: int, chinese: bool) -> tuple[int, int] | None:
    if _SPACE.match(text, index):
        return index, index + 1
    if chinese and 0 < index < len(text) and " " not in text[index - 1 : index + 1]:
        pair = text[index - 1 : index + 1]
        # No line begins with a stop, and none where the reader would leave a space.
        if (
            joined_chinese(f"{pair[0]} {pair[1]}") == pair
            and pair[1] not in "，。、；：？！）》”’…"
        ):
            return index, index
    return None
