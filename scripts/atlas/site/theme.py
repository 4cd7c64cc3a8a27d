"""What the theme's templates see: for each language its own configuration, navigation and words.

The theme reads everything from ``config``. Each language gets a copy that differs in a few values,
so nothing is switched back and forth on the object that MkDocs and other plugins share.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.context import Site, settings
from atlas.site.data_files import names_for
from atlas.site.languages import DEFAULT, ROOTS, in_language, is_home, language_of, translator


@dataclass(frozen=True)
class Alternate:
    """The same page in one language: ``href`` from here, ``url`` in full. ``exact`` is false when
    that page does not exist and the language's start page stands in."""

    lang: Language
    name: str
    href: str
    url: str
    current: bool
    exact: bool


def escape_by_default(env: Environment) -> None:
    """Turn on autoescape in the theme, which has it off and prints titles and descriptions raw.

    HTML that is meant as HTML (``page.content``) comes as Markup. Must run before any template of
    the theme is compiled, that is in ``on_env``.
    """
    env.autoescape = True


class Frames:
    """The frame of each language around its pages."""

    def __init__(
        self,
        config: MkDocsConfig,
        site: Site,
        files: Files,
        navigations: Mapping[Language, Navigation],
    ) -> None:
        self._site, self._files, self._navigations = site, files, navigations
        self._base = config.site_url or ""
        self._path = urlsplit(self._base or "/").path
        self._configs = {lang: _config_in(config, lang, self._path) for lang in LANGUAGES}

    def page_context(self, page: Page) -> dict[str, Any]:
        """What the templates see for ``page`` beside what MkDocs gives them."""
        lang = language_of(page.file.src_uri)
        alternates = self.alternates(page)
        return {
            **self._common(lang),
            # The theme's scripts find the search index, and nothing else, below this.
            "base_url": get_relative_url(ROOTS[lang] or ".", page.url).removesuffix("/"),
            "atlas": {
                "lang": lang,
                "home": is_home(page),
                "alternates": alternates,
                "hreflang": [item for item in alternates if item.exact and self._base],
                "default_url": next(item.url for item in alternates if item.lang == DEFAULT),
                "data": self._data(lang, lambda path: get_relative_url(path, page.url)),
            },
        }

    def template_context(self, name: str) -> dict[str, Any]:
        """The same for a page that is not Markdown, such as ``404.html`` or ``zh/404.html``.

        Such a page is shown at any address, so its links start at the host's root.
        """
        lang = language_of(name)
        return {
            **self._common(lang),
            "base_url": self._path,
            "words": self._site.words,
            "atlas": {
                "lang": lang,
                "home": False,
                "search_base": self._path + ROOTS[lang],
                "data": self._data(lang, lambda path: self._path + path),
                "alternates": [
                    Alternate(
                        other,
                        self._site.words[other].language_name,
                        self._path + ROOTS[other],
                        urljoin(self._base, ROOTS[other]),
                        other == lang,
                        False,
                    )
                    for other in LANGUAGES
                ],
                "hreflang": [],
                "hreflang_of": self.hreflang,
            },
        }

    def _data(self, lang: Language, to: Callable[[str], str]) -> Mapping[str, str]:
        """Where a page's modules find the data: the root of the language and the files."""
        root = to(ROOTS[lang] or ".").removesuffix("/") + "/"
        files = names_for(self._site.data_files, lang)
        return {"root": root, **{name: to(path) for name, path in files.items()}}

    def alternates(self, page: Page) -> list[Alternate]:
        """``page`` in every language, its own included."""
        return [self._alternate(page, lang) for lang in LANGUAGES]

    def hreflang(self, page: Page) -> list[Alternate]:
        """The alternates that exist: what a search engine is told. Reciprocal by construction."""
        exact = [item for item in self.alternates(page) if item.exact]
        return exact if len(exact) > 1 else []

    def _alternate(self, page: Page, lang: Language) -> Alternate:
        file = self._files.get_file_from_path(in_language(page.file.src_uri, lang))
        url = ROOTS[lang] if file is None else file.url
        url = "" if url in (".", "./") else url
        return Alternate(
            lang=lang,
            name=self._site.words[lang].language_name,
            href=get_relative_url(url or ".", page.url).removesuffix("/") + "/",
            url=urljoin(self._base, url),
            current=lang == language_of(page.file.src_uri),
            exact=file is not None,
        )

    def _common(self, lang: Language) -> dict[str, Any]:
        return {
            "config": self._configs[lang],
            "nav": self._navigations[lang],
            "t": self._site.words[lang],
        }


def _config_in(config: MkDocsConfig, lang: Language, path: str) -> MkDocsConfig:
    """A copy of ``config`` whose words are in ``lang``."""
    say = translator(lang, settings(config).get("zh") or {})
    own = copy.copy(config)
    own.site_name = say(config.site_name)
    own.site_description = say(config.site_description or "")
    own.copyright = say(config.copyright or "")
    own["extra"] = {
        **config.extra,
        # Makes the theme show its language switch; partials/alternate.html says what is in it.
        "alternate": list(LANGUAGES),
        # Where the theme's scripts keep settings: one place for all pages and both languages.
        "scope": path,
    }
    # Templates only read keys of the theme: a plain mapping serves, the original stays as it is.
    theme = dict(config.theme.items())
    theme["language"] = lang
    theme["palette"] = [_palette_in(item, say) for item in theme.get("palette") or []]
    own["theme"] = theme
    return own


def _palette_in(option: Mapping[str, Any], say: Any) -> dict[str, Any]:
    toggle = option.get("toggle")
    if not toggle:
        return dict(option)
    return {**option, "toggle": {**toggle, "name": say(toggle["name"])}}
