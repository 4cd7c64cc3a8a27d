"""``api/v1/datasets.json``: every record in its long form, one type for one key."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.history import History
from atlas.exports.api import datasets_json
from atlas.records.model import Dataset

SITE = "https://atlas.example/"

FULL = (
    "links:\n  paper: https://arxiv.org/abs/2203.10244\n"
    "  code: {url: 'https://github.com/vis-nlp/ChartQA', as_of: 2cbf831}\n"
    "source: paper\nreleased: 2022\nlanguages: en\nsources: {released: code}\n"
    "size: {value: 900, unit: images}\nlicense: {id: mit, source: code}\n"
    "access: {level: open, source: code}\ncreation: crowdsourced\n"
    "derived_from: {name: A crawl}\n"
    "evaluation: {answers: number, scoring: accuracy}\n"
    "citation: {bibtex: '@misc{a}'}\n"
    "notes:\n  - {kind: caution, en: Mind this.}\n"
    "absent: {publishers: {why: not-stated, source: code}}\n"
    "parts:\n"
    "  - {id: human, kind: subset, source: code, size: {value: 2.5, unit: hours},"
    " license: {id: CC-BY-4.0, source: paper}, absent: {access: {why: none, source: code}}}\n"
    "  - {id: inner, kind: split, of: human, creation: found}"
)


def published(catalogue: Catalogue, site: str = SITE) -> dict[str, Any]:
    return json.loads("".join(datasets_json(catalogue, site)))


@pytest.fixture
def full(data) -> dict[str, Any]:
    data.add(FULL)
    return published(data.catalogue())["datasets"][0]


def test_the_file_says_its_version_its_day_and_how_many(data) -> None:
    data.add("", "zeta")
    data.add("", "alpha")
    file = published(data.catalogue())
    assert list(file) == ["schema_version", "generated_at", "total", "datasets"]
    assert (file["schema_version"], file["generated_at"]) == ("1.0", "2026-11-24")
    assert file["total"] == len(file["datasets"]) == 2
    assert [dataset["id"] for dataset in file["datasets"]] == ["alpha", "zeta"]


def test_no_record_gives_an_empty_list(data) -> None:
    file = published(data.catalogue())
    assert (file["total"], file["datasets"]) == (0, [])


def test_the_same_records_give_the_same_bytes(data) -> None:
    data.add(FULL)
    first = list(datasets_json(data.catalogue(), SITE))
    assert first == list(datasets_json(data.catalogue(), SITE))
    assert first[-1].endswith("}\n")


def test_each_dataset_has_a_page_in_both_languages(data) -> None:
    data.add()
    (dataset,) = published(data.catalogue(), "https://atlas.example/sub/")["datasets"]
    assert dataset["url"] == {
        "en": "https://atlas.example/sub/datasets/example/",
        "zh": "https://atlas.example/sub/zh/datasets/example/",
    }


def test_what_is_derived_stands_beside_what_is_typed(data) -> None:
    data.add("roles: [training]\ntasks: [chart-question-answering, image-captioning]")
    history = History({"example.yaml": "2026-01-05"}, {"example.yaml": "2026-02-06"})
    (dataset,) = published(data.catalogue(history))["datasets"]
    assert dataset["status"] == "listed"
    assert dataset["sections"] == ["captions-image", "qa-ocr"]
    assert (dataset["added"], dataset["changed"]) == ("2026-01-05", "2026-02-06")


def test_days_that_git_does_not_know_are_null(full) -> None:
    assert (full["added"], full["changed"]) == (None, None)


def test_every_key_of_a_record_is_there_under_its_own_name(full) -> None:
    inherited = {"source"}
    derived = {"id", "status", "sections", "url", "added", "changed"}
    assert set(full) == set(Dataset.model_fields) - inherited | derived


def test_statements_of_parts_stand_in_the_list_of_the_whole(full) -> None:
    assert [(item["part"], item["value"], item["unit"]) for item in full["size"]] == [
        (None, 900, "images"), ("human", 2.5, "hours"),
    ]  # fmt: skip
    assert [(item["part"], item["id"]) for item in full["license"]] == [
        (None, "MIT"), ("human", "CC-BY-4.0"),
    ]  # fmt: skip
    assert [(item["part"], item["method"]) for item in full["creation"]] == [
        (None, ["crowdsourced"]), ("inner", ["found"]),
    ]  # fmt: skip
    assert [(item["part"], item["field"]) for item in full["absent"]] == [
        (None, "publishers"), ("human", "access"),
    ]  # fmt: skip
    assert [part["id"] for part in full["parts"]] == ["human", "inner"]
    assert not {"size", "license", "source", "absent"} & set(full["parts"][0])


def test_every_statement_names_the_source_that_it_inherits(full) -> None:
    assert [item["source"] for item in full["size"]] == [["paper"], ["code"]]
    assert [item["source"] for item in full["creation"]] == [["paper"], ["code"]]
    assert full["derived_from"][0]["source"] == ["paper"]
    assert full["evaluation"][0]["source"] == ["paper"]
    assert full["citation"]["source"] == ["paper"]
    assert full["notes"][0]["source"] == ["paper"]
    assert full["sources"] == {"languages": ["paper"], "released": ["code"]}


def test_short_forms_are_written_long(full) -> None:
    assert full["languages"] == ["en"]
    assert full["links"]["paper"]["kind"] == "paper"
    assert full["links"]["paper"]["url"] == "https://arxiv.org/abs/2203.10244"
    assert full["access"][0]["level"] == "open"
    assert full["evaluation"][0]["answers"] == ["number"]


def test_a_record_of_six_keys_has_the_same_keys(data, full) -> None:
    data.add("", "small")
    small = published(data.catalogue())["datasets"][1]
    assert list(small) == list(full)
    assert (small["size"], small["creation"], small["notes"]) == ([], [], [])
    assert (small["citation"], small["released"]) == (None, None)


def test_hostile_text_is_text(data) -> None:
    data.add("name: '</script><script>alert(1)</script> {{ 7*7 }}'")
    (dataset,) = published(data.catalogue())["datasets"]
    assert dataset["name"] == "</script><script>alert(1)</script> {{ 7*7 }}"


#: Objects whose keys are a record's own words, so that their values are compared, not their keys.
MAPPINGS = ("links", "sources")


def kinds(value: Any, path: str, found: dict[str, set[str]]) -> None:
    """Notes for each path which JSON types stand there; null says only that nothing does."""
    if value is None:
        return
    if isinstance(value, dict):
        found[path].add("object")
        own_words = path.rpartition(".")[2] in MAPPINGS
        for key, inner in value.items():
            kinds(inner, f"{path}.*" if own_words else f"{path}.{key}", found)
    elif isinstance(value, list):
        found[path].add("list")
        for inner in value:
            kinds(inner, f"{path}[]", found)
    else:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        found[path].add("number" if number else type(value).__name__)


@pytest.fixture(scope="module")
def everything(real) -> dict[str, Any]:
    return published(build(real, History(), date(2026, 11, 24)))


def test_every_real_record_is_published(everything, real) -> None:
    assert {dataset["id"] for dataset in everything["datasets"]} == set(real.records)
    assert everything["total"] == len(real.records)


def test_a_key_has_one_type_in_all_records(everything) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for dataset in everything["datasets"]:
        kinds(dataset, "", found)
    assert {path: types for path, types in found.items() if len(types) > 1} == {}


def test_all_records_have_the_same_keys(everything) -> None:
    assert len({tuple(dataset) for dataset in everything["datasets"]}) == 1


def test_items_of_one_list_have_the_same_keys_in_all_records(everything) -> None:
    shapes: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for dataset in everything["datasets"]:
        for name, value in dataset.items():
            if isinstance(value, list):
                shapes[name] |= {tuple(item) for item in value if isinstance(item, dict)}
            elif name == "links":
                shapes[name] |= {tuple(link) for link in value.values()}
    assert {name for name, keys in shapes.items() if len(keys) > 1} == set()
