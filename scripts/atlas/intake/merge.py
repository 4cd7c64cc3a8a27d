"""What lists name, without what is known: rows for ``data/wanted.csv``. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.catalogue.similar import squashed
from atlas.exports.wanted import COLUMNS, DECLINED, MOST_LINKS, Row
from atlas.intake.lists import Listed
from atlas.records.model import Dataset

#: New names in one run: what a person may look through.
MOST_NEW = 50


@dataclass(frozen=True)
class Merged:
    """The rows of the file as they shall be: ``new`` are names that it did not have,
    ``named_again`` counts those that another list has too, ``left`` those for another week."""

    rows: tuple[Row, ...]
    new: tuple[Row, ...]
    named_again: int
    left: int


def merged(
    rows: Sequence[Row], found: Iterable[tuple[str, Listed]], records: Mapping[str, Dataset]
) -> Merged:
    """``rows`` with what lists (pairs of a list's name and what it names) add to them."""
    names, addresses = set(_names(records)), set(_addresses(records))
    wanted = {squashed(row.name): row for row in rows}
    by_address = {_place(link): key for key, row in wanted.items() for link in row.links}
    new: dict[str, Row] = {}
    again: set[str] = set()
    for source, one in found:
        places = [_place(link) for link in one.links]
        key = squashed(one.name)
        if not key or key in names or any(place in addresses for place in places):
            continue
        key = next((by_address[place] for place in places if place in by_address), key)
        if key in wanted:
            row = _named_by(wanted[key], source)
            again |= {key} if row is not wanted[key] else set()
            wanted[key] = row
            continue
        row = new.get(key, Row(one.name, (), ()))
        links = tuple(dict.fromkeys((*row.links, *one.links)))[:MOST_LINKS]
        new[key] = replace(_named_by(row, source), links=links)
        by_address |= dict.fromkeys(places, key)
    best = sorted(new.values(), key=lambda row: -len(row.lists))
    taken = tuple(best[:MOST_NEW])
    whole = sorted((*wanted.values(), *taken), key=lambda row: row.name.casefold())
    return Merged(tuple(whole), taken, len(again), len(best) - len(taken))


def _named_by(row: Row, source: str) -> Row:
    known = source in row.lists or row.lists == (DECLINED,)
    return row if known else replace(row, lists=(*row.lists, source))


def _names(records: Mapping[str, Dataset]) -> Iterator[str]:
    for identifier, record in records.items():
        parts = (part.name for part in record.parts if part.name)
        for name in (identifier, record.name, *record.aliases, *parts):
            yield squashed(name)


def _addresses(records: Mapping[str, Dataset]) -> Iterator[str]:
    """Where one dataset stands alone; a paper, or a repository of code, may tell of several."""
    for record in records.values():
        for link in record.links.values():
            if link.kind in ("hub", "mirror", "home"):
                yield _place(link.url)


def _place(url: str) -> str:
    return url.partition("#")[0].rstrip("/").casefold()


def written_rows(rows: Iterable[Row]) -> str:
    """The text of the file."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for row in rows:
        lines.writerow((row.name, " ".join(row.links), ";".join(row.lists)))
    return text.getvalue()
