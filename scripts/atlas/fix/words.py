"""Words of closed lists and keys as they are spelled there, where only one can be meant.

What counts as the same: other capitals, spaces and hyphens, a label for its id, a plural, one
letter wrong in a long word. A license is a legal statement and gets no such guess: its id must
differ by capitals, separators and the words *license* and *version* only, or be in ``LICENSES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from atlas.fix.edit import Edit, becomes, renamed
from atlas.fix.quotes import written
from atlas.fix.shape import Spot
from atlas.records.order import ORDER
from atlas.records.vocabulary import Vocabularies, Vocabulary

#: What people write for a license, squashed: SPDX id.
LICENSES: Mapping[str, str] = {
    "apache2": "Apache-2.0",
    "asl2.0": "Apache-2.0",
    "expat": "MIT",
    "cc0": "CC0-1.0",
    "cczero": "CC0-1.0",
    "creativecommonszero1.0": "CC0-1.0",
    "creativecommonsattribution4.0": "CC-BY-4.0",
    "ccby4": "CC-BY-4.0",
    "ccbysa4": "CC-BY-SA-4.0",
    "ccbync4": "CC-BY-NC-4.0",
    "ccbyncsa4": "CC-BY-NC-SA-4.0",
    "ccbyncnd4": "CC-BY-NC-ND-4.0",
    "ccbynd4": "CC-BY-ND-4.0",
    "bsd3": "BSD-3-Clause",
    "bsd2": "BSD-2-Clause",
}
#: A word shorter than this with one letter changed is another word.
LONG = 6


def edits(text: str, spots: list[Spot], vocabularies: Vocabularies) -> Iterator[Edit]:
    """Yield an edit for each word and key that is not as it should be and can be told."""
    for spot in spots:
        path, name = spot.path, str(spot.path[-1]) if spot.path else ""
        if spot.inside and spot.key is not None and spot.key.value == name:
            right = known_key(name, ORDER.get(spot.inside, ()))
            if right and not _has(spots, (*path[:-1], right)):
                start, end = spot.key.start_mark.index, spot.key.end_mark.index
                yield Edit(start, end, right, renamed(path, right), f"{name} → {right}")
                continue
        word, inner = spot.text, spot.meaning
        if word is None or not inner.vocabulary or inner.vocabulary not in vocabularies:
            continue
        found = known_word(word, vocabularies[inner.vocabulary])
        if found and found != word:
            shown = written(found, flow=spot.flow)
            yield Edit(*spot.span, shown, becomes(path, found), f"{word} → {found}")


def known_word(word: str, vocabulary: Vocabulary) -> str | None:
    """The id that ``word`` must mean, or None; an id means itself."""
    if word in vocabulary.by_id:
        return word
    if vocabulary.name == "licenses":
        ids = {_squashed_license(one): one for one in vocabulary.by_id}
        squashed = _squashed_license(word)
        return ids.get(squashed) or LICENSES.get(squashed)
    same = _only(
        item.id
        for item in vocabulary.items
        if _squashed(word) in {_squashed(item.id), _squashed(item.en), _squashed(item.zh)}
    )
    return same or _only(one for one in vocabulary.by_id if _one_slip(word.casefold(), one))


def known_key(key: str, keys: Iterable[str]) -> str | None:
    """The key that ``key`` must mean, if it is none itself."""
    keys = tuple(keys)
    if key in keys:
        return None
    squashed = _squashed(key).replace("licence", "license")
    return _only(one for one in keys if _squashed(one) == squashed) or _only(
        one for one in keys if _one_slip(key.casefold(), one)
    )


def _has(spots: list[Spot], path: tuple[str | int, ...]) -> bool:
    return any(spot.path == path for spot in spots)


def _only(found: Iterable[str]) -> str | None:
    unique = set(found)
    return unique.pop() if len(unique) == 1 else None


def _squashed(text: str) -> str:
    return re.sub(r"[\s_/-]+", "", text.casefold()).removesuffix("s")


def _squashed_license(text: str) -> str:
    text = re.sub(r"\b(?:licen[sc]e|version|the|v(?=[0-9]))|international", "", text.casefold())
    return re.sub(r"[\s_,/()-]+", "", text)


def _one_slip(word: str, right: str) -> bool:
    """Whether one letter of ``word`` is missing, too much, another or changed places with its
    neighbour. Digits are no slips: v1 is not v2."""
    if word == right or min(len(word), len(right)) < LONG or abs(len(word) - len(right)) > 1:
        return False
    if re.sub(r"[^0-9]", "", word) != re.sub(r"[^0-9]", "", right):
        return False
    same = next((n for n, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), None)
    if same is None:
        return True
    rest, right_rest = word[same:], right[same:]
    return (
        rest[1:] == right_rest
        or rest == right_rest[1:]
        or rest[1:] == right_rest[1:]
        or (rest[:2] == right_rest[1::-1] and rest[2:] == right_rest[2:])
    )
