"""Which language a page is in, where its counterpart is, and the navigation of each language.

English stands at the root of ``docs/`` and of the site, Chinese in ``zh/`` of both. So MkDocs' own
rule from source path to address holds for every page, links included, and needs no rewriting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from atlas.records.vocabulary import LANGUAGES, Language

#: The folder of each language, in ``docs/`` and on the site.
ROOTS: Mapping[Language, str] = {"en": "", "zh": "zh/"}
#: The language that a reader gets who asked for none of ours (``hreflang="x-default"``).
DEFAULT: Language = "en"


def language_of(path: str) -> Language:
    """The language of a source path (``zh/index.md``) or of an address (``zh/``)."""
    for lang, root in ROOTS.items():
        if root and path.startswith(root):
            return lang
    return DEFAULT


def in_language(path: str, lang: Language) -> str:
    """The path of the same page in ``lang``: ``index.md`` ↔ ``zh/index.md``."""
    return ROOTS[lang] + path.removeprefix(ROOTS[language_of(path)])


def translator(lang: Language, chinese: Mapping[str, str]) -> Callable[[str], str]:
    """How ``lang`` says what mkdocs.yml says in English.

    The function raises PluginError for words that ``chinese`` (``extra.atlas.zh``) does not hold.
    """

    def say(english: str) -> str:
        if lang == DEFAULT or not english:
            return english
        if english not in chinese:
            raise PluginError(
                f"mkdocs.yml: there is no Chinese for “{english}”; add a line under extra.atlas.zh"
            )
        return chinese[english]

    return say


def bilingual_nav(nav: list[Any], chinese: Mapping[str, str]) -> list[Any]:
    """The navigation of mkdocs.yml once for each language, in a group named by its code."""
    return [{lang: _nav_in(nav, lang, translator(lang, chinese))} for lang in LANGUAGES]


def _nav_in(items: list[Any], lang: Language, say: Callable[[str], str]) -> list[Any]:
    found: list[Any] = []
    for item in items:
        if isinstance(item, str):
            found.append(_target(item, lang))
            continue
        for title, value in item.items():
            inner = _nav_in(value, lang, say) if isinstance(value, list) else _target(value, lang)
            found.append({say(title): inner})
    return found


def _target(path: str, lang: Language) -> str:
    return path if urlsplit(path).scheme or path.startswith("/") else in_language(path, lang)


def split_nav(nav: Navigation) -> Mapping[Language, Navigation]:
    """The navigation that MkDocs made of ``bilingual_nav``, taken apart again.

    Groups named by a language vanish: their items stand at the top, and *previous* and *next* end
    where the language does. The home page is set, which MkDocs does only for the root.
    """
    groups = {item.title: item for item in nav.items if isinstance(item, Section)}
    found: dict[Language, Navigation] = {}
    for lang in LANGUAGES:
        items: list[StructureItem] = groups[lang].children if lang in groups else []
        for item in items:
            item.parent = None
        pages = [page for page in nav.pages if language_of(page.file.src_uri) == lang]
        if pages:
            pages[0].previous_page = pages[-1].next_page = None
        found[lang] = Navigation(items, pages)
        found[lang].homepage = next((page for page in pages if is_home(page)), None)
    return found


def is_home(page: Page) -> bool:
    """Whether ``page`` is the start page of its language."""
    return page.url in ROOTS.values()
