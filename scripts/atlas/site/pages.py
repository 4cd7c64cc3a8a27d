"""What MkDocs knows of pages: those of people, with their titles as text, and those of datasets.

A dataset's page is no page to MkDocs: it goes through neither Markdown nor the theme, which would
cost most of a build. MkDocs knows its address, so that prose can link to it, and writes one page a
language that is the frame of them all (see frame.py).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.frame import FRAMES
from atlas.site.languages import ROOTS, in_language
from atlas.views.rows import page_path

_HEADING = re.compile(r'<h([123])[^>]* id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Heading:
    """A heading of a page's HTML; ``text`` is text."""

    level: int
    id: str
    text: str


def headings(markup: str) -> Iterator[Heading]:
    """The headings of ``markup`` that have an id, h1 to h3, in their order."""
    for level, anchor, inner in _HEADING.findall(markup):
        text = html.unescape(_TAG.sub("", _PERMALINK.sub("", inner))).strip()
        yield Heading(int(level), html.unescape(anchor), text)


class DatasetFile(File):
    """A dataset's page as a target of links: it has an address and anchors, MkDocs builds nothing.

    ``anchors`` works out the ids on the page, and is asked only where prose links to one.
    """

    def __init__(
        self, identifier: str, lang: Language, config: MkDocsConfig, anchors: Callable[[], set[str]]
    ) -> None:
        path = ROOTS[lang] + page_path(identifier)
        super().__init__(
            path.removesuffix("/") + ".md",
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            dest_uri=path + "index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self._anchors = anchors

    def is_documentation_page(self) -> bool:
        """No: it goes through no part of MkDocs' build of pages."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing is copied; see datasets.py for who writes the page."""

    @property
    def page(self) -> DatasetFile:  # type: ignore[override]
        """What MkDocs asks for the anchors of a link's target."""
        return self

    @property
    def present_anchor_ids(self) -> set[str]:
        """The ids on the page."""
        return self._anchors()


def add_dataset_files(
    files: Files,
    ids: Iterable[str],
    config: MkDocsConfig,
    anchors: Callable[[str, Language], set[str]],
) -> None:
    """Add the pages of the datasets ``ids``, and the frames of each language, to ``files``.

    Raises PluginError where docs/ has a page of that name.
    """
    for lang in LANGUAGES:
        for identifier in ids:
            file = DatasetFile(identifier, lang, config, partial(anchors, identifier, lang))
            if files.get_file_from_path(file.src_uri):
                raise PluginError(
                    f"docs/{file.src_uri}: this page is made from data/{identifier}.yaml; "
                    "remove or rename the file"
                )
            files.append(file)
        for path in FRAMES:
            source = f"{ROOTS[lang]}{path.removesuffix('/')}.md"
            files.append(
                File.generated(config, source, content="\n", inclusion=InclusionLevel.NOT_IN_NAV)
            )


def is_frame(page: Page) -> bool:
    """Whether ``page`` is a frame of generated pages of its language."""
    return in_language(page.url, "en") in FRAMES


def set_properties(page: Page, today: str) -> None:
    """The title of ``page`` as text (MkDocs hands out a heading's HTML), and its date."""
    page.title = html.unescape(str(page.title))
    page.update_date = today


def set_contents(page: Page, markup: str) -> None:
    """The table of contents of ``page`` from its final HTML, headings of views included.

    The theme's skip link leads to the first. The anchors become known to MkDocs, which checks
    links to them once all pages are built.
    """
    top: list[AnchorLink] = []
    path: list[AnchorLink] = []
    for heading in headings(markup):
        link = AnchorLink(heading.text, heading.id, heading.level)
        while path and path[-1].level >= link.level:
            path.pop()
        (path[-1].children if path else top).append(link)
        path.append(link)
        if page.present_anchor_ids is not None:
            page.present_anchor_ids.add(link.id)
    page.toc = TableOfContents(top)
