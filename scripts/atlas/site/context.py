"""What one build of the site works with, and how its catalogue is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import click
import yaml
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from atlas.catalogue import Catalogue, InvalidData, load_catalogue
from atlas.catalogue.select import in_section
from atlas.exports.table_data import in_rows
from atlas.printable import printable
from atlas.records.cache import kept_between_runs
from atlas.records.vocabulary import Item, Language
from atlas.site.data_files import DataFile, data_files
from atlas.site.render import environment
from atlas.site.repository import Repository
from atlas.site.stubs import Stubs
from atlas.site.words import Words, read_words
from atlas.views.corrections import Correction, read_corrections
from atlas.views.notes import NotedSection, read_notes


@dataclass
class Site:
    """One build: the data, what renders it, and what is wrong so far."""

    catalogue: Catalogue
    templates: Environment
    words: Mapping[Language, Words]
    #: Address of the site, with a slash at its end.
    site_url: str
    repository: Repository
    #: Where records and what stands beside them are read from.
    data_dir: Path = Path("data")
    #: Where owners may write to; empty for nowhere.
    email: str = ""
    notes: tuple[NotedSection, ...] = ()
    corrections: tuple[Correction, ...] = ()
    stubs: Stubs = field(default_factory=Stubs)
    #: Tables too long for one page, with the titles of their pages, by language.
    long_tables: dict[Language, list[tuple[str, Any]]] = field(default_factory=dict)
    #: Rows of tables as HTML, by language, way to its root and dataset.
    rows: dict[tuple[str, str, str], Markup] = field(default_factory=dict)
    #: Sentences about pages; the build ends with all of them before a page is written.
    complaints: list[str] = field(default_factory=list)

    @cached_property
    def row_numbers(self) -> Mapping[str, int]:
        """The number of each dataset's row in the browser's files, by its id."""
        return {entry.id: number for number, entry in enumerate(in_rows(self.catalogue))}

    @cached_property
    def data_files(self) -> Mapping[str, DataFile]:
        """What the browser reads; worked out once, before the first page names it."""
        return data_files(self.catalogue, self.words, self.data_dir)

    @cached_property
    def sections_of(self) -> Mapping[str, tuple[Item, ...]]:
        """The sections that each dataset stands in, by its id; asked once for all pages."""
        found: dict[str, tuple[Item, ...]] = {}
        for section in self.catalogue.sections():
            for entry in in_section(self.catalogue, section):
                found[entry.id] = (*found.get(entry.id, ()), section)
        return found


def settings(config: MkDocsConfig) -> Mapping[str, Any]:
    """``extra.atlas`` of mkdocs.yml."""
    found = config.extra.get("atlas")
    return found if isinstance(found, dict) else {}


def project_dir(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def data_dir(config: MkDocsConfig) -> Path:
    """The data folder: ``extra.atlas.data_dir``, seen from mkdocs.yml."""
    return project_dir(config) / str(settings(config).get("data_dir", "data"))


def overrides_dir(config: MkDocsConfig) -> Path:
    """The folder of templates and assets: the theme's ``custom_dir``."""
    return Path(config.theme.custom_dir or project_dir(config) / "overrides")


def open_site(config: MkDocsConfig) -> Site:
    """Read and judge the data, once a build.

    Prints every problem with its place and raises PluginError when there are any: MkDocs then ends
    before it has touched the site's folder.
    """
    folder = data_dir(config)
    try:
        catalogue = load_catalogue(folder, kept_between_runs(project_dir(config)))
    except InvalidData as error:
        for problem in error.problems:
            click.echo(problem.seen_from(Path.cwd()).text(), err=True)
        count = len(error.problems)
        raise PluginError(
            f"{count} {'problem' if count == 1 else 'problems'} in {folder.name}/, listed above; "
            "nothing was written"
        ) from None
    for complaint in catalogue.observed.complaints:
        click.echo(printable(complaint), err=True)
    try:
        words = read_words()
    except ValueError as error:
        raise PluginError(str(error)) from None
    return Site(
        catalogue=catalogue,
        templates=environment(overrides_dir(config)),
        words=words,
        site_url=config.site_url or "/",
        data_dir=folder,
        email=str(settings(config).get("email") or ""),
        notes=_notes(config),
        corrections=_corrections(config),
        repository=Repository((config.repo_url or "").rstrip("/")),
    )


def _notes(config: MkDocsConfig) -> tuple[NotedSection, ...]:
    """The notes in the file that ``extra.atlas.notes`` names, seen from mkdocs.yml; none unset."""
    name = settings(config).get("notes")
    if not name:
        return ()
    try:
        return read_notes(project_dir(config) / str(name))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise PluginError(f"{name}: {error}") from None


def _corrections(config: MkDocsConfig) -> tuple[Correction, ...]:
    """The corrections in the file that ``extra.atlas.corrections`` names; none unset."""
    name = settings(config).get("corrections")
    if not name:
        return ()
    try:
        return read_corrections(project_dir(config) / str(name))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise PluginError(f"{name}: {error}") from None
