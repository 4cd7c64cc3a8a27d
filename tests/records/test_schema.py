"""The JSON Schemas that editors check records with: fresh, valid, no stricter than the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from atlas.generate import generated_files, stale_files, write_files
from atlas.records.schema import SCHEMAS

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
RECORDS = sorted(path.stem for path in DATA.glob("*.yaml"))

SIX_KEYS = """\
name: Example
summary:
  en: Questions about charts drawn from the web, each with one answer.
roles: [training]
modalities: [image, text]
tasks: [chart-question-answering]
links:
  paper: https://arxiv.org/abs/2203.10244
"""

# The core schema of YAML 1.2 (section 10.3.2), which editors read by; PyYAML's own loaders follow
# YAML 1.1, where `no` and `on` are booleans and 2026-11-23 is a date.
INTEGER = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NULLS = ("", "~", "null", "Null", "NULL")


class EditorLoader(yaml.BaseLoader):
    """Reads plain scalars as an editor does, quoted ones as text."""


def _scalar(loader: EditorLoader, node: yaml.ScalarNode) -> Any:
    text = node.value
    if node.style is not None:
        return text
    if text in NULLS:
        return None
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text


EditorLoader.add_constructor("tag:yaml.org,2002:str", _scalar)


def as_an_editor_sees_it(text: str) -> Any:
    return yaml.load(text, EditorLoader)


def faults(validator: Draft202012Validator, text: str) -> list[str]:
    found = validator.iter_errors(as_an_editor_sees_it(text))
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def schema(name: str) -> dict[str, Any]:
    return json.loads((DATA / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema("dataset"))


def test_an_editor_reads_scalars_as_yaml_1_2_does() -> None:
    text = "{a: no, b: 2019, c: 2.5, d: true, e: '2019', f: 2026-11-23, g: 1e5, on: yes, h: ~}"
    assert as_an_editor_sees_it(text) == {
        "a": "no", "b": 2019, "c": 2.5, "d": True, "e": "2019", "f": "2026-11-23", "g": 1e5,
        "on": "yes", "h": None,
    }  # fmt: skip


def test_the_schemas_are_fresh(real) -> None:
    stale = [str(path.relative_to(ROOT)) for path in stale_files(ROOT, real.vocabularies)]
    assert stale == [], f"stale: {', '.join(stale)}; run: .venv/bin/atlas generate"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_json_schema_2020_12_and_says_how_it_was_made(name: str) -> None:
    content = schema(name)
    Draft202012Validator.check_schema(content)
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "atlas generate" in content["$comment"]
    assert "x-vocabulary" not in json.dumps(content)


@pytest.mark.parametrize("identifier", RECORDS)
def test_an_editor_accepts_the_record(validator, identifier: str) -> None:
    text = (DATA / f"{identifier}.yaml").read_text(encoding="utf-8")
    assert faults(validator, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "license: MIT\naccess: open\nsource: paper\nderived_from: coco\ncreation: found\n",
        "license: [{id: mit, source: paper}]\naccess: [{level: open, source: paper}]\n",
        "released: 2022\nsource: paper\nsize: {value: 900, unit: videos, approximate: true}\n",
        "members: [coco, {id: lvis, from_part: train}]\n",
        "not_to_be_confused_with: mme\naliases: SQA\n",
    ],
)
def test_an_editor_accepts_every_short_form(validator, text: str) -> None:
    assert faults(validator, SIX_KEYS + text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("licence: MIT\n", "$"),
        ("size: {value: 9, units: images}\n", "$.size"),
        ("size: {value: 1_000, unit: images}\n", "$.size"),
        ("size: {value: 9, unit: imagez}\n", "$.size"),
        ("absent: {license: {wy: none}}\n", "$.absent.license"),
        ("notes: [{kind: caution, eng: Mind this.}]\n", "$.notes[0]"),
        ("access: {level: opne}\n", "$.access"),
        ("released: May 2022\n", "$.released"),
        ("checked: 2026-11\n", "$.checked"),
        ("id: example\n", "$"),
    ],
)  # fmt: skip
def test_an_editor_marks_a_mistake_where_it_stands(validator, text: str, place: str) -> None:
    found = faults(validator, SIX_KEYS + text)
    assert {line.split(": ")[0] for line in found} == {place}


@pytest.mark.parametrize("key", ["name", "summary"])
def test_an_editor_misses_what_the_model_requires(validator, key: str) -> None:
    lines = re.sub(rf"^{key}:.*\n(  .*\n)*", "", SIX_KEYS, flags=re.MULTILINE)
    assert faults(validator, lines) == [f"$: '{key}' is a required property"]


def test_an_editor_shows_each_word_with_its_label_in_both_languages(real) -> None:
    item = real.vocabularies["roles"].items[0]
    words = json.dumps(schema("dataset"), ensure_ascii=False)
    assert f"{item.en} · {item.zh}: {item.meaning.en}" in words


def test_every_field_of_a_record_is_described_in_both_languages() -> None:
    properties = schema("dataset")["properties"]
    missing = [
        name
        for name, field in properties.items()
        if not re.search(r"[A-Za-z].* · .*[\u4e00-\u9fff]", field.get("description", ""))
    ]
    assert missing == []


def test_files_are_written_once_and_then_are_fresh(tmp_path, real) -> None:
    every = [path for path, _ in generated_files(tmp_path, real.vocabularies)]
    assert stale_files(tmp_path, real.vocabularies) == every
    assert write_files(tmp_path, real.vocabularies) == every
    assert stale_files(tmp_path, real.vocabularies) == []
    assert write_files(tmp_path, real.vocabularies) == []
    every[0].write_text("{}", encoding="utf-8")
    assert stale_files(tmp_path, real.vocabularies) == every[:1]


def test_what_is_no_word_of_a_list_has_an_example() -> None:
    """Editors and the form show one; a list's words they offer themselves."""
    whole = schema("dataset")
    classes = {"Dataset": whole, **whole["$defs"]}
    for title, node in classes.items():
        node = next((one for one in node.get("anyOf", ()) if one.get("type") == "object"), node)
        for key, field in node["properties"].items():
            text = json.dumps(field)
            free = '"const"' not in text and "$ref" not in text and '"boolean"' not in text
            if free and field.get("type") != "object":
                assert field.get("examples"), f"{title}.{key}"


def test_examples_are_right() -> None:
    whole = schema("dataset")
    for title, node in {"Dataset": whole, **whole["$defs"]}.items():
        node = next((one for one in node.get("anyOf", ()) if one.get("type") == "object"), node)
        for key, field in node["properties"].items():
            for example in field.get("examples", ()):
                part = {**field, "$defs": whole["$defs"]}
                assert Draft202012Validator(part).is_valid(example), f"{title}.{key}"
