"""Entries → the rows and facets of a table in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from atlas.catalogue import Catalogue, Entry
from atlas.records.vocabulary import Language
from atlas.views.prose import Prose, date_text, prose, size_text


@dataclass(frozen=True)
class Word:
    """A vocabulary item as a page shows it."""

    id: str
    label: str


@dataclass(frozen=True)
class Row:
    """One line of a table. ``path`` is its page, from the root of the language; ``search`` is
    folded text that the text box looks in."""

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
    search: str


@dataclass(frozen=True)
class Choice:
    """A value of a facet and how many rows have it."""

    id: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A facet bears the name of the record's field."""

    name: str
    choices: tuple[Choice, ...]


#: The facets of every table, and the attribute of a row that each reads.
FACETS = ("roles", "modalities", "tasks", "commercial")


def word(catalogue: Catalogue, name: str, identifier: str, lang: Language) -> Word:
    """The item ``identifier`` of a vocabulary, labelled."""
    return Word(identifier, catalogue.vocabularies.label(name, identifier, lang))


def page_path(identifier: str) -> str:
    """Where a dataset's page stands, from the root of its language; a promise to links."""
    return f"datasets/{identifier}/"


def rows(catalogue: Catalogue, entries: Iterable[Entry], lang: Language) -> list[Row]:
    """The rows of ``entries``, in their order."""
    return [_row(catalogue, entry, lang) for entry in entries]


def facets(catalogue: Catalogue, shown: list[Row], lang: Language) -> list[Facet]:
    """The facets of a table of ``shown`` rows; values in the order of their vocabulary."""
    return [_facet(catalogue, name, shown, lang) for name in FACETS]


def _facet(catalogue: Catalogue, name: str, shown: list[Row], lang: Language) -> Facet:
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for row in shown:
        value = getattr(row, name)
        for item in value if isinstance(value, tuple) else (value,):
            counts[item.id] += 1
            labels[item.id] = item.label
    lists = {"commercial": "permissions"}
    order = catalogue.vocabularies[lists.get(name, name)].order
    ids = sorted(counts, key=lambda identifier: order.get(identifier, len(order)))
    return Facet(name, tuple(Choice(key, labels[key], counts[key]) for key in ids))


NOT_STATED = {"en": "not stated", "zh": "未说明"}


def _row(catalogue: Catalogue, entry: Entry, lang: Language) -> Row:
    def words(name: str, ids: Iterable[str], vocabulary: str | None = None) -> tuple[Word, ...]:
        return tuple(word(catalogue, vocabulary or name, item, lang) for item in ids)

    record = entry.record
    commercial = (
        word(catalogue, "permissions", entry.commercial, lang)
        if entry.commercial
        else Word("not-stated", NOT_STATED[lang])
    )
    basis = entry.size.basis if entry.size else "claimed"
    return Row(
        id=entry.id,
        name=entry.name,
        path=page_path(entry.id),
        summary=prose(record.summary, lang),
        roles=words("roles", entry.roles),
        modalities=words("modalities", entry.modalities),
        tasks=words("tasks", entry.tasks),
        size=size_text(entry.size, lang, catalogue.vocabularies) if entry.size else None,
        size_basis=word(catalogue, "bases", basis, lang) if basis != "claimed" else None,
        licenses=words("license", entry.licenses, "licenses"),
        commercial=commercial,
        access=words("access", entry.access, "access-levels"),
        released=entry.released,
        released_text=date_text(entry.released, lang) if entry.released else None,
        status=word(catalogue, "statuses", entry.status, lang),
        search=_search_text(catalogue, entry),
    )


def _search_text(catalogue: Catalogue, entry: Entry) -> str:
    """What the text box finds a row by: names, publishers, both summaries, labels in both
    languages. Case is folded here, so that the browser folds only what is typed."""
    record = entry.record
    texts = [record.name, *record.aliases, *record.publishers]
    texts += [part.name for part in record.parts if part.name]
    texts += [text for text in (record.summary.en, record.summary.zh) if text]
    for name in ("roles", "modalities", "tasks"):
        for identifier in getattr(entry, name):
            item = catalogue.vocabularies[name].item(identifier)
            texts += [item.en, item.zh]
    return " ".join(texts).casefold()
