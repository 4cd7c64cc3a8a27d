"""Made-up names and prose of a wanted length, in English and in Chinese, the same for each seed.

Words are drawn one by one from the most used words of the real records' prose, the first of the
list most often (Zipf's law), with a number or a made-up name now and then. How often is set so
that the text compresses as the real records' does; ``shape.py`` shows how near that comes.
"""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

import yaml

_CONSONANTS, _VOWELS = "bdfghjklmnprstvwxz", "aeiou"
SYLLABLES = tuple(first + second for first in _CONSONANTS for second in _VOWELS)
#: Three syllables of a name tell so many records apart; all names of records have three.
STEMS = len(SYLLABLES) ** 3
#: Has no factor in common with STEMS, so that neighbouring numbers get distant names.
_STRIDE = 226_597

#: How often a word is a number, or a made-up name.
_NUMBERS, _NAMES = 0.03, 0.02


def stem(number: int) -> str:
    """The name that belongs to ``number`` alone, of six letters: ``0`` → “Bababa”."""
    number = number * _STRIDE % STEMS
    letters = ""
    for _ in range(3):
        number, place = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[place]
    return letters.capitalize()


def english(rng: random.Random, length: int) -> str:
    """Sentences of about ``length`` characters."""
    words: list[str] = []
    size, left = 0, rng.randint(9, 24)
    while size < length:
        word = _word(rng, _ENGLISH)
        if not words or words[-1].endswith("."):
            word = word[0].upper() + word[1:]
        left -= 1
        if left == 0:
            word, left = word + ".", rng.randint(9, 24)
        elif rng.random() < 0.07:
            word += ","
        words.append(word)
        size += len(word) + 1
    return " ".join(words).rstrip(".,") + "."


def chinese(rng: random.Random, length: int) -> str:
    """The same in Chinese; a Latin name or number stands between spaces, as the records write."""
    text, left = rng.choice(_CHINESE.words), rng.randint(4, 10)
    while len(text) < length:
        word = _word(rng, _CHINESE)
        text += f" {word} " if word.isascii() else word
        left -= 1
        if left == 0:
            text, left = text.rstrip() + rng.choice("，，，；、。"), rng.randint(4, 10)
    text = text.rstrip("，；、。 ").replace("， ", "，") + "。"
    # Words drawn side by side can make a term that a rule refuses.
    for wrong, right in _WRONG_TERMS.items():
        text = text.replace(wrong, right)
    return text


def _wrong_terms() -> dict[str, str]:
    glossary = Path(__file__).parents[2] / "data" / "vocabulary" / "glossary.yaml"
    items = yaml.safe_load(glossary.read_text(encoding="utf-8"))
    return {
        wrong: item["zh"]
        for item in items
        for wrong in (
            [item["not_zh"]] if isinstance(item.get("not_zh"), str) else item.get("not_zh", [])
        )
    }


_WRONG_TERMS = _wrong_terms()


class _Words:
    def __init__(self, name: str) -> None:
        lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
        self.words = [word for line in lines if not line.startswith("#") for word in line.split()]
        ranks = range(1, len(self.words) + 1)
        self.weights = list(accumulate(1 / (rank + 1.7) for rank in ranks))


_ENGLISH, _CHINESE = _Words("words.en.txt"), _Words("words.zh.txt")


def _word(rng: random.Random, known: _Words) -> str:
    kind = rng.random()
    if kind < _NUMBERS:
        return f"{int(10 ** rng.uniform(1, 5)):,}"
    if kind < _NUMBERS + _NAMES:
        return stem(rng.randrange(STEMS))
    return rng.choices(known.words, cum_weights=known.weights)[0]
