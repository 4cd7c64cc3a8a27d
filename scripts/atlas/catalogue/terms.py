"""What the license statements of a record say a user may do, as stated, strictest reading first.

Effective terms, which follow what a dataset was made from, are another question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from atlas.records.model import Dataset, Described, License
from atlas.records.rules.absent_or_value import owner_says
from atlas.records.texts import holders
from atlas.records.vocabulary import Permission, Permits, Vocabularies

#: The two things that are asked about: the annotations, and the media they are about.
Target = Literal["annotations", "media"]
#: From strictest to loosest, as the type lists them (DESIGN section 3).
STRICTNESS: Mapping[str, int] = {word: rank for rank, word in enumerate(get_args(Permission))}
USES = tuple(Permits.model_fields)


def stated(
    record: Dataset, vocabularies: Vocabularies, target: Target = "annotations"
) -> Mapping[str, Permission] | None:
    """Per use (commercial, training, redistribution, derivatives) what is stated for ``target``.

    None where nobody states anything. Several statements: the strictest of each use. A license
    for the ``dataset`` binds the annotations and leaves the media unclear. Where the owner says
    nothing, a third party's permitted and conditional read unclear.
    """
    owner: list[Mapping[str, Permission]] = []
    others: list[Mapping[str, Permission]] = []
    for holder, item in _statements(record):
        permits = permissions(item, vocabularies, target)
        if permits is not None:
            (owner if owner_says(record, holder, "license", item) else others).append(permits)
    if owner:
        # A third party never loosens; where it is stricter its word is a warning worth keeping,
        # shown among the statements, but the owner decides.
        return {use: strictest(read[use] for read in owner) for use in USES}
    if others:
        return {use: strictest([*(read[use] for read in others), "unclear"]) for use in USES}
    return None


def permissions(
    item: License, vocabularies: Vocabularies, target: Target
) -> Mapping[str, Permission] | None:
    """What one statement says about ``target``; None when it is about something else."""
    permits = vocabularies["licenses"].item(item.id).permits
    if permits is None or item.covers not in (target, "dataset"):
        return None
    if target == "media" and item.covers == "dataset":
        return {use: strictest([getattr(permits, use), "unclear"]) for use in USES}
    return {use: getattr(permits, use) for use in USES}


def strictest(words: Iterator[Permission] | list[Permission]) -> Permission:
    """The strictest of some permissions (at least one)."""
    return min(words, key=STRICTNESS.__getitem__)


def _statements(record: Dataset) -> Iterator[tuple[Described, License]]:
    for _, holder in holders(record):
        for item in holder.license:
            if not item.until:
                yield holder, item
