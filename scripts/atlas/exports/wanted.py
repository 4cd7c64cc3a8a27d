"""What is wanted: names in ``data/wanted.csv``, which lists of others have and no record has.

Nothing in that file was checked; it says where to begin, and readers are told so. A name that has
a record by now is left out here, so that the file may be behind.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.catalogue import Catalogue
from atlas.catalogue.similar import squashed
from atlas.records.rules.urls import complain

FILE = "wanted.csv"
#: Its columns: a name, addresses with a space between them, lists with a semicolon.
COLUMNS = ("name", "links", "lists")
#: In the column of lists: somebody looked, and it shall not be proposed again, nor shown.
DECLINED = "declined"
#: What a page says of a name, at most.
MOST_LINKS = 3


@dataclass(frozen=True)
class Row:
    """A line of the file."""

    name: str
    links: tuple[str, ...]
    lists: tuple[str, ...]


def wanted(catalogue: Catalogue, path: Path) -> list[tuple[str, int, list[str]]]:
    """Each wanted name with how many lists name it and the addresses that they give, but for those
    that somebody declined.

    Empty without a file. Raises ValueError for a file with other columns.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        try:
            rows = read_rows(file.read())
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from None
    known = set(_recorded(catalogue))
    return [
        (row.name, len(row.lists), _links(row.links))
        for row in rows
        if squashed(row.name) not in known and row.lists != (DECLINED,)
    ]


def read_rows(text: str) -> list[Row]:
    """The rows of the file. Raises ValueError for a file with other columns."""
    lines = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(lines.fieldnames or ()) != COLUMNS:
        raise ValueError(f"its columns are not {', '.join(COLUMNS)}")
    return [
        Row(line["name"], tuple(line["links"].split()), tuple(line["lists"].split(";")))
        for line in lines
    ]


def _recorded(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.datasets.values():
        yield squashed(entry.id)
        for name in (entry.name, *entry.record.aliases):
            yield squashed(name)


def _links(urls: Iterable[str]) -> list[str]:
    """The addresses that a record may hold."""
    return [url for url in urls if not complain(url)][:MOST_LINKS]
