"""Synthetic bilingual records, as many as wanted, shaped like the real ones.

``python tests/benchmarks/synthetic.py 1000 FOLDER`` writes a data folder that the Atlas builds.
A record depends on nothing but its number, so the first hundred of a thousand are the same hundred
records. What it is made from are records with smaller numbers, the smallest most often.

How many sizes, links, notes … a record has is drawn from the tenths of the real records (taken
when there were 55 of them), so that medians and means agree; ``shape.py`` shows how well they do.
"""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path
from typing import Any

import yaml
from details import ALIAS_WORDS, NOTE_KINDS, PARTS, SUFFIXES
from draw import bilingual, chance, one, seeded
from statements import facts, links, statements
from wording import stem

ROOT = Path(__file__).resolve().parents[2]

#: How many a record has, by tenth of the real records.
ALIASES = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5)
PART_COUNTS = (0, 1, 2, 2, 3, 3, 4, 5, 6, 12)
CONFUSED = (0, 0, 0, 0, 0, 0, 1, 1, 2, 3)
NOTES = (3, 3, 3, 3, 4, 4, 4, 4, 4, 5)
#: Characters of a text, by tenth of the real texts.
SUMMARY_EN = (191, 214, 223, 230, 236, 244, 251, 258, 266, 280)
SUMMARY_ZH = (58, 65, 69, 72, 76, 80, 83, 88, 93, 104)
NOTE_EN = (101, 129, 144, 157, 169, 179, 192, 212, 234, 277)
NOTE_ZH = (36, 46, 51, 57, 62, 68, 74, 82, 93, 115)
#: Every so many records one is a collection: made of others, with nothing of its own.
COLLECTION_EVERY = 50
#: Names of things that are no record begin with the stems of these numbers.
OTHER_NAMES = range(600_000, 700_000)

Record = dict[str, Any]


def name(number: int) -> str:
    """The name of record ``number``; no other record has it."""
    return stem(number) + SUFFIXES[number % len(SUFFIXES)]


def identifier(number: int) -> str:
    """The id of record ``number``."""
    return name(number).lower()


def part_ids(number: int) -> tuple[str, ...]:
    """The parts of record ``number``, told without making the record."""
    if _is_collection(number):
        return ()
    return tuple(PARTS)[: seeded(number, "parts").choice(PART_COUNTS)]


def record(number: int) -> Record:
    """Record ``number`` as its YAML file says it."""
    rng = seeded(number, "record")
    linked = links(rng)
    made: Record = {
        "name": name(number),
        "aliases": [f"{name(number)} {word}" for word in ALIAS_WORDS[: rng.choice(ALIASES)]],
        "summary": bilingual(rng, SUMMARY_EN, SUMMARY_ZH),
    }
    if _is_collection(number):
        members = rng.sample(range(number), 5)
        made |= {"links": linked, "members": [identifier(member) for member in members]}
    else:
        made |= facts(rng)
        made |= {
            "links": linked,
            "source": "code:README.md",
            "sources": {"publishers": "paper", "released": "paper"},
        }
        earlier = _earlier(rng, number)
        made |= statements(rng, tuple(linked), part_ids(number), earlier, made)
    made["not_to_be_confused_with"] = [
        stem(rng.choice(OTHER_NAMES)) for _ in range(rng.choice(CONFUSED))
    ]
    made["notes"] = [_note(rng, tuple(linked), number) for _ in range(rng.choice(NOTES))]
    made["checked"] = "2026-11-23"
    return {key: value for key, value in made.items() if value}


def write_data(folder: Path, count: int, vocabulary: Path = ROOT / "data" / "vocabulary") -> None:
    """Make ``folder``: the records 0 … ``count`` - 1 and a copy of the vocabulary."""
    shutil.copytree(vocabulary, folder / "vocabulary")
    for number in range(count):
        path = folder / f"{identifier(number)}.yaml"
        path.write_text(_yaml(record(number)), encoding="utf-8")


def _is_collection(number: int) -> bool:
    return number % COLLECTION_EVERY == COLLECTION_EVERY - 1


def _earlier(rng: random.Random, number: int) -> list[tuple[str, tuple[str, ...]]]:
    """Records that this one may be made from, with their parts; many are made from a few."""
    if number == 0:
        return []
    picked = dict.fromkeys(int(number * rng.random() ** 3) for _ in range(20))
    return [(identifier(other), part_ids(other)) for other in picked]


def _note(rng: random.Random, keys: tuple[str, ...], number: int) -> Record:
    note: Record = {"kind": one(rng, NOTE_KINDS), "about": ["license"]}
    if number and chance(rng, 0.01):
        note |= {"kind": "successor", "about": [], "of": [identifier(rng.randrange(number))]}
    note["source"] = rng.sample(keys, min(len(keys), rng.choice((1, 2, 2, 3))))
    return note | bilingual(rng, NOTE_EN, NOTE_ZH)


def _yaml(made: Record) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(made, Dumper=dumper, allow_unicode=True, sort_keys=False, width=98)
    return text


def main() -> None:
    """Write a data folder."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path, help="made anew")
    given = parser.parse_args()
    write_data(given.folder, given.count)


if __name__ == "__main__":
    main()
