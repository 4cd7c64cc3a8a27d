"""Keys in the order of ``records/order.py``; what a person chose (links, absent) stays in theirs.

A key takes the comment lines right above it along, those of the same indentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import yaml

from atlas.fix.edit import Edit
from atlas.fix.shape import Spot
from atlas.records.order import ORDER

_BETWEEN = re.compile(r"\s*,\s*")
#: Comment lines that speak to an editor stay at the top of the file.
_MODELINE = re.compile(r"#\s*(?:yaml-language-server|vim?|-\*-)")


def edits(text: str, spots: list[Spot]) -> Iterator[Edit]:
    """Yield an edit for each outermost mapping whose keys stand in another order; those inside it
    have their turn in the next round."""
    done = -1
    for spot in spots:
        keys = (spot.shape.items or spot.shape).keys
        start, end = spot.span
        if (
            not keys
            or keys not in ORDER
            or not isinstance(spot.node, yaml.MappingNode)
            or start < done
        ):
            continue
        names = [str(key.value) for key, _ in spot.node.value]
        order = ordered(names, ORDER[keys])
        if order == names:
            continue
        turn = [names.index(name) for name in order]
        edit = _flow(text, spot, turn) if spot.node.flow_style else _block(text, spot, turn)
        if edit:
            yield edit
            done = end


def ordered(names: Sequence[str], order: Sequence[str]) -> list[str]:
    """``names`` in ``order``; a name that is not in it stays behind the one it follows."""
    place, last = {}, -1
    for name in names:
        last = order.index(name) if name in order else last
        place[name] = last
    return sorted(names, key=lambda name: place[name])


def _flow(text: str, spot: Spot, turn: list[int]) -> Edit | None:
    pairs: list[tuple[Any, Any]] = spot.node.value
    spans = [(key.start_mark.index, value.end_mark.index) for key, value in pairs]
    gaps = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    if not all(_BETWEEN.fullmatch(gap) for gap in gaps):
        return None  # a comment stands between them
    pieces = [text[slice(*spans[index])] for index in turn]
    woven = "".join(a + b for a, b in zip(pieces, [*gaps, ""], strict=True))
    return Edit(spans[0][0], spans[-1][1], woven)


def _block(text: str, spot: Spot, turn: list[int]) -> Edit | None:
    pairs: list[tuple[Any, Any]] = spot.node.value
    column = pairs[0][0].start_mark.column
    starts = [_with_comments(text, key.start_mark.index, column) for key, _ in pairs]
    end = _content_end(text, pairs[-1][1].end_mark.index, starts[-1], column)
    blocks = [text[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
    # A block ends before the line of the next, whatever blank lines stand between.
    blocks = [re.sub(r"\n\s*\Z", "", block) for block in blocks]
    indent = "\n" + " " * column
    return Edit(starts[0], end, indent.join(blocks[index] for index in turn) + "\n")


def _with_comments(text: str, start: int, column: int) -> int:
    """Where the comment lines above the key at ``start`` begin, at ``column`` of their line."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        return start  # a dash stands before it
    while line:
        above = text.rfind("\n", 0, line - 1) + 1
        found = text[above : line - 1]
        comment = found.lstrip(" ")
        if not comment.startswith("#") or len(found) - len(comment) != column:
            break
        if column == 0 and _MODELINE.match(comment):
            break
        line = above
    return line + column


def _content_end(text: str, end: int, start: int, column: int) -> int:
    """Where the last block ends: before comments and blank lines that belong to what follows."""
    kept = text[start:end].split("\n")
    while len(kept) > 1:
        line = kept[-1]
        comment = line.lstrip(" ")
        outer = comment.startswith("#") and len(line) - len(comment) < column
        if comment and not outer:
            break
        kept.pop()
    return min(len(text), start + len("\n".join(kept)) + 1)
