"""The theme's frame around a dataset's page, made without a build of the site.

The same steps as a build's, for one page a language: navigation with the titles of all pages, the
theme's own template, policy and repairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from atlas.catalogue import Catalogue
from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.context import Site, overrides_dir, settings
from atlas.site.frame import DATASET_FRAME, Frame, Marks
from atlas.site.languages import ROOTS, bilingual_nav, language_of, split_nav
from atlas.site.pages import add_dataset_files, is_frame, set_properties
from atlas.site.policy import with_policy
from atlas.site.render import environment
from atlas.site.repairs import repaired
from atlas.site.repository import Repository
from atlas.site.theme import Frames, escape_by_default
from atlas.site.words import Words, read_words


@dataclass(frozen=True)
class Theme:
    """What stays the same while a record changes."""

    frames: Mapping[Language, Frame]
    #: Files that pages load: path from the site's root → file.
    assets: Mapping[str, Path]


def configuration(root: Path) -> MkDocsConfig:
    """mkdocs.yml of ``root`` with none of the hooks and plugins that a build runs."""
    # The theme asks whether there is a search; it is shown, and finds nothing here.
    config = load_config(str(root / "mkdocs.yml"), plugins=["search"], hooks=[], site_url="")
    config = config.plugins.on_config(config)
    config.nav = bilingual_nav(config.nav or [], settings(config).get("zh") or {})
    return config


@dataclass(frozen=True)
class Looks:
    """Templates and words, which are read once."""

    config: MkDocsConfig
    templates: Environment
    words: Mapping[Language, Words]

    def site(self, catalogue: Catalogue) -> Site:
        """A site of ``catalogue`` without the notes and the files that only whole pages need."""
        repository = Repository((self.config.repo_url or "").rstrip("/"))
        return Site(catalogue, self.templates, self.words, "/", repository)


def read_looks(root: Path) -> Looks:
    """The looks of the site of ``root``. Raises ValueError where its words cannot be read."""
    config = configuration(root)
    return Looks(config, environment(overrides_dir(config)), read_words())


def make_theme(config: MkDocsConfig, site: Site) -> Theme:
    """The frames of both languages. Raises FrameError or PolicyError as a build does."""
    files = get_files(config)
    add_dataset_files(files, (), config, lambda identifier, lang: set())
    navigation = get_navigation(files, config)
    for page in navigation.pages:
        page.read_source(config)
        set_properties(page, "")
    # The template's own ``url`` and the like come with this environment.
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    escape_by_default(env)
    frames, marks = Frames(config, site, files, split_nav(navigation)), Marks()
    made = {
        language_of(page.url): _frame(config, files, navigation, env, frames, page, marks)
        for page in _frame_pages(files, config)
    }
    assets = {
        file.dest_uri: Path(file.abs_src_path)
        for file in files
        if file.abs_src_path and not file.is_documentation_page()
    }
    return Theme(made, assets)


def _frame_pages(files: Files, config: MkDocsConfig) -> Iterator[Page]:
    for lang in LANGUAGES:
        file = files.get_file_from_path(f"{ROOTS[lang]}{DATASET_FRAME.removesuffix('/')}.md")
        if isinstance(file, File):
            page = Page(None, file, config)
            page.markdown, page.meta = "\n", {}
            yield page


def _frame(
    config: MkDocsConfig,
    files: Files,
    navigation: Navigation,
    env: Environment,
    frames: Frames,
    page: Page,
    marks: Marks,
) -> Frame:
    assert is_frame(page)  # noqa: S101 - what Frames and the policy take for granted
    set_properties(page, "")
    page.title, page.meta["description"] = marks.title, marks.description
    page.content, page.toc = marks.content, marks.table_of_contents()
    context = {
        **get_context(navigation, files, config, page),
        **frames.page_context(page),
    }
    output = env.get_template("main.html").render(context)
    return Frame(with_policy(repaired(output), str(marks.content)), marks, DATASET_FRAME)
