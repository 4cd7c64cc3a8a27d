"""How near synthetic records come to the real ones: counts, lengths, and what their text costs.

``python tests/benchmarks/shape.py`` prints it for the project's records and 1,000 synthetic ones.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import mean, median

from synthetic import ROOT, write_data

from atlas.records import Dataset, LoadResult, load_all
from atlas.records.texts import holders
from atlas.records.vocabulary import LANGUAGES

#: What is counted in each record, statements of parts included.
COUNTED: Mapping[str, Callable[[Dataset], int]] = {
    "sizes": lambda record: sum(len(holder.size) for _, holder in holders(record)),
    "licenses": lambda record: sum(len(holder.license) for _, holder in holders(record)),
    "access statements": lambda record: sum(len(holder.access) for _, holder in holders(record)),
    "parts": lambda record: len(record.parts),
    "notes": lambda record: len(record.notes),
    "links": lambda record: len(record.links),
    "origins": lambda record: sum(len(holder.derived_from) for _, holder in holders(record)),
    "origins with a record": lambda record: sum(
        bool(origin.id) for _, holder in holders(record) for origin in holder.derived_from
    ),
    "absences": lambda record: sum(len(holder.absent) for _, holder in holders(record)),
    "tasks": lambda record: len(record.tasks),
    "publishers": lambda record: len(record.publishers),
    "characters of the English summary": lambda record: len(record.summary.en or ""),
    "characters of the Chinese summary": lambda record: len(record.summary.zh or ""),
    "characters of English notes": lambda record: sum(len(note.en or "") for note in record.notes),
    "characters of Chinese notes": lambda record: sum(len(note.zh or "") for note in record.notes),
    "characters of the citation": lambda record: (
        len(record.citation.bibtex) if record.citation else 0
    ),
}


def gzip_cost(texts: Iterable[str]) -> float:
    """Bytes that gzip needs for a character of ``texts``, one a line."""
    text = "\n".join(texts)
    return len(gzip.compress(text.encode(), 9, mtime=0)) / len(text)


def summaries(result: LoadResult, lang: str) -> list[str]:
    """The summaries in ``lang``, by id."""
    found = (getattr(record.summary, lang) for _, record in sorted(result.records.items()))
    return [text for text in found if text]


def shape_table(real: LoadResult, made: LoadResult) -> str:
    """Markdown: medians and means of both, and the gzip cost of their summaries.

    A longer text costs less a character, so the costs are those of equally many summaries.
    """
    lines = [
        f"| a record's | real ({len(real.records)}) median | synthetic ({len(made.records)}) median"
        " | real mean | synthetic mean |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, count in COUNTED.items():
        known, ours = ([count(record) for record in one.records.values()] for one in (real, made))
        lines.append(
            f"| {name} | {median(known):g} | {median(ours):g}"
            f" | {mean(known):.2f} | {mean(ours):.2f} |"
        )
    for lang in LANGUAGES:
        known_texts, texts = summaries(real, lang), summaries(made, lang)
        as_many = min(len(known_texts), len(texts))
        known_cost, cost = gzip_cost(known_texts[:as_many]), gzip_cost(texts[:as_many])
        lines.append(
            f"| gzip bytes a character of summaries, {lang} | {known_cost:.3f} | {cost:.3f}"
            f" | | {cost / known_cost - 1:+.1%} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Compare and print."""
    with tempfile.TemporaryDirectory() as folder:
        write_data(Path(folder) / "data", 1000)
        print(shape_table(load_all(ROOT / "data"), load_all(Path(folder) / "data")))


if __name__ == "__main__":
    main()
