"""The short way to say a thing: ``home: https://…`` for a link that has nothing but an address.

And addresses for what people write instead of them: ``arxiv:2203.10244``, ``doi:10.1000/182``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from atlas.fix.edit import Edit, becomes, removed
from atlas.fix.quotes import written
from atlas.fix.shape import SHORTHANDS, Spot
from atlas.records.model import Link

#: What people write for an address, and the address.
ADDRESSES = (
    (re.compile(r"arxiv:\s*(\d{4}\.\d{4,5})(v\d+)?", re.IGNORECASE), r"https://arxiv.org/abs/\1\2"),
    (re.compile(r"doi:\s*(10\.\d{4,9}/[-._;()/:a-z0-9]+)", re.IGNORECASE), r"https://doi.org/\1"),
    (re.compile(r"(?:hf|huggingface):\s*([\w.-]+/[\w.-]+)"), r"https://huggingface.co/datasets/\1"),
    (re.compile(r"(?:gh|github):\s*([\w.-]+/[\w.-]+)"), r"https://github.com/\1"),
)


def edits(text: str, spots: list[Spot]) -> Iterator[Edit]:
    """Yield an edit for each address, needless kind of a link, and mapping with one key."""
    for spot in spots:
        own = (spot.shape.items or spot.shape).keys
        if spot.text is not None and _is_address(spot, own):
            address = full_address(spot.text)
            if address:
                shown = written(address, flow=spot.flow)
                said = f"{spot.text} → {address}"
                yield Edit(*spot.span, shown, becomes(spot.path, address), said)
        if not isinstance(spot.node, yaml.MappingNode) or not own or own not in SHORTHANDS:
            continue
        names = [str(key.value) for key, _ in spot.node.value]
        values = {str(key.value): value for key, value in spot.node.value}
        if names == [SHORTHANDS[own]] and isinstance(spot.node.value[0][1], yaml.ScalarNode):
            yield from _one_text(text, spot, str(spot.node.value[0][1].value))
        elif own is Link and len(names) > 1 and "kind" in values and spot.path:
            kind = values["kind"]
            if isinstance(kind, yaml.ScalarNode) and kind.value == spot.path[-1]:
                yield from _without_kind(text, spot)


def full_address(text: str) -> str | None:
    """The address that ``text`` stands for, if it is a known way to write one."""
    for pattern, address in ADDRESSES:
        found = pattern.fullmatch(text)
        if found:
            return found.expand(address).removesuffix("None")
    return None


def _is_address(spot: Spot, own: object) -> bool:
    return own is Link or (spot.inside is Link and spot.path[-1] in ("url", "via"))


def _one_text(text: str, spot: Spot, value: str) -> Iterator[Edit]:
    start, end = spot.span
    own = text[start:end].rstrip()
    key, inner = spot.node.value[0]
    outside = text[start : key.start_mark.index] + text[inner.end_mark.index : start + len(own)]
    gap = text[key.end_mark.index : inner.start_mark.index]
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if "#" in outside + gap:
        return
    shown = written(value, flow=spot.flow)
    if spot.node.flow_style:
        yield Edit(start, end, shown, becomes(spot.path, value))
        return
    if spot.key is not None and not before.strip():
        # The mapping begins on a line of its own below its key.
        head = spot.key.end_mark.index
        if text[head:start].strip() == ":":
            yield Edit(head, start + len(own), f": {shown}", becomes(spot.path, value))
    elif before.strip(" ") == "-":
        yield Edit(start, start + len(own), shown, becomes(spot.path, value))


def _without_kind(text: str, spot: Spot) -> Iterator[Edit]:
    pairs = spot.node.value
    index = next(n for n, (key, _) in enumerate(pairs) if key.value == "kind")
    if index + 1 < len(pairs):
        start, end = pairs[index][0].start_mark.index, pairs[index + 1][0].start_mark.index
    else:
        start, end = pairs[index - 1][1].end_mark.index, pairs[index][1].end_mark.index
    if "#" not in text[start:end]:
        yield Edit(start, end, "", removed((*spot.path, "kind")))
