"""What ``atlas coverage`` counts, on folders of a few records."""

from __future__ import annotations

import json

from click.testing import CliRunner

from atlas.catalogue.coverage import coverage
from atlas.cli import main


def test_an_empty_folder_is_counted_too(data) -> None:
    found = coverage(data.catalogue())
    assert (found.total, found.as_of, found.missing, found.oldest) == (0, None, {}, ())
    assert found.share("role", "training") == 0


def test_datasets_are_counted_by_what_they_are(data) -> None:
    data.add("roles: [training, evaluation]\nchecked: 2026-11-20", "a")
    data.add("checked: 2026-11-22", "b")
    data.add("modalities: [video, text]\ntasks: [video-captioning]", "c")
    found = coverage(data.catalogue())
    assert found.as_of == "2026-11-22"
    assert found.counts["status"] == {"verified": 0, "sourced": 0, "listed": 3, "collection": 0}
    assert found.counts["role"] == {"training": 3, "evaluation": 1}
    assert found.share("role", "evaluation") == 1 / 3
    assert found.counts["section"]["captions-video"] == 1
    assert found.counts["modality"]["video"] == 1
    assert found.oldest == (("a", "2026-11-20"), ("b", "2026-11-22"))


def test_a_record_wants_the_translation_of_each_text_that_lacks_one(data) -> None:
    both = (
        "summary:\n  en: Questions about charts drawn from the web, with answers.\n"
        "  zh: 关于网络图表的问题，每题配有一个简短的答案。"
    )
    data.add(both, "both")
    data.add(both + "\nnotes:\n  - {kind: quality, zh: 回答未经检查。}", "note-in-chinese")
    data.add(identifier="english")
    found = coverage(data.catalogue())
    assert found.counts["prose"] == {"en and zh": 1, "en": 1, "zh": 1}
    assert found.counts["translation wanted"] == {"en": 1, "zh": 1}


def test_texts_in_two_languages_of_which_no_one_has_all_are_mixed(data) -> None:
    data.add("notes:\n  - {kind: quality, zh: 回答未经检查。}")
    assert coverage(data.catalogue()).counts["prose"]["mixed"] == 1


def test_gaps_are_counted_by_field_and_a_collection_has_none(data) -> None:
    data.add(identifier="a")
    data.add("source: paper\nsize: {value: 5, unit: images}", "b")
    data.write(
        "all.yaml",
        "name: All\nsummary:\n  en: A collection of two datasets that ask about charts.\n"
        "members: [a, b]\n",
    )
    missing = coverage(data.catalogue()).missing
    assert missing["license"] == 2
    assert missing["size"] == 1
    assert list(missing.values()) == sorted(missing.values(), reverse=True)


def run(data, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["coverage", "--data", str(data.folder), *arguments])
    return done.exit_code, done.output


def test_the_command_prints_a_table_or_json(data) -> None:
    data.add("checked: 2026-11-22")
    code, table = run(data)
    assert code == 0
    assert table.startswith("1 datasets, as of 2026-11-22\n")
    assert "  training                         1   100%\n" in table
    code, text = run(data, "--format", "json")
    assert code == 0
    found = json.loads(text)
    assert found["counts"]["role"] == {"training": 1, "evaluation": 0}
    assert found["oldest"] == [["example", "2026-11-22"]]


def test_the_command_counts_nothing_where_a_record_is_wrong(data) -> None:
    data.add("roles: [trainin]")
    code, text = run(data)
    assert code == 1
    assert "atlas validate tells which" in text
