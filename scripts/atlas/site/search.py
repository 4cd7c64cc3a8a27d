"""One search index of prose for each language, from the one that the theme's plugin writes.

The theme finds its index below ``base`` of a page's configuration; a Chinese page names ``/zh/``
there (see theme.py), so ``/zh/search/search_index.json`` is what it loads.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jieba

from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.languages import ROOTS, language_of

INDEX = Path("search", "search_index.json")

#: Words of this field that jieba's dictionary lacks: without them it cuts 多|模态 and 数据|集.
WORDS = ("多模态", "数据集", "训练集", "评测集", "测试集", "验证集", "子集", "基准测试", "排行榜")

#: The sum of the frequencies of jieba's dictionary; a test counts it again.
TOTAL = 60_101_967

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


def prepare_words(prose: Iterable[str]) -> None:
    """Give jieba, with which the theme's search plugin cuts Chinese, the words that it can meet.

    Its dictionary has 349,046 words, which cost 60 MB and most of a second; a word of which two
    neighbouring characters stand nowhere in ``prose`` cannot be found there, and is left out. The
    cut is the same with and without it: a word's weight is its frequency over the sum of all, and
    that sum stays the whole dictionary's.
    """
    jieba.setLogLevel(logging.WARNING)
    texts = list(prose)
    pairs = {text[at : at + 2] for text in texts for at in range(len(text) - 1)}
    pairs.update(*texts)
    with jieba.get_module_res("dict.txt") as lines:
        whole = lines.read().decode("utf-8").split("\n")
    known: dict[str, int] = {}
    # The first pair throws out nearly all of them.
    for line in [line for line in whole if line[:2].rstrip() in pairs]:
        word, frequency, _ = line.split(" ")
        if all(word[at : at + 2] in pairs for at in range(1, len(word) - 1)):
            known[word] = int(frequency)
    # What jieba itself makes of a dictionary: each beginning of a word is known, with no weight.
    for word in list(known):
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)
    jieba.dt.FREQ, jieba.dt.total, jieba.dt.initialized = known, TOTAL, True
    for word in WORDS:
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
