"""The pages of datasets, two for each: worked out, rendered, framed and written one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from atlas.catalogue import Entry
from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.context import Site
from atlas.site.contribute import owner_context
from atlas.site.frame import Filling, Frame
from atlas.site.languages import ROOTS
from atlas.site.pages import headings
from atlas.site.render import Place, View, render
from atlas.views.facts import fact_sheet
from atlas.views.rows import Word, page_path


def write_dataset_pages(site: Site, frames: Mapping[Language, Frame], site_dir: Path) -> None:
    """Write the pages of all datasets below ``site_dir``."""
    for lang in LANGUAGES:
        for entry in site.catalogue.datasets.values():
            content = dataset_content(site, entry, lang)
            folder = site_dir / ROOTS[lang] / page_path(entry.id)
            folder.mkdir(parents=True, exist_ok=True)
            page = frames[lang].fill(
                Filling(
                    path=page_path(entry.id),
                    title=entry.title(lang),
                    description=entry.description(lang) or entry.title(lang),
                    contents=[
                        (heading.id, heading.text)
                        for heading in headings(content)
                        if heading.level == 2
                    ],
                    content=content,
                )
            )
            (folder / "index.html").write_bytes(page.encode())


def dataset_content(site: Site, entry: Entry, lang: Language) -> str:
    """What stands inside the frame of the page of ``entry`` in ``lang``: HTML."""
    sections = tuple(Word(item.id, item.label(lang)) for item in site.sections_of.get(entry.id, ()))
    context = {
        "sheet": fact_sheet(site.catalogue, entry, lang, sections),
        "page_url": f"{site.site_url}{ROOTS[lang]}{page_path(entry.id)}",
        "edit_url": site.repository.edit(entry.id),
        "report_url": site.repository.report(entry.id),
        **owner_context(site, entry, lang),
    }
    place = Place(ROOTS[lang] + page_path(entry.id))
    return render(site.templates, View("dataset.html", lambda: context), place, site.words)


def anchors(site: Site, identifier: str, lang: Language) -> set[str]:
    """The ids of headings on a dataset's page."""
    content = dataset_content(site, site.catalogue.datasets[identifier], lang)
    return {heading.id for heading in headings(content)}


def changed_on(entry: Entry, today: date) -> str:
    """The day on which the page of ``entry`` last changed, as far as that is known."""
    return entry.changed or today.isoformat()


def addresses(site: Site) -> Iterator[tuple[str, str]]:
    """Path (from the root of a language) and last change of every dataset's page."""
    for entry in site.catalogue.datasets.values():
        yield page_path(entry.id), changed_on(entry, site.catalogue.today)
