"""How much a built page holds: bytes of HTML; words of prose, rows and links of its content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from statistics import mean

#: So many pages of a site are read, evenly spread.
SAMPLE = 100
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"\w+(?:[-.,’']\w+)*")
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(frozen=True)
class Content:
    """Of one page, or the mean over several.

    Prose is what people wrote: on the Atlas's pages elements that name their language (summary,
    notes), elsewhere paragraphs. A row is one of a table's body, or a line of a list of facts.
    """

    bytes: float
    prose: float
    rows: float
    links: float


def mean_content(pages: Sequence[Path]) -> Content:
    """What the ``pages`` hold on average; many are judged by a sample."""
    picked = pages[:: max(1, len(pages) // SAMPLE)]
    read = [_content(page.read_text(encoding="utf-8")) for page in picked]
    return Content(
        *(mean(getattr(one, name) for one in read) for name in Content.__dataclass_fields__)
    )


def _content(html: str) -> Content:
    reader = _Reader()
    reader.feed(html)
    text = " ".join(reader.in_a_language or reader.in_paragraphs)
    # A Chinese word has two characters, more often than not.
    words = len(_HAN.findall(text)) / 2 + len(_WORD.findall(_HAN.sub(" ", text)))
    return Content(len(html.encode()), words, reader.rows, reader.links)


class _Reader(HTMLParser):
    """Reads what is inside the page's <article>, which all three sites have."""

    def __init__(self) -> None:
        super().__init__()
        self.in_paragraphs: list[str] = []
        self.in_a_language: list[str] = []
        self.rows = self.links = 0
        #: The open elements inside the article, and which of their text is prose of which kind.
        self._open: list[tuple[str, list[str] | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._open and tag != "article":
            return
        known = dict(attrs)
        inside = any(name == "tbody" for name, _ in self._open)
        self.rows += tag == "dt" or (tag == "tr" and inside)
        # A heading's own anchor is frame, not content.
        self.links += tag == "a" and "headerlink" not in (known.get("class") or "")
        if tag not in _VOID:
            prose = self._open[-1][1] if self._open else None
            if "lang" in known:
                prose = self.in_a_language
            elif prose is None and tag == "p":
                prose = self.in_paragraphs
            self._open.append((tag, prose))

    def handle_endtag(self, tag: str) -> None:
        # An <li> or <td> may end without saying so.
        while self._open and tag in (name for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        prose = self._open[-1][1] if self._open else None
        if prose is not None:
            prose.append(data)
