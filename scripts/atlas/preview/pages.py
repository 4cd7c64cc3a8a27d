"""The pages of one record as they are now: its page and its row, in both languages, or what is
wrong with it."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup

from atlas.catalogue.catalogue import Catalogue, build
from atlas.catalogue.history import History, read_history, today
from atlas.preview.frame import Theme, make_theme, read_looks
from atlas.records import LoadResult, load_all
from atlas.records.cache import RecordCache, kept_between_runs
from atlas.records.problem import Problem
from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.context import Site
from atlas.site.data_files import FOLDER, DataFile
from atlas.site.datasets import dataset_content
from atlas.site.frame import Filling
from atlas.site.languages import ROOTS
from atlas.site.pages import headings
from atlas.site.render import Place, View, render
from atlas.site.tables import Table, table_context
from atlas.views.rows import page_path

#: Characters of what an error says of itself.
MOST_SAID = 300
#: Where its row is shown: as deep as the page, so that the same frame serves. No id has a "_".
ROW = "datasets/_/"
#: What tells the browser to look again; see server.py.
SCRIPT = '<script src="/_preview/reload.js" data-version="{}" defer></script></body>'


class _NoFiles(dict[str, DataFile]):
    """Stands for the files of all records that the browser's search reads: there are none here."""

    def __missing__(self, name: str) -> DataFile:
        return DataFile(f"{FOLDER}/{name}.json", "")


@dataclass(frozen=True)
class Pages:
    """HTML by address, from the site's root, and the problems that stand in the record's way, or
    what kept the pages from being made."""

    html: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    failure: str = ""


class Preview:
    """Reads the data again and again, the record's neighbours from memory."""

    def __init__(self, root: Path, data_dir: Path, identifier: str) -> None:
        self.root, self.data_dir, self.identifier = root, data_dir, identifier
        self._cache = kept_between_runs(root, hold=True) or RecordCache()
        self._history: History | None = None
        self._theme: Theme | None = None
        self._looks = read_looks(root)

    @property
    def assets(self) -> Mapping[str, Path]:
        """Files that the pages load."""
        return self._theme.assets if self._theme else {}

    def keep(self) -> None:
        """Keep what was read for the next preview."""
        self._cache.keep()

    def pages(self, version: int) -> Pages:
        """The record's pages as its file and all others are now."""
        result = load_all(self.data_dir, cache=self._cache)
        own = [one for one in result.problems if one.path.stem == self.identifier]
        if own or self.identifier not in result.records:
            return self._told(own or result.problems, version)
        catalogue = self._catalogue(_sound(result))
        if self.identifier not in catalogue.datasets:
            return self._told(result.problems, version)
        site = self._looks.site(catalogue)
        try:
            return Pages(self._filled(site, version), tuple(result.problems))
        except KeyError:
            # It names a record that holds a problem and is therefore not there.
            if not result.problems:
                raise
            return self._told(result.problems, version)

    def failed(self, error: Exception, version: int) -> Pages:
        """Pages that say that none could be made, and why."""
        frame = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f" ({Path(one.filename).name}:{one.lineno})" for one in frame)
        what = f"{type(error).__name__}: {error}"[:MOST_SAID]
        failure = f"The page could not be made: {what}{where}. Saving a file tries again."
        return Pages(self._lines([failure], version), failure=failure)

    def _catalogue(self, result: LoadResult) -> Catalogue:
        if self._history is None:
            self._history = read_history(self.data_dir)
        checked = (record.checked for record in result.records.values())
        return build(result, self._history, today(self.data_dir, checked))

    def _filled(self, site: Site, version: int) -> dict[str, str]:
        entry = site.catalogue.datasets[self.identifier]
        site.__dict__["data_files"] = _NoFiles()
        if self._theme is None:
            self._theme = make_theme(self._looks.config, site)
        pages: dict[str, str] = {}
        for lang in LANGUAGES:
            content = dataset_content(site, entry, lang)
            contents = [(one.id, one.text) for one in headings(content) if one.level == 2]
            title, path = entry.title(lang), page_path(entry.id)
            pages[ROOTS[lang] + path] = self._page(lang, path, title, content, contents, version)
            table = Table([entry], title, "preview", ROOTS[lang] + ROW, filterable=False)
            context = {"title": title, **table_context(site, table)}
            view = View("table-page.html", partial(dict, context))
            row = render(site.templates, view, Place(ROOTS[lang] + ROW), site.words)
            pages[ROOTS[lang] + ROW] = self._page(lang, ROW, title, row, [], version)
        return pages

    def _told(self, problems: list[Problem], version: int) -> Pages:
        """Pages that say what is wrong, in no frame where none was made yet."""
        here = Path.cwd()
        lines = [problem.seen_from(here).text() for problem in problems]
        lines = lines or [f"There is no data/{self.identifier}.yaml."]
        return Pages(self._lines(lines, version), tuple(problems))

    def _lines(self, lines: list[str], version: int) -> dict[str, str]:
        items = Markup().join(Markup("<li><code>{}</code></li>").format(line) for line in lines)
        content = Markup('<h1 id="top">{}</h1><ul>{}</ul>').format(self.identifier, items)
        return {
            ROOTS[lang] + path: self._page(lang, path, self.identifier, content, [], version)
            for lang in LANGUAGES
            for path in (page_path(self.identifier), ROW)
        }

    def _page(
        self,
        lang: Language,
        path: str,
        title: str,
        content: str,
        contents: list[tuple[str, str]],
        version: int,
    ) -> str:
        if self._theme is None:
            head = Markup("<!doctype html><title>{}</title>").format(title)
            page = f"{head}<body>{content}</body>"
        else:
            page = self._theme.frames[lang].fill(Filling(path, title, title, contents, content))
        return page.replace("</body>", SCRIPT.format(version), 1)


def _sound(result: LoadResult) -> LoadResult:
    """``result`` without the records that hold a problem."""
    broken = {problem.path.stem for problem in result.problems}
    records = {key: record for key, record in result.records.items() if key not in broken}
    return LoadResult(result.data_dir, records, result.models, result.vocabularies)
