"""Where a record names a field (``sources``, ``absent``, a note's ``about``), the field exists."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.printable import shown
from atlas.records.model import Dataset
from atlas.records.problem import FieldPath, Finding, nearest
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import holders
from atlas.records.vocabulary import Words

#: Fields that can be sourced, absent or disagreed about.
FACTS = (
    "modalities", "contains", "languages", "publishers", "released", "links", "size", "license",
    "access", "creation", "derived_from", "parts", "evaluation", "citation",
)  # fmt: skip
#: What may follow a field and a dot: the thing that is absent of it.
QUALIFIERS = {"license": "covers", "access": "covers", "size": "covers", "links": "link-kinds"}
#: Besides fields, a note may be about these.
ALSO_NOTED = ("name", "aliases", "roles", "tasks", "summary")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each name that is no field, or no part of one."""
    for place, holder in holders(record):
        for name in holder.sources:
            yield from _judge((*place, "sources", name), name, FACTS)
        for name in holder.absent:
            field, _, qualifier = name.partition(".")
            yield from _judge((*place, "absent", name), field, FACTS)
            allowed = _qualifiers(field, context)
            if qualifier and qualifier not in allowed:
                yield Finding(
                    (*place, "absent", name),
                    f"{shown(qualifier)} is nothing that {field} can lack",
                    allowed,
                    nearest(qualifier, allowed),
                )
    for index, note in enumerate(record.notes):
        for number, name in enumerate(note.about):
            path: FieldPath = ("notes", index, "about", number)
            yield from _judge(path, name.partition(".")[0], FACTS + ALSO_NOTED)


def _judge(path: FieldPath, name: str, allowed: tuple[str, ...]) -> Iterator[Finding]:
    if name not in allowed:
        yield Finding(path, f"{shown(name)} is not a field", allowed, nearest(name, allowed))


def _qualifiers(field: str, context: Context) -> tuple[str, ...]:
    name = QUALIFIERS.get(field)
    if name is None:
        return ()
    return tuple(context.vocabularies[name].by_id) if name in context.vocabularies else ()


RULE = RecordRule(
    name="field-names",
    why=Words(
        en="A misspelt field name would silently say nothing.",
        zh="字段名写错会悄无声息地失效。",
    ),
    wrong=("absent:\n  licence: {why: not-stated, source: paper}",),
    right=("absent:\n  license: {why: not-stated, source: paper}",),
    check=check,
)
