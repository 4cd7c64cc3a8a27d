"""The rows and facets of a table, in one language."""

from __future__ import annotations

import pytest

from atlas.catalogue import Catalogue
from atlas.views.prose import Prose
from atlas.views.rows import Choice, Row, Word, facets, rows

SUMMARY = "Questions about charts drawn from the web, each with one answer."


@pytest.fixture
def catalogue(data) -> Catalogue:
    data.add(
        "name: ChartQA\naliases: [Chart Questions]\npublishers: [York University]\n"
        "roles: [training, evaluation]\nsource: paper\nreleased: 2022-03\n"
        "size: {value: 900, unit: images, basis: counted}\n"
        "license: {id: CC-BY-NC-4.0, source: paper}\naccess: {level: open, source: paper}\n"
        "parts:\n  - {id: human, kind: subset, name: ChartQA-H}",
        "chartqa",
    )
    data.add("roles: [training]\ntasks: [image-captioning]", "photos")
    return data.catalogue()


def row(catalogue: Catalogue, identifier: str, lang: str) -> Row:
    (only,) = rows(catalogue, [catalogue.datasets[identifier]], lang)
    return only


def test_a_row_says_what_a_table_shows_in_english(catalogue) -> None:
    shown = row(catalogue, "chartqa", "en")
    assert (shown.name, shown.path) == ("ChartQA", "datasets/chartqa/")
    assert shown.summary == Prose(SUMMARY, "en", wanted=False)
    assert shown.roles == (Word("training", "training"), Word("evaluation", "evaluation"))
    assert (shown.size, shown.size_basis) == ("900 images", Word("counted", "counted"))
    assert shown.commercial == Word("forbidden", "forbidden")
    assert [word.id for word in shown.licenses] == ["CC-BY-NC-4.0"]
    assert [word.id for word in shown.access] == ["open"]
    assert (shown.released, shown.released_text) == ("2022-03", "March 2022")
    assert shown.status.id == "sourced"


def test_a_row_says_the_same_in_chinese(catalogue, real) -> None:
    shown = row(catalogue, "chartqa", "zh")
    assert shown.summary == Prose(SUMMARY, "en", wanted=True)
    assert [word.label for word in shown.roles] == ["训练", "评测"]
    assert shown.size == "900 张图像"
    assert shown.released_text == "2022 年 3 月"
    assert shown.status.label == real.vocabularies["statuses"].item("sourced").zh


def test_what_a_record_does_not_say_is_empty(catalogue) -> None:
    shown = row(catalogue, "photos", "en")
    assert (shown.size, shown.size_basis, shown.released_text) == (None, None, None)
    assert (shown.licenses, shown.access) == ((), ())
    assert shown.commercial == Word("not-stated", "not stated")
    assert row(catalogue, "photos", "zh").commercial == Word("not-stated", "未说明")


@pytest.mark.parametrize(
    "words",
    [
        "chartqa",
        "chart questions",
        "york university",
        "chartqa-h",
        "drawn from the web",
        "训练",
        "图像",
    ],
)
def test_the_text_box_finds_names_publishers_parts_and_words_of_both_languages(
    catalogue, words: str
) -> None:
    for lang in ("en", "zh"):
        assert words in row(catalogue, "chartqa", lang).search


def test_what_the_text_box_looks_in_is_folded(catalogue) -> None:
    text = row(catalogue, "chartqa", "en").search
    assert text == text.casefold()


def test_a_facet_counts_the_rows_of_each_value_in_the_order_of_its_vocabulary(catalogue) -> None:
    shown = rows(catalogue, catalogue.newest(), "en")
    found = {facet.name: facet.choices for facet in facets(catalogue, shown, "en")}
    assert list(found) == ["roles", "modalities", "tasks", "commercial"]
    assert found["roles"] == (
        Choice("training", "training", 2),
        Choice("evaluation", "evaluation", 1),
    )
    assert [(choice.id, choice.count) for choice in found["modalities"]] == [
        ("text", 2), ("image", 2),
    ]  # fmt: skip
    assert [choice.id for choice in found["tasks"]] == [
        "image-captioning", "chart-question-answering",
    ]  # fmt: skip
    assert [choice.id for choice in found["commercial"]] == ["forbidden", "not-stated"]


def test_a_facet_has_no_value_that_no_row_has(catalogue) -> None:
    shown = rows(catalogue, [catalogue.datasets["photos"]], "zh")
    roles = facets(catalogue, shown, "zh")[0]
    assert roles.choices == (Choice("training", "训练", 1),)


def test_a_table_without_rows_has_empty_facets(catalogue) -> None:
    assert [facet.choices for facet in facets(catalogue, [], "en")] == [()] * 4
