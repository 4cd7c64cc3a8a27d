"""What the browser's tables, search and comparison read: the catalogue in columns.

Made for size: a row costs some 14 bytes of names and facets after gzip. Rows are the datasets by
name; a row's number is its place in that order, in every file. ``overrides/assets/atlas/table/
data.js`` reads what is written here, so the two change together.

- core: names, facets and dates, for both languages;
- labels: what values are called in one language, and the words of the user interface;
- more: exact sizes, aliases, publishers and named parts, fetched after the first paint;
- summaries: the summaries in one language, fetched after the first paint;
- take: citations and hub ids, fetched by a reader who takes some along.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from atlas.catalogue import Catalogue, Entry
from atlas.catalogue.facets import FACETS, NOT_RECORDED, PERMITS, nothing, value_ids
from atlas.records.model import Size
from atlas.records.vocabulary import Language
from atlas.views.loading import load_lines
from atlas.views.prose import size_text
from atlas.views.rows import nothing_word, permission_word, word
from atlas.views.traditional import traditional_pairs

#: Symbols are characters that JSON need not escape: printable ASCII from "#" on but for the
#: backslash, then those from U+00A1 on.
_ASCII = [chr(place) for place in range(35, 127) if place != 92]
_BEYOND = 0xA1
#: A column with so few different rows gets a symbol for each; otherwise one for each value.
_FEW = 88
#: In lists of names, where "|" parts them; data.js and search.js know it too.
STANDS_FOR_BAR = "\x1f"
#: Sizes are told apart by powers of ten.
CLASSES = ("1-999", "1k-10k", "10k-100k", "100k-1m", "1m-10m", "10m-100m", "100m-1b", "1b")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")

#: What a symbol stands for: values that end a row (a list), or a value after which the row goes on.
Meaning = list[int] | int


def in_rows(catalogue: Catalogue) -> list[Entry]:
    """The entries in the order of rows."""
    return sorted(catalogue.datasets.values(), key=lambda entry: (entry.name.casefold(), entry.id))


def symbol(number: int) -> str:
    """The character for the ``number``th most frequent meaning."""
    if number < len(_ASCII):
        return _ASCII[number]
    return chr(_BEYOND + number - len(_ASCII))


def encoded(rows: Sequence[Sequence[int]]) -> tuple[list[Meaning], str]:
    """A column: what its symbols mean, the most frequent first, and ``rows`` in symbols."""
    told = [tuple(row) for row in rows]
    pieces: list[list[tuple[tuple[int, ...], bool]]]
    if len(set(told)) <= _FEW:
        pieces = [[(row, True)] for row in told]
    else:
        pieces = [
            [((value,), place == len(row) - 1) for place, value in enumerate(row)] or [((), True)]
            for row in told
        ]
    symbols = _by_frequency(piece for row in pieces for piece in row)
    meanings: list[Meaning] = [list(values) if ends else values[0] for values, ends in symbols]
    return meanings, "".join(symbol(symbols[piece]) for row in pieces for piece in row)


def encoded_words(rows: Sequence[str]) -> tuple[list[str], str]:
    """The same for a column of one word a row."""
    symbols = _by_frequency(rows)
    return list(symbols), "".join(symbol(symbols[word]) for word in rows)


def _by_frequency(items: Iterable[Any]) -> Mapping[Any, int]:
    counted = Counter(items)
    ordered = sorted(counted, key=lambda item: (-counted[item], item))
    return {item: number for number, item in enumerate(ordered)}


def slug(name: str) -> str:
    """The id that most records of that name have."""
    folded = unicodedata.normalize("NFKC", name).lower()
    return _NOT_IN_SLUGS.sub("-", folded).strip("-")


def size_class(size: Size) -> str:
    """``images:10k-100k``: unit and power of ten."""
    whole = int(size.value)
    place = min(max(len(str(whole)) - 3, 0), len(CLASSES) - 1)
    return f"{size.unit}:{CLASSES[place]}"


def core(catalogue: Catalogue) -> Mapping[str, Any]:
    """Names and facets."""
    entries = in_rows(catalogue)
    sizes = sorted({size_class(entry.size) for entry in entries if entry.size})
    columns: dict[str, tuple[list[Any], str]] = {
        **{name: _column(catalogue, entries, name) for name in FACETS},
        "size": encoded([_size_numbers(catalogue, sizes, entry) for entry in entries]),
        "terms": encoded_words([_terms(catalogue, entry) for entry in entries]),
        "released": encoded_words([_released(catalogue, entry) for entry in entries]),
        "added": encoded_words([_short_date(entry.added) for entry in entries]),
    }
    # gzip fares best when what is alike stands together: texts, then columns of few symbols.
    order = sorted(columns, key=lambda name: (len(columns[name][0]), name))
    return {
        "names": _names([entry.name for entry in entries]),
        "sizes": sizes,
        "ids": {
            str(row): entry.id for row, entry in enumerate(entries) if slug(entry.name) != entry.id
        },
        "symbols": {name: columns[name][0] for name in order},
        "n": len(entries),
        "today": catalogue.today.isoformat(),
        "columns": {name: columns[name][1] for name in order},
    }


def _names(names: Sequence[str]) -> str:
    """Each name without what it has in common with the one before, after a mark that no name has
    (the first character) and one that tells how long that is."""
    used = set().union(*names)
    between = next(mark for mark in _ASCII[::-1] if mark not in used)
    shortened, before = [], ""
    for name in names:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, name, strict=False))
        shared = min(sum(1 for _ in alike), len(_ASCII) - 1)
        shortened.append(symbol(shared) + name[shared:])
        before = name
    return "".join(between + name for name in shortened)


def labels(catalogue: Catalogue, lang: Language, words: Mapping[str, str]) -> Mapping[str, Any]:
    """What values are called. ``words`` are those of the user interface, by key."""
    other: Language = "zh" if lang == "en" else "en"
    vocabularies = catalogue.vocabularies

    def called(name: str, value: str) -> list[str]:
        if name in PERMITS:
            return [value, *(permission_word(catalogue, value, one).label for one in (lang, other))]
        if value in vocabularies[FACETS[name].vocabulary].by_id:
            return [
                value,
                *(word(catalogue, FACETS[name].vocabulary, value, one).label
                  for one in (lang, other)),
            ]  # fmt: skip
        return [value, *(nothing_word(catalogue, value, one).label for one in (lang, other))]

    # A license's id is its name where SPDX has one.
    values = {
        name: [called(name, value) for value in value_ids(vocabularies, name)]
        for name in (*FACETS, "commercial")
    }
    groups = {group.id: group.label(lang) for group in vocabularies["task-groups"].items}
    return {
        "lang": lang,
        "values": values,
        "groups": {"tasks": [groups.get(t.group or "", "") for t in vocabularies["tasks"].items]},
        "kinds": [
            [kind, *(nothing_word(catalogue, kind, one).label for one in (lang, other))]
            for kind in (*vocabularies["absences"].by_id, NOT_RECORDED)
        ],
        "units": [
            [item.id, item.label(lang), item.label(other), *_counted(item.counted, item, lang)]
            for item in vocabularies["units"].items
        ],
        "bases": [[item.id, item.label(lang)] for item in vocabularies["bases"].items],
        "odd": _odd_sizes(catalogue, lang),
        "words": dict(words),
        "traditional": traditional_pairs(_texts(catalogue)),
    }


def more(catalogue: Catalogue) -> Mapping[str, Any]:
    """Exact sizes, and other words that a dataset is found by."""
    entries = in_rows(catalogue)
    records = [entry.record for entry in entries]
    bases = catalogue.vocabularies["bases"].order
    return {
        "sizes": " ".join(_size(entry) for entry in entries),
        "bases": encoded([[bases[entry.size.basis]] if entry.size else [] for entry in entries]),
        "aliases": _lines(record.aliases for record in records),
        "publishers": _lines(record.publishers for record in records),
        "parts": _lines((p.name for p in record.parts if p.name) for record in records),
    }


def take(catalogue: Catalogue) -> Mapping[str, Any]:
    """What only a reader who takes datasets along needs, by row: citations, hub ids."""
    records = [entry.record for entry in in_rows(catalogue)]
    return {
        "bibtex": {
            str(row): record.citation.bibtex
            for row, record in enumerate(records)
            if record.citation
        },
        "hub": {
            str(row): lines.repository
            for row, record in enumerate(records)
            for lines in load_lines(record)[::-1]
            if lines.hub == "Hugging Face"
        },
    }


def summaries(catalogue: Catalogue, lang: Language) -> Mapping[str, Any]:
    """The summaries in ``lang``; ``other`` are the rows whose text is still in the other one."""
    texts = [entry.record.summary.text(lang) for entry in in_rows(catalogue)]
    return {
        "lang": lang,
        "text": "\n".join(" ".join(text.split()) for text, _ in texts),
        "other": [row for row, (_, own) in enumerate(texts) if own != lang],
    }


def as_json(content: Mapping[str, Any]) -> str:
    """The text of a file: always the same for the same content."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _column(catalogue: Catalogue, entries: Iterable[Entry], name: str) -> tuple[list[Meaning], str]:
    ids = value_ids(catalogue.vocabularies, name)
    numbers = {value: number for number, value in enumerate(ids)}
    return encoded([sorted(numbers[value] for value in entry.values(name)) for entry in entries])


def _terms(catalogue: Catalogue, entry: Entry) -> str:
    """A digit for each of PERMITS: the number of the permission or kind of nothing."""
    ids = value_ids(catalogue.vocabularies, "commercial")
    return "".join(str(ids.index(entry.permits[name])) for name in PERMITS)


def _size_numbers(catalogue: Catalogue, sizes: Sequence[str], entry: Entry) -> list[int]:
    """The number of the size's class; the kinds of nothing follow the classes."""
    if entry.size:
        return [sizes.index(size_class(entry.size))]
    kinds = (*catalogue.vocabularies["absences"].by_id, NOT_RECORDED)
    return [len(sizes) + kinds.index(nothing(entry.record, ("size",)))]


def _short_date(partial: str | None) -> str:
    """``2024-05`` → 2405; years of other centuries in full, after a hyphen."""
    if not partial:
        return ""
    digits = partial.replace("-", "")
    return digits[2:] if digits.startswith("20") else f"-{digits}"


def _released(catalogue: Catalogue, entry: Entry) -> str:
    if entry.released:
        return _short_date(entry.released)
    return _nothing(catalogue, entry, "released")


def _size(entry: Entry) -> str:
    size = entry.size
    if size is None:
        return ""
    return (">" if size.at_least else "") + ("~" if size.approximate else "") + f"{size.value}"


def _nothing(catalogue: Catalogue, entry: Entry, field: str) -> str:
    """A question mark and the number of the kind of nothing; empty where nobody looked."""
    kinds = list(catalogue.vocabularies["absences"].by_id)
    kind = nothing(entry.record, (field,))
    return f"?{kinds.index(kind)}" if kind in kinds else ""


def _counted(counted: Any, item: Any, lang: Language) -> tuple[str, str]:
    """How one and how several are written after a number."""
    if counted is None:
        return item.label(lang), item.label(lang)
    return (counted.zh, counted.zh) if lang == "zh" else (counted.one, counted.en)


def _odd_sizes(catalogue: Catalogue, lang: Language) -> Mapping[str, str]:
    """Headline sizes that are not just a number of a unit, as text by row."""
    found = {}
    for row, entry in enumerate(in_rows(catalogue)):
        size = entry.size
        if size is not None and (size.per or size.statistic):
            found[str(row)] = size_text(size, lang, catalogue.vocabularies)
    return found


def _lines(rows: Iterable[Iterable[str]]) -> str:
    # A rule keeps control characters out of texts, so one may stand for the "|" of a name.
    return "\n".join("|".join(text.replace("|", STANDS_FOR_BAR) for text in row) for row in rows)


def _texts(catalogue: Catalogue) -> Iterable[str]:
    for entry in catalogue.datasets.values():
        yield from (text for text in (entry.record.summary.zh, entry.name) if text)
        yield from entry.record.aliases
    for vocabulary in catalogue.vocabularies.lists.values():
        yield from (item.zh for item in vocabulary.items)
