"""How numbers, dates and prose are written in English and in Chinese."""

from __future__ import annotations

import pytest

from atlas.records import LoadResult
from atlas.records.model import Bilingual, Size
from atlas.views.prose import Prose, bytes_text, date_text, number_text, prose, size_text


def size(value: str = "900", unit: str = "videos", **more: str) -> Size:
    return Size.model_validate({"value": value, "unit": unit, **more})


@pytest.mark.parametrize(
    ("said", "en", "zh"),
    [
        (size(), "900 videos", "900 个视频"),
        (size("1"), "1 video", "1 个视频"),
        (size("0"), "0 videos", "0 个视频"),
        (size("163999", "images"), "163,999 images", "163,999 张图像"),
        (size("2.5", "hours"), "2.5 hours", "2.5 小时"),
        (size("1", "hours"), "1 hour", "1 小时"),
        (size(approximate="true"), "about 900 videos", "约 900 个视频"),
        (size(at_least="true"), "more than 900 videos", "超过 900 个视频"),
        (size("5", "captions", per="images"), "5 captions per image", "每张图像 5 条描述"),
        (
            size("30", "seconds", per="clips", statistic="mean", approximate="true"),
            "about 30 seconds per clip (mean)",
            "每个片段 约 30 秒（平均值）",
        ),
        (size("11", "seconds", statistic="min"), "11 seconds (minimum)", "11 秒（最小值）"),
        (size(basis="counted"), "900 videos", "900 个视频"),
    ],
)
def test_a_size_is_written_with_its_unit(real: LoadResult, said: Size, en: str, zh: str) -> None:
    assert size_text(said, "en", real.vocabularies) == en
    assert size_text(said, "zh", real.vocabularies) == zh


@pytest.mark.parametrize(
    ("partial", "en", "zh"),
    [
        ("2022", "2022", "2022 年"),
        ("2022-09", "September 2022", "2022 年 9 月"),
        ("2022-12-01", "1 December 2022", "2022 年 12 月 1 日"),
        ("2024-02-29", "29 February 2024", "2024 年 2 月 29 日"),
        ("2024-01-10", "10 January 2024", "2024 年 1 月 10 日"),
    ],
)
def test_a_date_is_as_exact_as_the_record_says(partial: str, en: str, zh: str) -> None:
    assert date_text(partial, "en") == en
    assert date_text(partial, "zh") == zh


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1000, "1,000"), (10**9, "1,000,000,000")]
)
def test_numbers_are_grouped_by_thousands(value: int, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_500_000, "1.5 MB"),
        (101_000_000_000, "101 GB"), (2_300_000_000_000, "2.3 TB"), (5 * 10**15, "5000 TB"),
    ],
)  # fmt: skip
def test_bytes_are_written_in_powers_of_ten(value: int, text: str) -> None:
    assert bytes_text(value) == text


def test_prose_in_the_pages_language_is_shown_as_it_is() -> None:
    words = Bilingual(en="Mind this.", zh="小心。")
    assert prose(words, "en") == Prose("Mind this.", "en", wanted=False)
    assert prose(words, "zh") == Prose("小心。", "zh", wanted=False)


def test_prose_in_the_other_language_says_so_and_wants_a_translation() -> None:
    assert prose(Bilingual(en="Mind this."), "zh") == Prose("Mind this.", "en", wanted=True)
    assert prose(Bilingual(zh="小心。"), "en") == Prose("小心。", "zh", wanted=True)


def test_bytes_that_round_up_to_a_thousand_take_the_next_unit() -> None:
    assert [bytes_text(999), bytes_text(999_499), bytes_text(999_999)] == [
        "999 B",
        "999 kB",
        "1.0 MB",
    ]
