"""What the contribution form is made of, held against the model that it is made from."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from atlas.exports.form_data import compact, form_data
from atlas.exports.form_fields import AT_ONCE, MORE, PIECES, REQUIRED
from atlas.exports.record_file import record_data, record_file
from atlas.records.model import Dataset
from atlas.records.rules.characters import FORBIDDEN
from atlas.records.rules.field_names import FACTS
from atlas.records.rules.required_keys import KEYS
from atlas.records.schema import json_schema
from atlas.site.words import read_words

WORDS = {lang: {key: words[key] for key in words} for lang, words in read_words().items()}


@pytest.fixture(scope="module", params=["en", "zh"])
def form(request: pytest.FixtureRequest, real) -> dict[str, Any]:
    return json.loads(json.dumps(form_data(real.vocabularies, request.param, WORDS[request.param])))


def pieces(form: dict[str, Any]) -> list[dict[str, Any]]:
    """Every field of the form and every piece of one, however deep."""
    found: list[dict[str, Any]] = []
    waiting = [*form["required"], *form["more"], form["source"]]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += [*one.get("fields", []), *([one["value"]] if "value" in one else [])]
    return found


def test_six_fields_are_needed_and_they_are_those_of_the_rule() -> None:
    assert set(REQUIRED) == {"name", "summary", *KEYS}
    assert len(REQUIRED) == 6
    assert not set(REQUIRED) & set(MORE)


def test_every_field_of_a_record_stands_in_the_form() -> None:
    assert sorted([*REQUIRED, *MORE, "source"]) == sorted(set(Dataset.model_fields) - {"id"})


def test_what_may_be_absent_or_have_its_own_source_is_offered(form: dict[str, Any]) -> None:
    fields = {field["key"]: field for field in form["more"]}
    names = {name for name, _ in fields["absent"]["names"]}
    assert {"license", "license.media", "links.paper", "derived_from"} <= names
    assert {name for name, _ in fields["sources"]["names"]} == set(FACTS)
    assert all(label for field in fields.values() for _, label in field.get("names", []))


def test_every_field_has_a_label_and_help_in_the_page_s_language(form: dict[str, Any]) -> None:
    for piece in pieces(form):
        assert piece["label"], piece
        assert piece["help"], piece
    said = "".join(piece["help"] for piece in pieces(form))
    assert bool(re.search("[\u4e00-\u9fff]", said)) == (form["lang"] == "zh")


def test_no_piece_of_a_statement_is_missing(form: dict[str, Any]) -> None:
    for piece in pieces(form):
        if "fields" not in piece:
            continue
        keys = [inner["key"] for inner in piece["fields"]]
        assert sorted(keys) == sorted(PIECES[piece["key"]].model_fields), piece["key"]
        shown = [inner["key"] for inner in piece["fields"] if not inner.get("folded")]
        assert sorted(shown) == sorted(AT_ONCE[piece["key"]])


def test_every_choice_has_its_words(form: dict[str, Any], real) -> None:
    named = {piece["vocabulary"] for piece in pieces(form) if piece["kind"] == "choice"}
    assert named == set(form["choices"])
    for name, choices in form["choices"].items():
        assert [choice[0] for choice in choices] == [
            item.id for item in real.vocabularies[name].items
        ]
    tasks = form["choices"]["tasks"]
    assert all(group for *_, group in tasks)


def test_the_schema_is_the_one_that_editors_use(form: dict[str, Any], real) -> None:
    whole = Draft202012Validator(json_schema("dataset", real.vocabularies))
    small = Draft202012Validator(form["schema"])
    for record in real.records.values():
        assert small.is_valid(record_data(record)) == whole.is_valid(record_data(record))
    wrong = {"name": "x", "roles": ["nonsense"], "more": 1}
    assert len(list(small.iter_errors(wrong))) == len(list(whole.iter_errors(wrong)))
    assert len(json.dumps(form["schema"])) < 40_000


def test_a_property_may_be_called_like_what_is_left_out() -> None:
    assert compact({"properties": {"default": {"type": "string", "default": "x"}}}) == {
        "properties": {"default": {"type": "string"}}
    }


def test_forbidden_characters_are_spelled_for_browsers(form: dict[str, Any]) -> None:
    assert "\\U" not in form["rules"]["characters"]
    assert FORBIDDEN.pattern.count("\\U") == form["rules"]["characters"].count("\\u{")


def test_a_field_without_a_label_is_told(real) -> None:
    with pytest.raises(KeyError, match=r"no label for size\.value"):
        form_data(
            real.vocabularies, "en", {k: v for k, v in WORDS["en"].items() if k != "field_value"}
        )


def test_a_record_comes_with_its_text(real) -> None:
    for identifier, record in list(real.records.items())[:40]:
        text = real.path(identifier).read_text(encoding="utf-8")
        file = json.loads(record_file(record, text))
        assert file["text"] == text
        assert Dataset.model_validate(_typed({**file["data"], "id": identifier})) == record


def _typed(value: Any) -> Any:
    """Numbers and truths as the reader hands them out: as text."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)
