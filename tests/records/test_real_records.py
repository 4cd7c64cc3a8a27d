"""Every record of the Atlas by itself, so that one that fails names itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.history import History
from atlas.catalogue.select import in_section
from atlas.records import Dataset, LoadResult

DATA = Path(__file__).resolve().parents[2] / "data"
RECORDS = sorted(path.stem for path in DATA.glob("*.yaml"))
TODAY = date(2026, 11, 24)
MODELS = sorted(path.stem for path in (DATA / "models").glob("*.yaml"))


def problems_of(real: LoadResult, path: Path) -> list[str]:
    return [problem.text() for problem in real.problems if problem.path == path]


def test_there_are_records() -> None:
    assert len(RECORDS) >= 35


@pytest.mark.parametrize("identifier", RECORDS)
def test_the_record_is_valid(real: LoadResult, identifier: str) -> None:
    assert problems_of(real, DATA / f"{identifier}.yaml") == []
    assert real.records[identifier].id == identifier


def test_nothing_else_in_the_data_folder_is_wrong(real: LoadResult) -> None:
    judged = {DATA / f"{identifier}.yaml" for identifier in RECORDS}
    assert [problem.text() for problem in real.problems if problem.path not in judged] == []
    assert sorted(real.models) == MODELS


def as_text(value: object) -> object:
    """A long form as a file would spell it: every scalar as text, what is not said left out."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items() if said(inner)}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def said(value: object) -> bool:
    return value is not None and value != [] and value != {}


@pytest.mark.parametrize("identifier", RECORDS)
def test_the_long_form_read_again_is_the_same_record(real: LoadResult, identifier: str) -> None:
    record = real.records[identifier]
    long_form = as_text(record.model_dump(mode="json"))
    assert isinstance(long_form, dict)
    context = {"vocabularies": real.vocabularies}
    again = Dataset.model_validate({"id": identifier, **long_form}, context=context)
    assert again == record


@pytest.mark.parametrize("identifier", RECORDS)
def test_the_record_names_the_schema_that_editors_check_it_with(identifier: str) -> None:
    with (DATA / f"{identifier}.yaml").open(encoding="utf-8") as file:
        first = file.readline()
    assert first == "# yaml-language-server: $schema=schema/dataset.schema.json\n"


@pytest.fixture(scope="module")
def catalogue(real: LoadResult) -> Catalogue:
    return build(real, History(), TODAY)


def test_every_record_is_in_a_section_or_a_collection(catalogue: Catalogue) -> None:
    filed = {
        entry.id for section in catalogue.sections() for entry in in_section(catalogue, section)
    }
    homeless = [
        identifier
        for identifier, entry in catalogue.datasets.items()
        if identifier not in filed and not entry.collections
    ]
    assert homeless == [], f"in no section and no collection: {', '.join(homeless)}"


def test_every_section_can_be_asked_for(catalogue: Catalogue) -> None:
    groups = catalogue.vocabularies["groups"].by_id
    for section in catalogue.sections():
        in_section(catalogue, section)
        assert section.filter, section.id
        assert section.group in groups, section.id


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_vocabulary_has_one_meaning_a_label(real: LoadResult, lang: str) -> None:
    for name, vocabulary in real.vocabularies.lists.items():
        labels = [item.label(lang).casefold() for item in vocabulary.items]
        assert sorted(set(labels)) == sorted(labels), name


def test_every_unit_says_how_a_number_is_written_before_it(real: LoadResult) -> None:
    missing = [item.id for item in real.vocabularies["units"].items if item.counted is None]
    assert missing == []


def test_every_license_says_what_it_permits_in_known_words(real: LoadResult) -> None:
    known = real.vocabularies["requires"].by_id
    for item in real.vocabularies["licenses"].items:
        assert item.permits is not None, item.id
        assert set(item.requires) <= set(known), item.id


def test_every_task_is_in_a_known_group(real: LoadResult) -> None:
    groups = real.vocabularies["task-groups"].by_id
    strange = [item.id for item in real.vocabularies["tasks"].items if item.group not in groups]
    assert strange == []
