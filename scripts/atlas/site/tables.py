"""Tables of datasets on pages: what stands in the HTML, and the plain pages of what does not.

Up to ``ALL_ROWS`` rows stand on the page itself. A longer table shows its first ``PAGE_ROWS``, and
the rest on pages below it (``/datasets/page/2/``), so that every row is reached without JavaScript
and the page stays light. With it, ``overrides/assets/atlas/table/`` takes over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from atlas.catalogue import Entry
from atlas.catalogue.facets import FACETS, PERMITS
from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.context import Site
from atlas.site.frame import Filling, Frame
from atlas.site.languages import in_language, language_of
from atlas.site.render import Place, View, render
from atlas.views.rows import Word, rows

ALL_ROWS, PAGE_ROWS = 200, 50
#: The facets in the order of the filter: those that most readers need stand in the open.
_MAIN = (
    "roles", "tasks", "modalities", "languages", "license", "commercial", "access", "released",
    "size",
)  # fmt: skip
FILTER = (*_MAIN, *(name for name in (*FACETS, *PERMITS) if name not in _MAIN))
#: The columns beside the name, and the word for a column or facet where it is not its own.
COLUMNS = ("summary", "tasks", "size", "license", "access", "released", "status")
TITLES = {"license": "license_stated", "access": "accessed"}
#: What table.js imports at once, named so that the browser fetches all of it together.
MODULES = ("dom", "load", "state", "tools")


@dataclass(frozen=True)
class Table:
    """A table as a macro asks for it; ``path`` is the page it stands on, from the site's root."""

    entries: Sequence[Entry]
    caption: str
    key: str
    path: str
    #: Whether readers can filter it; the newest few are a glance, not a table to search in.
    filterable: bool = True

    @property
    def is_long(self) -> bool:
        """Whether it needs pages of its own."""
        return self.filterable and len(self.entries) > ALL_ROWS

    @property
    def page_count(self) -> int:
        """On how many pages its rows stand, the first included."""
        return -(-len(self.entries) // PAGE_ROWS) if self.is_long else 1

    def page_path(self, number: int) -> str:
        """Where its page ``number`` stands, from the site's root."""
        return self.path if number == 1 else f"{self.path}page/{number}/"


def table_context(site: Site, table: Table, number: int = 1) -> Mapping[str, Any]:
    """What ``table.html`` needs for page ``number`` of ``table``."""
    lang = language_of(table.path)
    words, place = site.words[lang], Place(table.page_path(number))
    total, first = len(table.entries), (number - 1) * PAGE_ROWS
    shown = table.entries[first : first + PAGE_ROWS] if table.is_long else table.entries
    said = (
        words.first_of.format(n=len(shown), total=total)
        if number == 1
        else words.page_of.format(first=first + 1, last=first + len(shown), total=total)
    )
    return {
        "rows": [row_html(site, entry, place) for entry in shown],
        "caption": table.caption,
        "key": table.key,
        # The plain pages are for readers without JavaScript: nothing to filter there.
        "facets": FILTER if table.filterable and number == 1 else (),
        "main_facets": len(_MAIN),
        "columns": COLUMNS,
        "titles": TITLES,
        "modules": MODULES,
        "labels": place.to(site.data_files[f"labels-{lang}"].path),
        "total": total,
        "numbers": row_numbers(site, table.entries) if table.filterable else "",
        "sections": [
            Word(item.id, item.label(lang)) for item in site.catalogue.sections()
        ],
        "shown": said,
        "pages": [
            {"number": one, "href": None if one == number else place.to(table.page_path(one))}
            for one in range(1, table.page_count + 1)
        ]
        if table.is_long
        else [],
    }  # fmt: skip


def row_html(site: Site, entry: Entry, place: Place) -> Markup:
    """The row of ``entry`` on the page at ``place``: the same on all pages of one depth, so it is
    made once for the section, the full table and their further pages."""
    key = (place.lang, place.root, entry.id)
    if key not in site.rows:
        (row,) = rows(site.catalogue, [entry], place.lang)
        view = View("row.html", lambda: {"row": row})
        site.rows[key] = render(site.templates, view, place, site.words)
    return site.rows[key]


def row_numbers(site: Site, entries: Sequence[Entry]) -> str:
    """The rows of a table in the browser's files: each as its distance from the one before; empty
    where the table holds all datasets."""
    if len(entries) == len(site.catalogue.datasets):
        return ""
    numbers = sorted(site.row_numbers[entry.id] for entry in entries)
    return " ".join(str(b - a) for a, b in zip([0, *numbers], numbers, strict=False))


def write_table_pages(site: Site, frames: Mapping[Language, Frame], site_dir: Path) -> None:
    """Write the further pages of all long tables."""
    for lang in LANGUAGES:
        for title, table in site.long_tables.get(lang, ()):
            for number in range(2, table.page_count + 1):
                path = table.page_path(number)
                heading = site.words[lang].page_title.format(title=title, n=number)
                context = {"title": heading, **table_context(site, table, number)}
                view = View("table-page.html", partial(dict, context))
                content = render(site.templates, view, Place(path), site.words)
                page = frames[lang].fill(
                    Filling(
                        path=in_language(path, "en"),
                        title=heading,
                        description=f"{heading}. {context['shown']}",
                        contents=(),
                        content=content,
                    )
                )
                folder = site_dir / path
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "index.html").write_bytes(page.encode())
