"""The browser's files: read back here as the browser reads them, and held against the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.facets import FACETS, NOT_RECORDED, PERMITS, value_ids
from atlas.catalogue.history import History
from atlas.exports import table_data
from atlas.exports.table_data import encoded, encoded_words, in_rows, size_class, slug, symbol
from atlas.records.model import Size
from atlas.site.data_files import data_files, names_for
from atlas.site.words import read_words

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def everything(real) -> Catalogue:
    added = {f"{identifier}.yaml": "2026-01-05" for identifier in sorted(real.records)[::2]}
    return build(real, History(added, added), TODAY)


def place(character: str) -> int:
    """The number of a symbol, as data.js works it out."""
    code = ord(character)
    return code - 35 - (code > 92) if code < 127 else code - 70


def decoded(meanings: list[Any], text: str) -> list[list[int]]:
    """The rows of a column."""
    rows: list[list[int]] = []
    open_row: list[int] = []
    for character in text:
        meaning = meanings[place(character)]
        if isinstance(meaning, int):
            open_row.append(meaning)
        else:
            rows.append([*open_row, *meaning])
            open_row = []
    assert open_row == []
    return rows


def named(core: Mapping[str, Any]) -> list[str]:
    names: list[str] = []
    for text in core["names"][1:].split(core["names"][0]):
        before = names[-1] if names else ""
        names.append(before[: place(text[0])] + text[1:])
    return names


def through_json(content: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(table_data.as_json(content))
    return read


@pytest.fixture(scope="module")
def core(everything) -> dict[str, Any]:
    return through_json(table_data.core(everything))


def test_symbols_are_told_apart_and_need_no_escape_in_json() -> None:
    symbols = [symbol(number) for number in range(1_000)]
    assert [place(one) for one in symbols] == list(range(1_000))
    assert json.dumps("".join(symbols), ensure_ascii=False) == f'"{"".join(symbols)}"'


def test_columns_of_few_and_of_many_different_rows_come_back() -> None:
    few = [[1], [2, 3], [], [1], [2, 3, 4]]
    many = [[a, b] for a in range(12) for b in range(12)] + [[], [5]]
    for rows in (few, many, [], [[]]):
        meanings, text = encoded(rows)
        assert decoded(meanings, text) == rows
    assert len(encoded(few)[1]) == len(few)


def test_the_most_frequent_has_the_first_symbol() -> None:
    meanings, text = encoded_words(["a", "b", "b", "c", "b", "a"])
    assert meanings == ["b", "a", "c"]
    assert text == "".join(map(symbol, (1, 0, 0, 2, 0, 1)))


def test_names_and_ids_come_back(everything, core) -> None:
    entries = in_rows(everything)
    names = named(core)
    assert core["n"] == len(names) == len(entries)
    assert names == [entry.name for entry in entries]
    assert [core["ids"].get(str(row), slug(name)) for row, name in enumerate(names)] == [
        entry.id for entry in entries
    ]
    # No id is written that its name tells.
    assert all(slug(names[int(row)]) != identifier for row, identifier in core["ids"].items())


def test_names_of_any_script_come_back(data) -> None:
    names = ["数据集甲", "数据集乙", "😀 a", "😀 ab", "~tilde} |", "a" * 120, "a" * 119 + "b"]
    for number, name in enumerate(names):
        data.add(f"name: {json.dumps(name, ensure_ascii=False)}", f"x{number}")
    catalogue = data.catalogue()
    found = through_json(table_data.core(catalogue))
    assert named(found) == [entry.name for entry in in_rows(catalogue)]
    assert sorted(named(found)) == sorted(names)


@pytest.mark.parametrize("name", FACETS)
def test_a_facet_comes_back(everything, core, name: str) -> None:
    ids = value_ids(everything.vocabularies, name)
    rows = decoded(core["symbols"][name], core["columns"][name])
    expected = [sorted(entry.values(name), key=ids.index) for entry in in_rows(everything)]
    assert [[ids[number] for number in row] for row in rows] == expected
    assert all(rows)


def test_permissions_come_back(everything, core) -> None:
    ids = value_ids(everything.vocabularies, "commercial")
    words = [core["symbols"]["terms"][place(one)] for one in core["columns"]["terms"]]
    for entry, word in zip(in_rows(everything), words, strict=True):
        found = {name: ids[int(digit)] for name, digit in zip(PERMITS, word, strict=True)}
        assert found == dict(entry.permits), entry.id


def test_sizes_come_back(everything, core) -> None:
    kinds = [*everything.vocabularies["absences"].by_id, NOT_RECORDED]
    classes = [*core["sizes"], *kinds]
    more = through_json(table_data.more(everything))
    exact = more["sizes"].split(" ")
    bases = decoded(*more["bases"])
    order = list(everything.vocabularies["bases"].by_id)
    rows = decoded(core["symbols"]["size"], core["columns"]["size"])
    for entry, (number,), text, basis in zip(in_rows(everything), rows, exact, bases, strict=True):
        if entry.size is None:
            absent = entry.record.absent.get("size")
            assert classes[number] == (absent.why if absent else NOT_RECORDED), entry.id
            assert (text, basis) == ("", [])
        else:
            assert classes[number] == size_class(entry.size), entry.id
            assert text.lstrip(">~") == str(entry.size.value)
            assert (">" in text, "~" in text) == (entry.size.at_least, entry.size.approximate)
            assert [order[number] for number in basis] == [entry.size.basis]


def test_dates_come_back(everything, core) -> None:
    kinds = list(everything.vocabularies["absences"].by_id)

    def long(text: str) -> str:
        digits = text[1:] if text.startswith("-") else f"20{text}"
        return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))

    for name in ("released", "added"):
        words = [core["symbols"][name][place(one)] for one in core["columns"][name]]
        for entry, word in zip(in_rows(everything), words, strict=True):
            said = getattr(entry, name)
            if said:
                assert long(word) == said
            elif word:
                assert kinds[int(word.removeprefix("?"))] == entry.record.absent[name].why
            else:
                assert name not in entry.record.absent


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", "1-999"), ("999", "1-999"), ("999.9", "1-999"), ("0.5", "1-999"),
        ("1000", "1k-10k"), ("9999", "1k-10k"), ("10000", "10k-100k"), ("999999", "100k-1m"),
        ("1000000", "1m-10m"), ("12345678", "10m-100m"), ("999999999", "100m-1b"),
        ("1000000000", "1b"), ("5000000000000", "1b"),
    ],
)  # fmt: skip
def test_a_size_is_told_by_its_power_of_ten(value: str, expected: str) -> None:
    size = Size.model_construct(value=json.loads(value), unit="images")
    assert size_class(size) == f"images:{expected}"


def test_other_words_come_back_by_row(everything) -> None:
    more = through_json(table_data.more(everything))
    lists = {
        name: [line.split("|") if line else [] for line in more[name].split("\n")]
        for name in ("aliases", "publishers", "parts")
    }
    for row, entry in enumerate(in_rows(everything)):
        record = entry.record
        assert lists["aliases"][row] == list(record.aliases)
        assert lists["publishers"][row] == list(record.publishers)
        assert lists["parts"][row] == [part.name for part in record.parts if part.name]


def test_what_separates_names_does_not_stand_in_one(data) -> None:
    data.add("aliases: ['a|b', c]")
    assert table_data.more(data.catalogue())["aliases"] == "a\x1fb|c"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_summaries_come_back_and_the_foreign_are_named(everything, lang: str) -> None:
    found = through_json(table_data.summaries(everything, lang))
    texts = found["text"].split("\n")
    assert len(texts) == len(everything.datasets)
    for row, entry in enumerate(in_rows(everything)):
        text, own = entry.record.summary.text(lang)
        assert texts[row] == " ".join(text.split())
        assert (row in found["other"]) == (own != lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_value_has_its_words_in_both_languages(everything, lang: str) -> None:
    found = through_json(table_data.labels(everything, lang, {"ui_a": "x"}))
    vocabularies = everything.vocabularies
    other = "zh" if lang == "en" else "en"
    for name in (*FACETS, "commercial"):
        own = "permissions" if name == "commercial" else FACETS[name].vocabulary
        assert [value[0] for value in found["values"][name]] == list(value_ids(vocabularies, name))
        for identifier, label, foreign in found["values"][name]:
            assert label
            assert foreign
            if identifier in vocabularies[own].by_id:
                item = vocabularies[own].item(identifier)
                assert (label, foreign) == (item.label(lang), item.label(other))
    assert [kind[0] for kind in found["kinds"]] == [*vocabularies["absences"].by_id, NOT_RECORDED]
    tasks = vocabularies["tasks"].items
    assert len(found["groups"]["tasks"]) == len(tasks)
    assert all(found["groups"]["tasks"])
    assert found["words"] == {"ui_a": "x"}


def test_citations_and_hub_ids_stand_by_row(everything) -> None:
    found = through_json(table_data.take(everything))
    for row, entry in enumerate(in_rows(everything)):
        citation = entry.record.citation
        assert found["bibtex"].get(str(row)) == (citation.bibtex if citation else None)
    rows = {entry.id: str(row) for row, entry in enumerate(in_rows(everything))}
    hub = {key: value for key, value in found["hub"].items()}
    assert hub
    for row, repository in hub.items():
        identifier = next(key for key, value in rows.items() if value == row)
        urls = [link.url for link in everything.datasets[identifier].record.links.values()]
        assert any(f"huggingface.co/datasets/{repository}" in url for url in urls), identifier


def test_files_bear_their_content_in_their_name(data) -> None:
    data.add()
    words = read_words()
    first = data_files(data.catalogue(), words, data.folder)
    assert {*first} == {
        "core", "more", "take", "labels-en", "labels-zh", "summaries-en", "summaries-zh",
        "form-en", "form-zh", "wanted",
    }  # fmt: skip
    assert first == data_files(data.catalogue(), words, data.folder)
    data.add("name: Another")
    second = data_files(data.catalogue(), words, data.folder)
    assert first["core"].path != second["core"].path
    assert first["take"].path == second["take"].path
    assert names_for(first, "zh")["others"] == first["summaries-en"].path
    assert names_for(first, "zh")["summaries"] == first["summaries-zh"].path


def test_no_record_gives_files_that_can_be_read(data) -> None:
    catalogue = data.catalogue()
    core = through_json(table_data.core(catalogue))
    assert core["n"] == 0
    assert all(text == "" for text in core["columns"].values())
    table_data.as_json(table_data.more(catalogue))
