"""Records that may be one dataset under two names: for a person to look at, never an error."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher

from atlas.records.model import Dataset

#: How alike letters and digits of two names are.
ALIKE = 0.9
#: Shorter names are alike by chance, and longer ones are sentences of the same words.
SHORTEST, LONGEST = 6, 30
#: Kinds of links at which mostly one dataset stands alone; a paper often tells of several.
OWN = ("home", "hub", "code")
_NOT_LETTERS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def similar(records: Mapping[str, Dataset], identifier: str) -> list[tuple[str, str]]:
    """Pairs of *name* or *address*, and the id of the record that shares one with ``identifier``.

    Names that differ in a number are versions of each other, and no pair. An address of three
    records is that of a project or a family.
    """
    record = records[identifier]
    cited = Counter(place for one in records.values() for place in _places(one))
    names = _names(record)
    places = {place for place in _places(record) if cited[place] == 2}
    found = []
    for other, candidate in sorted(records.items()):
        if other == identifier or _told(record, candidate):
            continue
        if places & _places(candidate):
            found.append(("address", other))
        elif any(_alike(one, two) for one in names for two in _names(candidate)):
            found.append(("name", other))
    return found


def _told(record: Dataset, other: Dataset) -> bool:
    """Whether the record says itself what the other is to it."""
    said = {squashed(text) for text in record.not_to_be_confused_with}
    return bool(said & {squashed(other.id), squashed(other.name)})


def _names(record: Dataset) -> set[str]:
    return {squashed(name) for name in (record.name, *record.aliases)}


def _places(record: Dataset) -> set[str]:
    return {
        link.url.partition("#")[0].rstrip("/").removesuffix(".git").casefold()
        for link in record.links.values()
        if link.kind in OWN
    }


def _alike(one: str, two: str) -> bool:
    if one == two:
        return True
    sizes = sorted((len(one), len(two)))
    if sizes[0] < SHORTEST or sizes[1] > LONGEST or _DIGITS.findall(one) != _DIGITS.findall(two):
        return False
    matcher = SequenceMatcher(None, one, two, False)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )


def squashed(name: str) -> str:
    """Letters and digits alone, in one case: what two spellings of a name have in common."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name).casefold())
