"""The rows of a table, in one language."""

from __future__ import annotations

import pytest

from atlas.catalogue import Catalogue
from atlas.views.prose import Prose
from atlas.views.rows import Row, Word, rows

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
    assert shown.commercial == Word("not-recorded", "not recorded")
    assert row(catalogue, "photos", "zh").commercial == Word("not-recorded", "未记录")


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("en", ["not stated", "searched, not found", "not recorded", "none, says the source"]),
        ("zh", ["来源未说明", "查无结果", "未记录", "来源称无"]),
    ],
)
def test_each_kind_of_nothing_is_told_by_its_own_words(data, lang: str, labels: list[str]) -> None:
    data.add(
        "source: paper\nabsent:\n  license: {why: not-stated, source: paper}\n"
        "  access: {why: not-found, source: paper}\n  released: {why: none, source: paper}"
    )
    lacks = row(data.catalogue(), "example", lang).lacks
    shown = [lacks[name].label for name in ("license", "access", "size", "released")]
    assert shown == labels


def test_what_is_there_lacks_nothing(catalogue) -> None:
    assert row(catalogue, "chartqa", "en").lacks == {}
