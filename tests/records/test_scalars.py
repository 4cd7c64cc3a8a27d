"""What text means in a field that wants a number, a date, yes or no, a version or an id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from atlas.records.scalars import (
    parse_as_of,
    parse_flag,
    parse_full_date,
    parse_id,
    parse_partial_date,
    parse_quantity,
)


def refusal(parse: Callable[[Any], object], value: object) -> str:
    with pytest.raises(PydanticCustomError) as caught:
        parse(value)
    return str(caught.value.context["sentence"])


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("163999", 163999), ("2.5", 2.5), ("0.125", 0.125), ("9" * 15, 10**15 - 1)],
)  # fmt: skip
def test_plain_digits_are_a_number(text: str, number: float) -> None:
    assert parse_quantity(text) == number
    assert type(parse_quantity(text)) is type(number)


@pytest.mark.parametrize(
    "text",
    [
        "1_000", "0x10", "010", "190:20:30", "1e5", "+5", "-1", "１２３", "٣", "1,000", "1 000",
        "1.", ".5", "2.5000", "1.2.3", "inf", ".inf", "nan", "0o7", "900 videos", "9" * 16, "5\n",
    ],
)  # fmt: skip
def test_what_yaml_may_take_for_a_number_is_refused(text: str) -> None:
    assert refusal(parse_quantity, text).endswith(
        " is not a plain number; write digits only, such as 163999 or 2.5"
    )


@pytest.mark.parametrize(
    ("value", "name"), [("", "an empty value"), ([], "a list"), ({}, "a mapping")]
)
def test_what_is_no_text_is_called_by_its_kind(value: object, name: str) -> None:
    assert refusal(parse_quantity, value).startswith(f"{name} is not a plain number")
    assert refusal(parse_partial_date, value).startswith(f"{name} is not a date")


@pytest.mark.parametrize("text", ["2023", "2023-02", "2024-02-29", "0001"])
def test_a_date_is_as_exact_as_its_source(text: str) -> None:
    assert parse_partial_date(text) == text


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13", "2023-00", "2023-02-29", "0000"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    assert refusal(parse_partial_date, text) == f"“{text}” is a date that does not exist"


@pytest.mark.parametrize(
    "text", ["23", "2023-2", "2023/02", "2023-02-1", "May 2023", "２０２３", "20230201", "2023-"]
)
def test_another_spelling_of_a_date_is_refused(text: str) -> None:
    assert refusal(parse_partial_date, text) == (
        f"“{text}” is not a date; write 2023, 2023-02 or 2023-02-28"
    )


def test_checked_wants_the_day() -> None:
    assert parse_full_date("2026-11-23") == "2026-11-23"
    assert refusal(parse_full_date, "2026-11") == (
        "“2026-11” is not a full date; write it as 2026-11-23"
    )


def test_true_and_false_are_the_only_flags() -> None:
    assert parse_flag("true") is True
    assert parse_flag("false") is False


@pytest.mark.parametrize("text", ["yes", "no", "on", "off", "True", "TRUE", "y", "1", "", "~"])
def test_other_words_for_yes_and_no_are_refused(text: str) -> None:
    assert "is neither true nor false" in refusal(parse_flag, text)


@pytest.mark.parametrize(
    "text", ["991e849", "2cbf831", "a" * 40, "2024-05-01", "2024", "v2", "1.0", "V1.2.3"]
)
def test_a_commit_a_date_or_a_version_says_what_was_read(text: str) -> None:
    assert parse_as_of(text) == text


@pytest.mark.parametrize(
    "text", ["main", "abc", "a" * 41, "2CBF831", "yesterday", "2023-02-30", ""]
)
def test_a_branch_does_not_say_what_was_read(text: str) -> None:
    assert "does not name a version; write the commit" in refusal(parse_as_of, text)


@pytest.mark.parametrize("text", ["coco", "mme-2", "3d", "a" * 80])
def test_ids_are_lower_case_words_joined_by_hyphens(text: str) -> None:
    assert parse_id(text) == text


@pytest.mark.parametrize(
    "text", ["", "COCO", "a_b", "a--b", "-a", "a-", "é", "ａ", "a b", "a" * 81, "a\n"]
)
def test_other_ids_are_refused(text: str) -> None:
    assert refusal(parse_id, text).endswith(
        " is not an id; ids are lower-case words joined by hyphens"
    )


def test_a_long_value_is_cut_in_the_message() -> None:
    assert len(refusal(parse_quantity, "x" * 10_000)) < 250
