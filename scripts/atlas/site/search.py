"""One search index of prose for each language, from the one that the theme's plugin writes.

The theme finds its index below ``base`` of a page's configuration; a Chinese page names ``/zh/``
there (see theme.py), so ``/zh/search/search_index.json`` is what it loads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.languages import ROOTS, language_of

INDEX = Path("search", "search_index.json")

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
#: What the browser's search needs to know of each language. Chinese: break at spaces and at the
#: punctuation of both scripts, and before and after every Han character, so that words inside a
#: sentence are found; the theme cuts what a reader types at the same characters. It puts a ``*``
#: behind each piece, which must stay there: alone it would match every word of every page. English
#: trimming and stop words would delete Han characters, so only the stemmer (for Latin) stays.
CONFIG: Mapping[Language, Mapping[str, Any]] = {
    "en": {},
    "zh": {
        "separator": rf"[\s\u200b\u3000\-、。，．？！；：“”‘’（）《》【】…·/|]+"
        rf"|(?<={_HAN})(?=[^\s*])|(?<=\S)(?={_HAN})",
        "pipeline": ["stemmer"],
    },
}


def split_index(site_dir: Path) -> None:
    """Replace the index in ``site_dir`` by one a language, each with addresses from its root."""
    path = site_dir / INDEX
    if not path.is_file():
        return
    whole = json.loads(path.read_text(encoding="utf-8"))
    for lang in LANGUAGES:
        root = ROOTS[lang]
        index = {
            "config": {**whole["config"], **CONFIG[lang]},
            "docs": [
                {**entry, "location": entry["location"].removeprefix(root)}
                for entry in whole["docs"]
                if language_of(entry["location"]) == lang
            ],
        }
        target = site_dir / root / INDEX
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        target.write_text(text + "\n", encoding="utf-8")
