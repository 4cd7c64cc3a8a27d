"""The site's own words, one object a language; what templates know as ``t``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from atlas.records.vocabulary import LANGUAGES, Language

#: BaseLoader: every scalar is text, so that "no" stays a word. C where present, as for records.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PACKAGE = Path(__file__).resolve().parents[1]
#: What pages say of data, what the frame around them says, and what the table, the search and the
#: comparison say in the browser.
FILES = (
    _PACKAGE / "views" / "words.yaml",
    _PACKAGE / "site" / "words.yaml",
    _PACKAGE / "views" / "browser_words.yaml",
    _PACKAGE / "views" / "form_words.yaml",
)


class Words:
    """``t.key`` and ``t["key"]`` in one language; not a dict, whose methods would hide ``t.copy``.

    A key that does not exist raises, so that a template with a misspelt one fails the build.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __getattr__(self, key: str) -> str:
        words: Mapping[str, str] = self.__dict__.get("_words", {})
        if key in words:
            return words[key]
        raise AttributeError(f"“{key}” is in none of {', '.join(path.name for path in FILES)}")

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)


def read_words(files: tuple[Path, ...] = FILES) -> Mapping[Language, Words]:
    """The words of ``files`` by language.

    Raises ValueError naming the file, and the key or line, for what cannot be read, a key that
    stands twice, and a key that lacks a language.
    """
    found: dict[Language, dict[str, str]] = {lang: {} for lang in LANGUAGES}
    for path in files:
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506
        except yaml.YAMLError as error:
            raise ValueError(f"{path.name}: {error}") from None
        for key, texts in content.items():
            for lang in LANGUAGES:
                if not isinstance(texts, dict) or not texts.get(lang):
                    raise ValueError(f"{path.name}: {key}: has no {lang}")
                if key in found[lang]:
                    raise ValueError(f"{path.name}: {key}: stands twice")
                found[lang][key] = texts[lang]
    return {lang: Words(words) for lang, words in found.items()}
