"""The generated pages: two for each dataset, one a language, outside the navigation."""

from __future__ import annotations

import html
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from atlas.catalogue import Catalogue, Entry
from atlas.records.vocabulary import LANGUAGES
from atlas.site.languages import ROOTS, in_language, language_of

_SOURCE = re.compile(r"datasets/([a-z0-9-]+)\.md")
_HEADING = re.compile(r'<h([123])[^>]* id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def add_dataset_pages(files: Files, catalogue: Catalogue, config: MkDocsConfig) -> None:
    """Add the pages of every dataset to ``files``.

    The source of a page is one macro call that holds nothing of the record but its id, which is
    made of ``a-z``, ``0-9`` and hyphens. Raises PluginError where docs/ has a page of that name.
    """
    for lang in LANGUAGES:
        for identifier in catalogue.datasets:
            source = f"{ROOTS[lang]}datasets/{identifier}.md"
            if files.get_file_from_path(source):
                raise PluginError(
                    f"docs/{source}: this page is made from data/{identifier}.yaml; "
                    "remove or rename the file"
                )
            content = '{{ dataset_page("' + identifier + '") }}\n'
            files.append(
                File.generated(config, source, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            )


def dataset_of(page: Page, catalogue: Catalogue) -> Entry | None:
    """The dataset that ``page`` was generated for, or None for a hand-written page."""
    if page.file.generated_by is None:
        return None
    found = _SOURCE.fullmatch(in_language(page.file.src_uri, "en"))
    return catalogue.datasets.get(found.group(1)) if found else None


def set_properties(page: Page, entry: Entry | None, today: str) -> None:
    """Title, description and date of ``page``, as plain text that the theme escapes.

    For a dataset (``entry``) they come from its record, and only now, after Markdown: until here
    mkdocs-macros would have run a title that holds ``{{ … }}``.
    """
    if entry is None:
        # MkDocs hands out titles made from headings as HTML; from here on titles are text.
        page.title = html.unescape(str(page.title))
        page.update_date = today
        return
    lang = language_of(page.file.src_uri)
    page.title = entry.title(lang)
    page.meta["description"] = entry.description(lang) or entry.title(lang)
    # The theme's search holds prose; datasets are found through the catalogue.
    page.meta["search"] = {"exclude": True}
    page.update_date = entry.changed or today


def set_contents(page: Page, markup: str) -> None:
    """The table of contents of ``page`` from its final HTML, headings of views included.

    Takes h1 to h3 with an id; titles are text, not HTML. The theme's skip link leads to the first.
    The anchors become known to MkDocs, which checks links to them once all pages are built.
    """
    top: list[AnchorLink] = []
    path: list[AnchorLink] = []
    for level, anchor, inner in _HEADING.findall(markup):
        text = html.unescape(_TAG.sub("", _PERMALINK.sub("", inner))).strip()
        link = AnchorLink(text, html.unescape(anchor), int(level))
        while path and path[-1].level >= link.level:
            path.pop()
        (path[-1].children if path else top).append(link)
        path.append(link)
        if page.present_anchor_ids is not None:
            page.present_anchor_ids.add(link.id)
    page.toc = TableOfContents(top)
