"""Entries → the rows of a table in one language.

The browser makes the same rows from the files of ``exports/table_data.py``; a test holds the two
against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.catalogue import Catalogue, Entry
from atlas.catalogue.facets import FACETS, NOT_RECORDED, nothing
from atlas.records.vocabulary import Language
from atlas.views.prose import Prose, date_text, prose, size_text

#: What a reader is told where nobody has looked.
NOT_RECORDED_LABEL: Mapping[Language, str] = {"en": "not recorded", "zh": "未记录"}


@dataclass(frozen=True)
class Word:
    """A vocabulary item as a page shows it."""

    id: str
    label: str


@dataclass(frozen=True)
class Row:
    """One line of a table. ``path`` is its page, from the root of the language; ``lacks`` holds the
    kind of nothing of each of size, license, access and released that has no value."""

    id: str
    name: str
    path: str
    summary: Prose
    roles: tuple[Word, ...]
    modalities: tuple[Word, ...]
    tasks: tuple[Word, ...]
    size: str | None
    size_basis: Word | None
    licenses: tuple[Word, ...]
    commercial: Word
    access: tuple[Word, ...]
    released: str | None
    released_text: str | None
    status: Word
    lacks: Mapping[str, Word]


def word(catalogue: Catalogue, name: str, identifier: str, lang: Language) -> Word:
    """The item ``identifier`` of a vocabulary, labelled."""
    return Word(identifier, catalogue.vocabularies.label(name, identifier, lang))


def page_path(identifier: str) -> str:
    """Where a dataset's page stands, from the root of its language; a promise to links."""
    return f"datasets/{identifier}/"


def rows(catalogue: Catalogue, entries: Iterable[Entry], lang: Language) -> list[Row]:
    """The rows of ``entries``, in their order."""
    return [_row(catalogue, entry, lang) for entry in entries]


def nothing_word(catalogue: Catalogue, kind: str, lang: Language) -> Word:
    """A kind of nothing, as a reader is told it."""
    if kind == NOT_RECORDED:
        return Word(kind, NOT_RECORDED_LABEL[lang])
    return word(catalogue, "absences", kind, lang)


def permission_word(catalogue: Catalogue, value: str, lang: Language) -> Word:
    """A permission, or the kind of nothing where nobody states anything."""
    if value in catalogue.vocabularies["permissions"].by_id:
        return word(catalogue, "permissions", value, lang)
    return nothing_word(catalogue, value, lang)


def _row(catalogue: Catalogue, entry: Entry, lang: Language) -> Row:
    def words(vocabulary: str, ids: Iterable[str]) -> tuple[Word, ...]:
        return tuple(word(catalogue, vocabulary, item, lang) for item in ids)

    def facet(name: str) -> tuple[Word, ...]:
        vocabulary = FACETS[name].vocabulary
        # In the order of the vocabulary, as the browser has them.
        order = catalogue.vocabularies[vocabulary].order
        return words(vocabulary, sorted(entry.facets[name], key=order.__getitem__))

    record = entry.record
    lacks = {name: entry.nothing[name] for name in ("license", "access") if name in entry.nothing}
    for name in ("size", "released"):
        if not getattr(record, name):
            lacks[name] = nothing(record, (name,))
    basis = entry.size.basis if entry.size else "claimed"
    return Row(
        id=entry.id,
        name=entry.name,
        path=page_path(entry.id),
        summary=prose(record.summary, lang),
        roles=facet("roles"),
        modalities=facet("modalities"),
        tasks=facet("tasks"),
        size=size_text(entry.size, lang, catalogue.vocabularies) if entry.size else None,
        size_basis=word(catalogue, "bases", basis, lang) if basis != "claimed" else None,
        licenses=facet("license"),
        commercial=permission_word(catalogue, entry.permits["commercial"], lang),
        access=facet("access"),
        released=entry.released,
        released_text=date_text(entry.released, lang) if entry.released else None,
        status=word(catalogue, "statuses", entry.status, lang),
        lacks={name: nothing_word(catalogue, kind, lang) for name, kind in lacks.items()},
    )
