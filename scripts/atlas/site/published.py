"""The files that the site publishes beside its pages: where each stands, what makes its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from atlas.catalogue import Catalogue
from atlas.exports.api import datasets_json


def robots_txt(catalogue: Catalogue, site_url: str) -> Iterable[str]:
    """Everything may be read, and where all addresses are (RFC 9309, sitemaps.org)."""
    yield f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n"


#: Path from the site's root → the pieces of its text from (catalogue, address of the site with a
#: slash at its end).
PUBLISHED: Mapping[str, Callable[[Catalogue, str], Iterable[str]]] = {
    "api/v1/datasets.json": datasets_json,
    "robots.txt": robots_txt,
}


def write_published(catalogue: Catalogue, site_url: str, site_dir: Path) -> None:
    """Write every file of ``PUBLISHED`` into ``site_dir``."""
    for name, text_of in PUBLISHED.items():
        target = site_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8") as file:
            file.writelines(text_of(catalogue, site_url))
