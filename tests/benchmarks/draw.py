"""Draws from weighted words and from tenths, the same for each seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from wording import chinese, english


def seeded(number: int, purpose: str) -> random.Random:
    """Chance that is the same in every run, for one ``purpose`` of one record."""
    return random.Random(f"{purpose} {number}")


def chance(rng: random.Random, share: float) -> bool:
    """True in ``share`` of all cases."""
    return rng.random() < share


def one(rng: random.Random, weights: Mapping[str, float]) -> str:
    """One of the words, by weight."""
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def several(rng: random.Random, weights: Mapping[str, float], count: int) -> list[str]:
    """``count`` different words, by weight (Efraimidis and Spirakis 2006)."""
    keys = {word: rng.random() ** (1 / weight) for word, weight in weights.items()}
    return sorted(keys, key=keys.__getitem__, reverse=True)[:count]


def bilingual(rng: random.Random, en: Sequence[int], zh: Sequence[int]) -> dict[str, str]:
    """Prose in both languages; ``en`` and ``zh`` hold the lengths to choose from."""
    return {"en": english(rng, rng.choice(en)), "zh": chinese(rng, rng.choice(zh))}
