"""What MkDocs calls, in the order of a build. Each function is a few lines over a module beside it.

1. ``on_config``: read and judge the data; with a problem the build ends before it writes.
2. ``on_files``, ``on_nav``: make the addresses of datasets known, one navigation a language.
3. ``on_page_markdown``, ``on_page_content``: macros leave stubs; titles are set as plain text.
4. ``on_env``: complaints of macros end the build; autoescape goes on in the theme.
5. ``on_page_context``: stubs become HTML, the theme gets the page's language.
6. ``on_post_page``, ``on_post_template``: repairs, and each page's Content-Security-Policy; the
   frame of each language is kept.
7. ``on_post_build``: write the pages of datasets and of long tables into their frames, the files
   that the browser reads, the search indexes and the exports.

MkDocs loads this file by its path, once a process: a change here needs a restart of ``serve``.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from atlas.site import macros
from atlas.site.assets import minify_assets
from atlas.site.bytecode import remember_compiled
from atlas.site.context import (
    Site,
    data_dir,
    open_site,
    overrides_dir,
    settings,
)
from atlas.site.contribute import write_badges, write_record_files
from atlas.site.data_files import write_data_files
from atlas.site.datasets import addresses, anchors, write_dataset_pages
from atlas.site.frame import DATASET_FRAME, FRAMES, TABLE_FRAME, Frame, FrameError, Marks
from atlas.site.languages import bilingual_nav, in_language, language_of, split_nav
from atlas.site.pages import add_dataset_files, is_frame, set_contents, set_properties
from atlas.site.policy import PolicyError, with_policy
from atlas.site.published import write_published
from atlas.site.render import Place, View, render
from atlas.site.repairs import repaired
from atlas.site.search import prepare_words, split_index
from atlas.site.stubs import StubError
from atlas.site.tables import write_table_pages
from atlas.site.theme import Frames, escape_by_default

if TYPE_CHECKING:
    # Only `mkdocs serve` needs it, and it brings a web server along.
    from mkdocs.livereload import LiveReloadServer

#: The build under way. MkDocs calls functions, so what they share stands here.
_now: dict[str, Any] = {}


def _site() -> Site:
    site: Site = _now["site"]
    return site


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """First of all: the data, so that nothing happens when they are wrong.

    Records are no cycles, and to look for some among them again and again costs 6 % of the CPU of a
    build of 1,000: Python looks for none while they are read, and never among them afterwards.
    """
    _now.clear()
    gc.unfreeze()
    gc.disable()
    try:
        return _start(config)
    finally:
        gc.freeze()
        gc.enable()


def _start(config: MkDocsConfig) -> MkDocsConfig:
    _now["site"] = open_site(config)
    _now["marks"], _now["framed"] = Marks(), {path: {} for path in FRAMES}
    config.nav = bilingual_nav(config.nav or [], settings(config).get("zh") or {})
    config.theme.static_templates.add("zh/404.html")
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Give mkdocs-macros our macros; its ``page`` is the page being read. No record is a variable
    there: variables are copied for every page, and pages could print them unescaped."""
    plugin: Any = config.plugins["macros"]
    plugin.register_macros(macros.bound(_site(), lambda: plugin.page))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Tell the search which words it can meet, and add the addresses of datasets."""
    site = _site()
    prepare_words(file.content_string for file in files.documentation_pages())
    add_dataset_files(
        files, site.catalogue.datasets, config, lambda key, lang: anchors(site, key, lang)
    )
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """A navigation and a frame for each language."""
    navigations = split_nav(nav)
    _now["frames"] = Frames(config, _site(), files, navigations)
    return navigations["en"]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """The one word that Markdown itself puts into pages, in the page's language."""
    words = _site().words[language_of(page.file.src_uri)]
    config.mdx_configs.setdefault("toc", {})["permalink_title"] = words.permalink


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Title and date: plain text, after Jinja and Markdown are done with the page."""
    set_properties(page, _site().catalogue.today.isoformat())
    if is_frame(page):
        marks = _now["marks"]
        page.title, page.meta["description"] = marks.title, marks.description
        # The theme's search holds prose; datasets are found through the catalogue.
        page.meta["search"] = {"exclude": True}


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """All pages are read and none is written: the moment to give up, or to start."""
    complaints = _site().complaints
    if complaints:
        raise PluginError("\n".join(complaints))
    escape_by_default(env)
    remember_compiled(env)
    return env


@event_priority(-100)
def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Last of all plugins, so that the theme's search has seen the prose and only the prose."""
    site, source, place = _site(), page.file.src_uri, Place(page.url)
    context.update(_now["frames"].page_context(page))
    if is_frame(page):
        page.content, page.toc = _now["marks"].content, _now["marks"].table_of_contents()
        return context

    def html_of(view: View) -> Any:
        return render(site.templates, view, place, site.words)

    try:
        content = site.stubs.fill(source, page.content or "", html_of)
    except StubError as error:
        raise PluginError(f"docs/{source}: {error}") from None
    page.content = content
    set_contents(page, content)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """What needs the whole page: repairs and the policy. A frame is kept and not written."""
    try:
        finished = with_policy(repaired(output), str(page.content or ""))
        if not is_frame(page):
            return finished
        path = in_language(page.url, "en")
        _now["framed"][path][language_of(page.url)] = Frame(finished, _now["marks"], path)
    except (PolicyError, FrameError) as error:
        raise PluginError(f"docs/{page.file.src_uri}: {error}") from None
    return ""


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """404 and sitemap: pages that are no Markdown."""
    context.update(_now["frames"].template_context(template_name))
    context["pages"] = [file for file in context["pages"] if not is_frame(file.page)]
    context["datasets"] = list(addresses(_site()))
    return context


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for pages that are no Markdown."""
    if not template_name.endswith(".html"):
        return output_content
    return with_policy(repaired(output_content), "")


def on_post_build(config: MkDocsConfig) -> None:
    """The generated pages, and the files beside the pages."""
    site, folder = _site(), Path(config.site_dir)
    write_dataset_pages(site, _now["framed"][DATASET_FRAME], folder)
    write_table_pages(site, _now["framed"][TABLE_FRAME], folder)
    write_data_files(site.data_files, folder)
    write_record_files(site, folder)
    write_badges(site, folder)
    minify_assets(folder)
    split_index(folder)
    if settings(config).get("exports", True):
        write_published(site.catalogue, site.site_url, folder)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Reload for records, vocabularies, templates and assets too; MkDocs watches docs/ itself."""
    for folder in (data_dir(config), overrides_dir(config)):
        server.watch(str(folder))
    return server
