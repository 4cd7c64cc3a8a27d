"""A name means one record; an alias that two share is declared by both."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from atlas.printable import shown
from atlas.records.model import Dataset
from atlas.records.problem import FieldPath, Finding
from atlas.records.rules.base import CatalogueRule, Context
from atlas.records.vocabulary import Words


def check_all(records: Mapping[str, Dataset], context: Context) -> Iterator[tuple[str, Finding]]:
    """Yield a finding for each name used twice, and each shared alias that is not declared."""
    users: dict[str, list[tuple[str, FieldPath, str]]] = defaultdict(list)
    for key, record in records.items():
        users[_folded(record.name)].append((key, ("name",), record.name))
        for index, alias in enumerate(record.aliases):
            users[_folded(alias)].append((key, ("aliases", index), alias))
    for same in users.values():
        # Only the first use in each record is compared with other records: a stranger's record may
        # say one alias thousands of times.
        first: dict[str, FieldPath] = {}
        for key, path, text in same:
            if key in first:
                yield key, Finding(path, f"{shown(text)} stands twice in this record")
                continue
            for other, other_path in first.items():
                if path == ("name",) and other_path == ("name",):
                    yield key, Finding(path, f"{shown(text)} is already the name of {other}")
                elif not (_declares(records, key, other) and _declares(records, other, key)):
                    yield (
                        key,
                        Finding(
                            path,
                            f"{shown(text)} also means {other}; list each in the other's"
                            " not_to_be_confused_with",
                        ),
                    )
            first[key] = path


def _declares(records: Mapping[str, Dataset], key: str, other: str) -> bool:
    said = {_folded(text) for text in records[key].not_to_be_confused_with}
    return bool(said & {_folded(other), _folded(records[other].name)})


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


RULE = CatalogueRule(
    name="unique-names",
    why=Words(
        en="Search, citations and lineage find a dataset by its name.",
        zh="搜索、引用和谱系都靠名称找到数据集。",
    ),
    wrong=("name: Twice\naliases: [Twice]",),
    right=("name: Once\naliases: [Once-1.0]",),
    needs=("name", "not_to_be_confused_with"),
    check_all=check_all,
)
