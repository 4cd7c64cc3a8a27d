"""One search index of prose for each language, from the one that the theme's plugin writes.

The theme finds its index below ``base`` of a page's configuration; a Chinese page names ``/zh/``
there (see theme.py), so ``/zh/search/search_index.json`` is what it loads.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jieba

from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.languages import ROOTS, language_of

INDEX = Path("search", "search_index.json")

#: Words of this field that jieba's dictionary lacks: without them it cuts 多|模态 and 数据|集.
WORDS = ("多模态", "数据集", "训练集", "评测集", "测试集", "验证集", "子集", "基准测试", "排行榜")

#: The theme puts this between the words of Chinese text; no reader sees it.
BREAK = "\u200b"
#: What the browser's search needs to know of each language. Chinese: break at BREAK, at spaces and
#: at the punctuation of both scripts. English trimming and stop words would delete Han characters,
#: so only the stemmer (for Latin) stays. What a reader types is cut into words of this index by
#: overrides/assets/javascripts/workers/search-zh.js.
CONFIG: Mapping[Language, Mapping[str, Any]] = {
    "en": {},
    "zh": {
        "separator": r"[\s\u200b\u3000\-、。，．？！；：“”‘’（）《》【】…·/|]+",
        "pipeline": ["stemmer"],
    },
}


def prepare_words(cache: Path) -> None:
    """Tell jieba, with which the theme's search plugin cuts Chinese, the words of this field.

    Reading its dictionary costs most of a second a build, whatever there is to cut. It keeps what
    it has read in a file; that goes into the folder ``cache``, since the folder for temporary
    files, its own choice, is open to all users of the machine, and the file is loaded unchecked.
    """
    jieba.setLogLevel(logging.WARNING)
    cache.mkdir(parents=True, exist_ok=True)
    jieba.dt.tmp_dir = str(cache)
    jieba.initialize()
    for word in WORDS:
        # Once a process: adding again would shift the odds of all words from build to build.
        if not jieba.dt.FREQ.get(word):
            jieba.add_word(word)


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
                {**_in_words(entry, lang), "location": entry["location"].removeprefix(root)}
                for entry in whole["docs"]
                if language_of(entry["location"]) == lang
            ],
        }
        target = site_dir / root / INDEX
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        target.write_text(text + "\n", encoding="utf-8")


def _in_words(entry: Mapping[str, Any], lang: Language) -> Mapping[str, Any]:
    """``entry`` as it is for Chinese; elsewhere without the breaks, since nothing splits there."""
    if lang == "zh":
        return entry
    return {
        key: value.replace(BREAK, "") if isinstance(value, str) else value
        for key, value in entry.items()
    }
