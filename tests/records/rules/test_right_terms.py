"""Chinese prose in the field's own terms."""

from __future__ import annotations

import pytest

from atlas.records import Dataset
from atlas.records.rules import Context
from atlas.records.rules.right_terms import RULE, wrong_terms
from atlas.records.vocabulary import Item, Vocabulary


def test_a_wrong_term_is_told_with_the_right_one_at_its_place(data) -> None:
    data.add("summary:\n  zh: 关于照片的视觉接地数据，每句话对应一个框。")
    assert data.problems() == [
        "example.yaml:2:7: summary.zh: says “视觉接地”; the term for visual grounding is 视觉定位"
        " [right-terms]"
    ]


def test_notes_and_labels_are_read_too(data) -> None:
    data.add(
        "notes:\n  - {kind: quality, zh: 回答未经检查，用于视觉指令调优。}\n"
        "parts:\n  - {id: train, kind: split, label: {en: training, zh: 训练分割集}}\nsource: paper"
    )
    assert [line.split(": ")[1] for line in data.lines_told("right-terms")] == [
        "notes[0].zh", "parts[0].label.zh",
    ]  # fmt: skip


def test_a_term_within_a_term_is_told_once(data) -> None:
    data.add("notes:\n  - {kind: quality, zh: 回答未经检查，用于视觉指令调优，视觉指令调优。}")
    assert len(data.lines_told("right-terms")) == 1


@pytest.mark.parametrize(
    "chinese",
    [
        "模型更直接地回答问题，不再复述题目，每题配一个简短答案。",
        "视频自带字幕，回答时可以参考字幕，每题有四个选项。",
        "作者把这一步叫作“视觉指令调优”，每条指令配一个回答。",
        "图中有戴口罩的人和公司执照，每张图配有一个问题。",
    ],
)
def test_what_is_right_in_another_sense_or_quoted_is_welcome(data, chinese: str) -> None:
    data.add(f"summary:\n  zh: {chinese}")
    assert data.problems() == []


def test_english_is_not_read(data) -> None:
    data.add("summary:\n  en: Questions about charts (视觉接地), with one short answer for each.")
    assert data.problems() == []


def test_without_a_glossary_nothing_is_told() -> None:
    content = {"id": "a", "name": "A", "summary": {"zh": "视觉接地数据"}}
    assert list(RULE.check(Dataset.model_validate(content), Context())) == []


def test_a_glossary_without_wrong_terms_tells_nothing() -> None:
    item = Item.model_validate(
        {"id": "a", "en": "a", "zh": "甲", "meaning": {"en": "A.", "zh": "甲。"}}
    )
    assert list(wrong_terms("乙", Vocabulary("glossary", (item,)))) == []
