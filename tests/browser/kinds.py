"""The kinds of page that the site has, one address each, from the root of a language."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.records.vocabulary import LANGUAGES
from atlas.site.languages import ROOTS

MISSING = "no-such-page/"

KINDS: Mapping[str, str] = {
    "home": "",
    "section": "evaluation/",
    "small-section": "captions-ocr-and-programs/",
    "all-datasets": "datasets/",
    "dataset": "datasets/scienceqa/",
    "collection": "datasets/open-chart/",
    "withdrawn-dataset": "datasets/webvid/",
    "from-the-notes": "from-the-notes/",
    "contribute": "contribute/",
    "rules": "rules/",
    "corrections": "corrections/",
    "glossary": "glossary/",
    "guide": "guides/commercial-instruction-data/",
    "data": "data/",
    "about": "about/",
    "compare": "compare/",
    "further-page": "datasets/page/2/",
    "missing": MISSING,
}

#: (language, kind) of every page that the tests look at.
PAGES = [(lang, kind) for lang in LANGUAGES for kind in KINDS]


def address(lang: str, kind: str) -> str:
    """Where a kind of page stands, from the site's root."""
    return ROOTS[lang] + KINDS[kind]


def status(kind: str) -> int:
    """What the server answers for it."""
    return 404 if KINDS[kind] == MISSING else 200
