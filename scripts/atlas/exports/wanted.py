"""What is wanted: names in ``data/wanted.csv``, which lists of others have and no record has.

Nothing in that file was checked; it says where to begin, and readers are told so. A name that has
a record by now is left out here, so that the file may be behind.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
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


def wanted(catalogue: Catalogue, path: Path) -> list[tuple[str, int, list[str]]]:
    """Each wanted name with how many lists name it and the addresses that they give, but for those
    that somebody declined.

    Empty without a file. Raises ValueError for a file with other columns.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name}: its columns are not {', '.join(COLUMNS)}")
        known = set(_recorded(catalogue))
        return [
            (line["name"], len(line["lists"].split(";")), _links(line["links"]))
            for line in lines
            if squashed(line["name"]) not in known and line["lists"] != DECLINED
        ]


def _recorded(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.datasets.values():
        yield squashed(entry.id)
        for name in (entry.name, *entry.record.aliases):
            yield squashed(name)


def _links(text: str) -> list[str]:
    """The addresses that a record may hold."""
    return [url for url in text.split() if not complain(url)][:MOST_LINKS]
