"""Which datasets answer a question: filters that bear the names of the record's fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from atlas.catalogue.catalogue import Catalogue, Entry
from atlas.catalogue.facets import FACETS, PERMITS, value_ids
from atlas.records.problem import nearest
from atlas.records.vocabulary import Item


class FilterError(ValueError):
    """A filter that does not exist, or a value that its field cannot have."""


#: What filters compare beside the facets and permissions: name → what of an entry.
_OTHERS: Mapping[str, Callable[[Entry], tuple[str, ...]]] = {
    "ids": lambda entry: (entry.id,),
    "derived": lambda entry: ("true" if entry.derived else "false",),
}
#: Every filter by name.
FILTERS = (*FACETS, *PERMITS, *_OTHERS)
#: Means "all of these" instead of "one of these".
ALL = "_all"
#: Takes away what matches.
NOT = "_not"


def select(catalogue: Catalogue, **filters: Any) -> list[Entry]:
    """The entries that pass every filter, newest first.

    A filter's value is one id or several (or); ``modalities_all=[…]`` wants all of them,
    ``tasks_not=[…]`` none. ``section="qa-ocr"`` stands for the filters of that section.
    Raises FilterError with what is allowed.
    """
    conditions = [_condition(catalogue, name, value) for name, value in filters.items()]
    return [entry for entry in catalogue.newest if all(passes(entry) for passes in conditions)]


def in_section(catalogue: Catalogue, section: Item) -> list[Entry]:
    """The entries of one section."""
    known = catalogue.in_sections
    if section.id not in known:
        filters = {name: list(value) for name, value in section.filter.items()}
        known[section.id] = select(catalogue, **filters)
    return known[section.id]


def _condition(catalogue: Catalogue, name: str, value: Any) -> Callable[[Entry], bool]:
    if name == "section":
        sections = catalogue.vocabularies["sections"].by_id
        if not isinstance(value, str) or value not in sections:
            raise FilterError(_complaint("section", str(value), sections))
        ids = {entry.id for entry in in_section(catalogue, sections[value])}
        return lambda entry: entry.id in ids
    field = name.removesuffix(ALL) if name.endswith(ALL) else name.removesuffix(NOT)
    if field not in FILTERS:
        names = [*FILTERS, "section", *(field + way for way in (ALL, NOT) for field in FILTERS)]
        raise FilterError(_complaint("filter", name, names))
    wanted = {_text(word) for word in ([value] if _single(value) else value)}
    _check_words(catalogue, field, wanted)
    values = _OTHERS.get(field) or (lambda entry: entry.values(field))
    if name.endswith(ALL):
        return lambda entry: wanted <= set(values(entry))
    if name.endswith(NOT):
        return lambda entry: not wanted & set(values(entry))
    return lambda entry: bool(wanted & set(values(entry)))


def _single(value: Any) -> bool:
    return not isinstance(value, list | tuple | set | frozenset)


def _text(word: Any) -> str:
    return str(word).lower() if isinstance(word, bool) else str(word)


def _check_words(catalogue: Catalogue, field: str, wanted: set[str]) -> None:
    allowed: Iterable[str] = ("true", "false")
    if field == "ids":
        allowed = catalogue.datasets
    elif field not in _OTHERS:
        allowed = value_ids(catalogue.vocabularies, field)
    for word in sorted(wanted - set(allowed)):
        raise FilterError(_complaint(f"value of {field}", word, allowed))


def _complaint(what: str, word: str, allowed: Iterable[str]) -> str:
    words = list(allowed)
    close = nearest(word, words)
    hint = f"; did you mean {close}?" if close else ""
    return f"“{word}” is not a {what}; allowed: {', '.join(words[:20])}{hint}"
