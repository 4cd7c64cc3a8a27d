"""How HTML gets into a Markdown page without passing through Markdown.

A macro leaves a stub, an empty block-level element with an opaque token; when the page is built,
the stub is replaced by the HTML of the view that the token stands for. So what a view holds is
never seen by Jinja as source, by Markdown, or by the theme's search.
"""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Callable

from markupsafe import Markup

from atlas.site.render import View


class StubError(ValueError):
    """A macro call stands where its HTML cannot: inside a paragraph, or in code."""


class Stubs:
    """The views that pages wait for, by page (its source path) and token."""

    def __init__(self) -> None:
        self._views: dict[str, dict[str, tuple[str, View]]] = defaultdict(dict)
        # Nobody can write a token by hand; it never reaches the output.
        self._secret = secrets.token_hex(8)
        element = f'<div data-atlas-stub="{self._secret}-([0-9]+)"></div>'
        # A word in a sentence stands wherever text does.
        word = f'<span data-atlas-stub="{self._secret}-([0-9]+)"></span>'
        # Markdown wraps an element that follows text directly, or stands in a list, in <p>.
        self._pattern = re.compile(rf"<p>\s*{element}\s*</p>|{element}|{word}")
        self._inside_text = re.compile(rf"<p>(?:(?!</p>).)*?{element}", re.DOTALL)

    def leave(self, page: str, macro: str, view: View) -> str:
        """Remember ``view`` for ``page``; returns the stub. ``macro`` is named in errors."""
        token = str(len(self._views[page]))
        self._views[page][token] = (macro, view)
        element = "span" if view.inline else "div"
        return f'<{element} data-atlas-stub="{self._secret}-{token}"></{element}>'

    def count(self, page: str) -> int:
        """How many views ``page`` waits for so far."""
        return len(self._views.get(page, ()))

    def fill(self, page: str, html: str, render: Callable[[View], Markup]) -> Markup:
        """``html`` with each stub replaced by the HTML of its view, in one pass.

        What is put in is not searched again. Raises StubError when a stub ended up where block
        HTML cannot stand. Afterwards the page's views are forgotten.
        """
        waiting = self._views.pop(page, {})
        met: set[str] = set()

        def put_in(found: re.Match[str]) -> str:
            token = next(filter(None, found.groups()))
            met.add(token)
            return str(render(waiting[token][1]))

        if waiting:
            self._check(html, waiting)
            html = self._pattern.sub(put_in, html)
        for token in waiting.keys() - met:
            raise StubError(
                f"{waiting[token][0]}(…) stands inside code; to show a call instead of its "
                "result, put {% raw %} … {% endraw %} around it"
            )
        # Safe: Markdown of the repository's own authors, and what autoescaped templates made.
        return Markup(html)  # noqa: S704

    def _check(self, html: str, waiting: dict[str, tuple[str, View]]) -> None:
        alone = self._pattern.sub(lambda found: "" if found.group(1) else found.group(0), html)
        inside = self._inside_text.search(alone)
        if inside:
            raise StubError(
                f"{waiting[inside.group(1)][0]}(…) stands in the middle of a paragraph; "
                "put the call on a line of its own, with an empty line before and after"
            )
