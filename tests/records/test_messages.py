"""What a contributor reads: whole lines, each with its place and the way out."""

from __future__ import annotations

import re

import pytest

from atlas.printable import printable
from atlas.records.load import MAX_PROBLEMS
from atlas.records.problem import nearest

RAW = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def test_an_unknown_key_is_told_with_the_nearest_one(data) -> None:
    data.add("licence: MIT\n")
    assert data.problems() == [
        "example.yaml:1:1: licence: is not a key that a record has here; allowed: roles,"
        " modalities, tasks, contains, languages, released, source, sources, size, license, access,"
        " creation and 14 more; did you mean license? [keys]"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "source: paper\nevaluation: {anwers: number}",
            "2:14: evaluation.anwers: is not a key that a record has here; allowed: source, since,"
            " until, expect, answers, scoring, labels; did you mean answers? [keys]",
        ),
        (
            "absent:\n  license: {why: none, sorce: paper, source: paper}",
            "2:24: absent.license.sorce: is not a key that a record has here; allowed: why, source;"
            " did you mean source? [keys]",
        ),
        (
            "notes:\n  - {kind: caution, en: Mind this., zhh: 小心}",
            "2:37: notes[0].zhh: is not a key that a record has here; allowed: en, zh, kind, about,"
            " of, source; did you mean zh? [keys]",
        ),
        (
            "members: [{id: example, form_part: x}]",
            "1:25: members[0].form_part: is not a key that a record has here; allowed: id,"
            " from_part; did you mean from_part? [keys]",
        ),
    ],
)
def test_an_unknown_key_deep_inside_is_told_with_the_keys_of_that_place(
    data, text: str, line: str
) -> None:
    data.add(text)
    assert f"example.yaml:{line}" in data.problems()


@pytest.mark.parametrize("key", ["paper", "url", "my-link"])
def test_an_unknown_key_of_a_link_is_told_whatever_the_link_is_called(data, key: str) -> None:
    data.add(f"links:\n  {key}: {{kind: paper, url: 'https://arxiv.org/', asof: v2}}")
    (problem,) = data.problems()
    assert f"links.{key}.asof: is not a key that a record has here; allowed: kind, url" in problem
    assert problem.endswith("; did you mean as_of? [keys]")


def test_a_misspelt_word_is_told_with_the_words_and_the_nearest(data) -> None:
    data.add("modalities: [image, vidoe]")
    assert data.problems() == [
        "example.yaml:1:21: modalities[1]: “vidoe” is not in data/vocabulary/modalities.yaml;"
        " allowed: text, image, video, audio, volume, time-series; did you mean video? [vocabulary]"
    ]


def test_a_word_may_be_meant_by_its_label_in_either_language(data) -> None:
    data.add("roles: 训练\nmodalities: [Images]")
    roles, modalities = data.problems()
    assert roles.endswith("; did you mean training? [vocabulary]")
    assert modalities.endswith("; did you mean image? [vocabulary]")


def test_a_long_list_of_words_is_cut_and_counted(data) -> None:
    data.add("tasks: [zzzzzzzz]")
    (problem,) = data.problems()
    assert re.search(r"; allowed: ([\w-]+, ){11}[\w-]+ and \d+ more \[vocabulary\]$", problem)


@pytest.mark.parametrize("case", ["mit", "MIT", "Mit"])
def test_a_license_is_known_in_any_case(data, case: str) -> None:
    record = data.record(f"license: {{id: {case}, source: paper}}")
    assert record.license[0].id == "MIT"


def test_a_missing_key_is_told_at_the_first_line_of_the_record(data) -> None:
    data.write("example.yaml", "# a comment\nroles: [training]\ntasks: [image-captioning]\n")
    assert data.problems() == [
        "example.yaml:2:1: links: is missing; a record needs it (a collection needs members"
        " instead) [required-keys]",
        "example.yaml:2:1: modalities: is missing; a record needs it (a collection needs members"
        " instead) [required-keys]",
        "example.yaml:2:1: name: is missing [required-keys]",
        "example.yaml:2:1: summary: is missing [required-keys]",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "source: paper\nsize: {value: 1_000, unit: images}",
            "2:15: size.value: “1_000” is not a plain number; write digits only, such as 163999 or"
            " 2.5 [types]",
        ),
        (
            "source: paper\nsize:\n  - {value: 1e5, unit: images}",
            "3:13: size[0].value: “1e5” is not a plain number; write digits only, such as 163999 or"
            " 2.5 [types]",
        ),
        ("source: paper\nsize: {value: 5}", "2:7: size.unit: is missing [required-keys]"),
        (
            "source: paper\nsize: {value: 5, unit: images, approximate: yes}",
            "2:45: size.approximate: “yes” is neither true nor false; allowed: true, false"
            " [vocabulary]",
        ),
        (
            "released: 2023-02-30\nsource: paper",
            "1:11: released: “2023-02-30” is a date that does not exist [types]",
        ),
        (
            "links: {paper: [https://arxiv.org/]}",
            "1:16: links.paper: must be a mapping of keys to values, not a list [types]",
        ),
        ("name: [A, B]", "1:7: name: must be text, not a list [types]"),
        ("name: ''", "1:7: name: is empty; write a value or take the key out [types]"),
        (f"name: {'x' * 201}", "1:7: name: is longer than 200 characters [types]"),
        ("parts: {id: a, kind: split}", "1:8: parts: must be a list, not a mapping [types]"),
        ("summary: {}", "1:10: summary: holds neither en nor zh; write at least one [types]"),
        (
            "id: other",
            "1:1: id: the file's name is the id; take this key out [keys]",
        ),
        (
            "source: paper\nderived_from: {relation: annotates}",
            "2:15: derived_from: give either id (it has a record) or name (it has none yet)"
            " [types]",
        ),
        (
            "links: {My Paper: 'https://arxiv.org/', paper: 'https://arxiv.org/'}",
            "1:19: links.My Paper: “My Paper” is not an id; ids are lower-case words joined by"
            " hyphens [types]",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_told_at_its_place(data, text: str, line: str) -> None:
    data.add(text)
    assert f"example.yaml:{line}" in data.problems()


def test_a_short_form_is_told_where_it_was_written(data) -> None:
    data.add("license: MTI\naccess: opne\nsource: papr")
    assert [problem.partition(";")[0] for problem in data.problems()] == [
        "example.yaml:1:10: license.id: “MTI” is not in data/vocabulary/licenses.yaml",
        "example.yaml:2:9: access.level: “opne” is not in data/vocabulary/access-levels.yaml",
        "example.yaml:3:9: source: “papr” is not the key of a link of this record",
    ]


def test_a_record_broken_in_five_ways_is_told_five_places(data) -> None:
    data.write(
        "example.yaml",
        "name: Example\n"
        "summary:\n"
        "  en: Too short.\n"
        "roles: [traning]\n"
        "modalities: [image]\n"
        "tasks: [image-captioning]\n"
        "links:\n"
        "  paper: ftp://example.org/a\n"
        "source: paper\n"
        "size: {value: 1_000, unit: images}\n"
        "released: 2999\n",
    )
    assert data.problems() == [
        "example.yaml:3:7: summary.en: is too short with 10 characters; write 40 to 400"
        " [text-length]",
        "example.yaml:4:9: roles[0]: “traning” is not in data/vocabulary/roles.yaml; allowed:"
        " training, evaluation; did you mean training? [vocabulary]",
        "example.yaml:8:10: links.paper.url: is not an http:// or https:// address [urls]",
        "example.yaml:10:15: size.value: “1_000” is not a plain number; write digits only, such as"
        " 163999 or 2.5 [types]",
        "example.yaml:11:11: released: 2999 is in the future; today is 2026-11-24 [past-dates]",
    ]


def test_a_link_that_cannot_be_named_does_not_hide_other_mistakes(data) -> None:
    data.add("links: {My Paper: 'https://arxiv.org/'}\nreleased: 2999\nsource: paper")
    assert any("2999 is in the future" in problem for problem in data.problems())


def test_one_broken_link_does_not_hide_another(data) -> None:
    data.add("links:\n  home: []\n  paper: ftp://example.org/")
    home, paper = data.problems()
    assert home.startswith("example.yaml:2:9: links.home: must be a mapping")
    assert paper.startswith("example.yaml:3:10: links.paper.url: is not an http")


def test_a_part_that_is_broken_is_not_told_again_by_who_names_it(data) -> None:
    data.add("parts:\n  - {id: train, kind: split, size: x}")
    data.add("source: paper\nderived_from: {id: example, from_part: train}", "other")
    assert [problem.split(":")[0] for problem in data.problems()] == ["example.yaml"]


def test_a_record_that_is_broken_is_not_told_again_by_who_names_it(data) -> None:
    data.write("example.yaml", "[")
    data.add("source: paper\nderived_from: example", "other")
    assert [problem.split(":")[0] for problem in data.problems()] == ["example.yaml"]


def test_the_problems_of_a_hostile_file_are_bounded_and_visible(data) -> None:
    keys = "".join(f'"k{i}\\u202e\\e[31m": {"x" * 40}\n' for i in range(900))
    data.add(keys)
    problems = data.problems()
    assert len(problems) == MAX_PROBLEMS + 1
    assert re.search(r"and \d+ more problems in this file$", problems[-1])
    assert not any(RAW.search(problem) for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        'tasks: ["\\e[31m\\u202e\\u2028x"]',
        f"tasks: [{'y' * 5000}]",
        '"\\x07\\n": 1',
        f"{'k' * 900}: 1",
        f"links: {{{'L' * 900}: 'https://arxiv.org/'}}",
        "sources: {paper: [" + ", ".join(f"{'r' * 90}{i}" for i in range(200)) + "]}",
    ],
)
def test_no_message_holds_a_control_character_or_is_endless(data, text: str) -> None:
    data.add(text)
    problems = data.problems()
    assert problems
    for problem in problems:
        assert not RAW.search(problem.replace("\n", ""))
        assert "\n" not in problem
        assert len(problem) < 2500


def test_many_aliases_of_one_name_are_told_quickly(data) -> None:
    data.add("aliases: [" + "a, " * 5000 + "b]")
    assert len(data.problems()) == MAX_PROBLEMS + 1


@pytest.mark.parametrize(
    ("raw", "visible"),
    [
        ("a\nb", r"a\u000ab"),
        ("\x1b[31m", r"\u001b[31m"),
        ("\u202e\u061c\u00ad\u2060", r"\u202e\u061c\u00ad\u2060"),
        ("\udcff", r"\udcff"),
        ("图表 é “x”", "图表 é “x”"),
    ],
)
def test_invisible_characters_are_made_visible(raw: str, visible: str) -> None:
    # ascii() keeps a lone surrogate out of the report of a failure, which could not be written.
    assert ascii(printable(raw)) == ascii(visible)


def test_the_nearest_word_ignores_case_and_gives_up_on_the_rest() -> None:
    assert nearest("VIDEOS", ["video", "audio"]) == "video"
    assert nearest("qqq", ["video", "audio"]) is None
