"""The built pages as a browser's parser reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import html5lib

#: Attributes that name another element of the page by its id.
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file; ``path`` is its address from the site's root (``zh/about/``)."""

    path: str
    source: str
    tree: Any
    errors: list[str]
    ids: list[str] = field(default_factory=list)

    @property
    def lang(self) -> str | None:
        found: str | None = self.tree.get("lang")
        return found

    @property
    def is_missing_page(self) -> bool:
        """Whether it is shown for addresses that do not exist."""
        return self.path.endswith("404.html")

    def all(self, *tags: str) -> Iterator[Any]:
        """The elements of these names, or all."""
        return (item for item in self.tree.iter() if _is_element(item, tags))

    def text(self, tag: str) -> str:
        """The text of the only element of that name."""
        (found,) = self.all(tag)
        return "".join(found.itertext())

    def meta(self, name: str) -> str:
        """The content of the only <meta> of that name."""
        (found,) = [item for item in self.all("meta") if item.get("name") == name]
        content: str = found.get("content")
        return content

    def links(self, rel: str) -> list[Any]:
        """The <link> elements of that relation."""
        return [item for item in self.all("link") if rel in (item.get("rel") or "").split()]

    def references(self) -> Iterator[tuple[str, str]]:
        """(attribute, id) of every mention of another element."""
        for item in self.all():
            for name in _REFERENCES:
                for identifier in (item.get(name) or "").split():
                    yield name, identifier


def _is_element(item: Any, tags: tuple[str, ...]) -> bool:
    return isinstance(item.tag, str) and (not tags or item.tag in tags)


def read_site(folder: Path) -> dict[str, BuiltPage]:
    """Every HTML file in ``folder``, by its address from the site's root."""
    return {
        page.path: page
        for page in (read_page(folder, file) for file in sorted(folder.rglob("*.html")))
    }


def read_page(folder: Path, file: Path) -> BuiltPage:
    """One HTML file of the site in ``folder``."""
    source = file.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(source)
    path = file.relative_to(folder).as_posix().removesuffix("index.html")
    page = BuiltPage(
        path,
        source,
        tree,
        [f"{path}: {place}: {code} {words}" for place, code, words in parser.errors],
    )
    page.ids.extend(item.get("id") for item in page.all() if item.get("id") is not None)
    return page


def broken_links(pages: dict[str, BuiltPage], folder: Path, site_url: str) -> list[str]:
    """A sentence for each address in a page that leads nowhere on the site."""
    broken = []
    for page in pages.values():
        # A missing page is shown at any address.
        base = urljoin(site_url, "no/such/page/" if page.is_missing_page else page.path)
        for item in page.all():
            for name in ("href", "src", "action", "poster"):
                value = item.get(name)
                if value is None:
                    continue
                complaint = _lead(urljoin(base, value), base, page, pages, folder, site_url)
                if complaint:
                    broken.append(f"{page.path}: {name}={value!r} {complaint}")
    return broken


def _lead(
    url: str,
    base: str,
    page: BuiltPage,
    pages: dict[str, BuiltPage],
    folder: Path,
    site_url: str,
) -> str | None:
    """What is wrong with ``url``; None for one that leads somewhere, or off the site."""
    address, fragment = urldefrag(url)
    if urlsplit(url).netloc != urlsplit(site_url).netloc:
        return None if urlsplit(url).scheme in ("http", "https", "mailto") else "is no web address"
    if not address.startswith(site_url):
        return "leaves the folder that the site is put in"
    path = unquote(urlsplit(address).path)[len(urlsplit(site_url).path) :]
    target = page if address == urldefrag(base)[0] else pages.get(path)
    if target is None:
        if not (folder / path).is_file():
            return "leads to nothing"
        return "has a fragment, and what it leads to is no page" if fragment else None
    if fragment and unquote(fragment) not in target.ids:
        return f"leads to no element of {target.path or 'the start page'}"
    return None
