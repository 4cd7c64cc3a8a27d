"""Traditional characters and the simplified ones that the Atlas writes, for search.

``traditional.txt`` holds what OpenCC (Apache-2.0) converts one character by one, made by
``python -m atlas.views.traditional``; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("traditional.txt")
_HEAD = (
    "# Made by `python -m atlas.views.traditional` from OpenCC's t2s. "
    "Pairs: a traditional character, the simplified one."
)
#: CJK Unified Ideographs and their extension A.
_RANGES = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_PAIRS_A_LINE = 48


@lru_cache(maxsize=1)
def _table() -> tuple[str, ...]:
    """Every pair, as two characters."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    text = "".join(line for line in lines if not line.startswith("#"))
    return tuple(text[at : at + 2] for at in range(0, len(text), 2))


def traditional_pairs(texts: Iterable[str]) -> str:
    """The pairs, one after the other, whose simplified character stands in one of ``texts``."""
    written = set().union(*map(set, texts))
    return "".join(pair for pair in _table() if pair[1] in written)


def converted() -> Iterator[str]:
    """Every pair as OpenCC tells it today. Needs the package ``opencc``, which only tests have."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    for characters in _RANGES:
        for place in characters:
            found = convert(chr(place))
            if found != chr(place) and len(found) == 1 and ord(found) in range(0x3400, 0xA000):
                yield chr(place) + found


def main() -> None:
    """Write the file anew."""
    pairs = list(converted())
    lines = ["".join(pairs[at : at + _PAIRS_A_LINE]) for at in range(0, len(pairs), _PAIRS_A_LINE)]
    FILE.write_text("\n".join([_HEAD, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
