"""Which records may be one dataset under two names."""

from __future__ import annotations

import pytest

from atlas.catalogue.similar import similar


def found(data, identifier: str = "example") -> list[tuple[str, str]]:
    return similar(data.load_valid().records, identifier)


@pytest.mark.parametrize(
    ("name", "alike"),
    [("Chart Question Set", True), ("ChartQuestionSets", True), ("chart_question-set", True),
     ("Chart Question Set 2", False), ("Table Question Set", False), ("Charts", False)],
)  # fmt: skip
def test_names_are_alike_but_for_a_number(data, name: str, alike: bool) -> None:
    data.add("name: ChartQuestionSet")
    data.add(f"name: {name}", "other")
    assert found(data) == ([("name", "other")] if alike else [])


def test_short_names_are_alike_by_chance(data) -> None:
    data.add("name: MMMU")
    data.add("name: MMMX", "other")
    assert found(data) == []


def test_an_alias_counts(data) -> None:
    data.add("name: Something\naliases: [ChartQuestionSet]")
    data.add("name: Chart Question-Set", "other")
    assert found(data) == [("name", "other")]


def test_one_address_of_two_records_counts_and_that_of_a_family_does_not(data) -> None:
    data.add("links: {hub: https://huggingface.co/datasets/a/b}")
    data.add("links: {hub: https://huggingface.co/datasets/A/B/}", "other")
    assert found(data) == [("address", "other")]
    data.add("links: {code: 'https://huggingface.co/datasets/a/b#readme'}", "third")
    assert found(data) == []


def test_a_shared_paper_is_no_sign(data) -> None:
    data.add()
    data.add("", "other")
    assert found(data) == []


def test_what_the_record_tells_apart_itself_is_left_out(data) -> None:
    data.add("name: ChartQuestionSet\nnot_to_be_confused_with: [other]")
    data.add("name: Chart Question Set", "other")
    assert found(data) == []
