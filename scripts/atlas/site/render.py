"""Templates of ``overrides/atlas/`` → HTML. The one door where untrusted text becomes markup.

Autoescape is on, so every value is text unless the template itself is the markup; an unknown name
is an error. Nothing here reads a template from a string.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from mkdocs.utils import get_relative_url

from atlas.records.vocabulary import Language
from atlas.site.bytecode import remember_compiled
from atlas.site.languages import ROOTS, language_of
from atlas.site.words import Words
from atlas.views.sources import Source


@dataclass(frozen=True)
class View:
    """A piece of a page before it is HTML: a template's name and what works out its context.

    That is done when the page is written, so that no two pages' contexts are held at once.
    """

    template: str
    context: Callable[[], Mapping[str, Any]]
    #: Whether it is a word in a sentence and no block.
    inline: bool = False


@dataclass(frozen=True)
class Place:
    """Where a piece of HTML will stand: the address of its page, from the site's root."""

    url: str

    @property
    def lang(self) -> Language:
        """The page's language."""
        return language_of(self.url)

    def to(self, path: str) -> str:
        """A link from here to ``path`` (from the site's root); holds wherever the site is put."""
        return get_relative_url(path, self.url)

    @property
    def root(self) -> str:
        """The way from here to the root of the page's language, ending in a slash."""
        return self.to(ROOTS[self.lang]).removesuffix("/") + "/"


class Pieces:
    """The macros of ``marks.html``, as templates know them: ``m``.

    The few that are asked for most, and mostly with what they were asked before, remember their
    answers: words of the vocabulary for the whole build, numbers of sources for a page.
    """

    def __init__(self, macros: Any) -> None:
        self._macros = macros
        self._marks: dict[tuple[int, ...], Markup] = {}
        self.words, self.status, self.permission, self.live = (
            lru_cache(maxsize=4096)(macro)
            for macro in (macros.words, macros.status, macros.permission, macros.live)
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._macros, name)

    def sources(self, items: tuple[Source, ...], t: Words) -> Markup | str:
        """The marks of ``items``, which are numbered on the page that is being made."""
        if not items:
            return ""
        key = tuple(item.number for item in items)
        if key not in self._marks:
            self._marks[key] = self._macros.sources(items, t)
        return self._marks[key]

    def turn_page(self) -> None:
        """Numbers of sources mean something else from here on."""
        self._marks.clear()


def environment(overrides_dir: Path) -> Environment:
    """The environment that ``render`` uses; its templates are ``overrides_dir/atlas/*.html``."""
    env = Environment(
        loader=FileSystemLoader(overrides_dir / "atlas"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    remember_compiled(env)
    if "marks.html" in env.list_templates():
        env.globals["m"] = Pieces(env.get_template("marks.html").module)
    return env


def render(env: Environment, view: View, place: Place, words: Mapping[Language, Words]) -> Markup:
    """The HTML of ``view`` at ``place``.

    Templates also know ``lang``, ``t`` (the site's words), ``root`` (from the page to the root of
    its language), ``assets`` (to the folder of our modules) and ``m`` (Pieces). Raises
    jinja2.TemplateError for a template's mistake.
    """
    pieces = env.globals.get("m")
    if isinstance(pieces, Pieces):
        pieces.turn_page()
    lang = place.lang
    assets = place.to("assets/atlas/")
    context = {"lang": lang, "t": words[lang], "root": place.root, "assets": assets}
    context |= view.context()
    # Safe: made by an autoescaped template, see environment().
    return Markup(env.get_template(view.template).render(context))  # noqa: S704
