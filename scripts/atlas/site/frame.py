"""The theme's frame around generated pages, taken once a language from a page that the theme made.

Header, navigation, footer, scripts and policy are the same on all dataset pages of a language, and
the theme's templates cost more than everything that stands between them. So MkDocs builds one page
that holds marks where pages differ; it is cut at the marks, and filling in is joining strings.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from mkdocs.structure.toc import AnchorLink, TableOfContents

#: Where the frames stand, from the root of a language: that of datasets and that of the further
#: pages of tables, which lie one folder deeper. No page has an underscore for a name.
DATASET_FRAME, TABLE_FRAME = "datasets/_/", "datasets/page/_/"
FRAMES = (DATASET_FRAME, TABLE_FRAME)


class FrameError(ValueError):
    """The theme wrote a frame that cannot be cut; the sentence says what is missing."""


@dataclass(frozen=True)
class Filling:
    """What one page puts into the frame.

    ``path`` is where it stands, from the root of its language. ``title``, ``description`` and the
    texts of ``contents`` (anchor, text) are untrusted text and are escaped here; ``content`` is
    HTML.
    """

    path: str
    title: str
    description: str
    contents: Iterable[tuple[str, str]]
    content: str


class Marks:
    """Words that stand for what differs, in a frame that the theme is about to write.

    They are made anew for each build, so no record can hold one, and none reaches the output.
    """

    def __init__(self) -> None:
        secret = secrets.token_hex(8)
        self.title, self.description, self.heading, self.anchor = (
            f"atlas-{secret}-{name}" for name in ("title", "description", "heading", "anchor")
        )
        # The theme writes a heading of its own above content in which it finds none.
        self.content = Markup(f"<!-- <h1 {secret} -->")  # noqa: S704

    def table_of_contents(self) -> TableOfContents:
        """A title that the skip link leads to, and one line to be repeated for each heading."""
        top = AnchorLink(self.title, "top", 1)
        top.children.append(AnchorLink(self.heading, self.anchor, 2))
        return TableOfContents([top])


class Frame:
    """A frame, cut at its marks."""

    def __init__(self, page: str, marks: Marks, path: str) -> None:
        """Cut ``page`` (HTML), which stands at ``path``. Raises FrameError when a mark is not where
        it is expected."""
        # One line of the table of contents: the list item around the mark of a heading.
        item = re.compile(
            rf"[ \t]*<li\b(?:(?!<li\b).)*?{marks.heading}.*?</li>[ \t]*\n?", re.DOTALL
        )
        found = item.findall(page)
        if len(found) != 1:
            raise FrameError(f"the table of contents stands {len(found)} times in it")
        self._line = re.split(f"({marks.heading}|{marks.anchor})", found[0])
        self._line_names: Mapping[str, int] = {marks.heading: 1, marks.anchor: 0}
        page = page.replace(found[0], marks.heading)
        self._names: Mapping[str, str] = {
            marks.title: "title",
            marks.description: "description",
            marks.content: "content",
            marks.heading: "contents",
            path: "path",
        }
        self._pieces = re.split("(" + "|".join(map(re.escape, self._names)) + ")", page)
        missing = self._names.keys() - set(self._pieces)
        if missing:
            raise FrameError(f"it lacks {', '.join(self._names[mark] for mark in sorted(missing))}")

    def fill(self, filling: Filling) -> str:
        """One page."""
        values = {
            "title": html.escape(filling.title),
            "description": html.escape(filling.description),
            "content": filling.content,
            "contents": "".join(self._contents(filling.contents)),
            "path": filling.path,
        }
        names = self._names
        return "".join(values[names[piece]] if piece in names else piece for piece in self._pieces)

    def _contents(self, lines: Iterable[tuple[str, str]]) -> Iterable[str]:
        for line in lines:
            escaped = [html.escape(text) for text in line]
            for piece in self._line:
                at = self._line_names.get(piece)
                yield piece if at is None else escaped[at]
