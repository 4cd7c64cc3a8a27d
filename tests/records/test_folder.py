"""Every file of the data folder is a record, or is told to be none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from atlas.records import load_all

ENDING = "does not end in .yaml; rename it (records end in .yaml, lower case) or move it away"


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("example.yml", ENDING),
        ("example.YAML", ENDING),
        ("notes.txt", ENDING),
        (".example.yaml", "is a hidden file; records are not hidden"),
        (".DS_Store", "is a hidden file; records are not hidden"),
        ("index.yaml", "“index” is a reserved name; choose another id"),
        ("con.yaml", "“con” is a reserved name; choose another id"),
        ("com1.yaml", "“com1” is a reserved name; choose another id"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_record_is_told(data, name: str, complaint: str) -> None:
    data.write(name, "name: A\n")
    assert data.problems() == [f"{name}:1:1: {complaint} [files]"]


@pytest.mark.parametrize(
    "name",
    ["ChartQA.yaml", "chart_qa.yaml", "chart qa.yaml", "图表.yaml", "a" * 81 + ".yaml", "-.yaml"],
)
def test_a_name_that_is_no_id_is_told_how_ids_are_written(data, name: str) -> None:
    data.write(name, "name: A\n")
    assert data.problems() == [
        f"{name}:1:1: the file's name is the record's id: lower-case ASCII words joined by hyphens,"
        " at most 80 characters [files]"
    ]


def test_a_symbolic_link_is_not_followed(data, tmp_path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("name: Secret\n")
    (data.folder / "linked.yaml").symlink_to(outside)
    (data.folder / "dangling.yaml").symlink_to(tmp_path / "nowhere")
    assert data.problems() == [
        f"{name}.yaml:1:1: is a symbolic link; a record is a file of its own [files]"
        for name in ("dangling", "linked")
    ]


def test_a_pipe_does_not_hang_the_run(data) -> None:
    os.mkfifo(data.folder / "pipe.yaml")
    assert data.problems() == [
        "pipe.yaml:1:1: is not a regular file; a record is one YAML file [files]"
    ]


def test_a_folder_named_like_a_record_is_told(data) -> None:
    (data.folder / "example.yaml").mkdir()
    assert data.problems() == ["example.yaml:1:1: is a folder; a record is one file [files]"]


def test_an_unknown_folder_is_told_with_the_nearest_known_one(data) -> None:
    (data.folder / "model").mkdir()
    (data.folder / "zzz").mkdir()
    assert data.problems() == [
        "model:1:1: is a folder that the Atlas does not know; did you mean models? [files]",
        "zzz:1:1: is a folder that the Atlas does not know [files]",
    ]


def test_the_known_folders_may_stand_there(data) -> None:
    for name in ("models", "leaderboards", "schema", "observed"):
        (data.folder / name).mkdir()
    (data.folder / "observed" / "anything.json").write_text("{}")
    assert data.problems() == []


def test_a_file_that_cannot_be_opened_is_told(data, monkeypatch) -> None:
    path = data.add()

    really = type(path).read_bytes

    def read_bytes(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return really(self)

    monkeypatch.setattr(type(path), "read_bytes", read_bytes)
    assert data.problems() == ["example.yaml:1:1: cannot be read: Permission denied [files]"]


def test_other_files_are_judged_although_one_is_broken(data) -> None:
    data.write("broken.yaml", "[")
    data.add("tasks: [no-such-task]", "example")
    places = [problem.split(":")[0] for problem in data.problems()]
    assert places == ["broken.yaml", "example.yaml"]


def test_a_mistake_in_a_vocabulary_is_told_and_judges_no_record(data) -> None:
    data.write("vocabulary/takes.yaml", "- id: media\n  en: media\n")
    data.add("tasks: [no-such-task]")
    assert data.problems() == [
        "vocabulary/takes.yaml:1:3: [0].meaning: Field required [vocabulary]",
        "vocabulary/takes.yaml:1:3: [0].zh: Field required [vocabulary]",
    ]


def test_a_word_that_stands_twice_in_a_vocabulary_is_told(data) -> None:
    path = data.folder / "vocabulary" / "takes.yaml"
    item = "- id: URLS\n  en: a\n  zh: 甲\n  meaning: {en: a, zh: 甲}\n"
    path.write_text(path.read_text(encoding="utf-8") + item, encoding="utf-8")
    (problem,) = data.problems()
    assert problem.endswith("id: stands twice [vocabulary]")


def test_a_vocabulary_that_is_missing_is_told_by_the_records_that_use_it(data) -> None:
    (data.folder / "vocabulary" / "units.yaml").unlink()
    data.add("source: paper\nsize: {value: 900, unit: videos}")
    assert data.problems() == [
        "example.yaml:2:26: size.unit: has no list of words to choose from:"
        " data/vocabulary/units.yaml is missing [types]"
    ]


def test_asking_about_one_file_does_not_hide_that_nothing_could_be_judged(data) -> None:
    path = data.add("tasks: [no-such-task]")
    data.write("vocabulary/takes.yaml", "- {}\n")
    assert load_all(data.folder, only=[path]).problems != []


def test_asking_about_one_file_leaves_out_the_problems_of_others(data) -> None:
    data.write("broken.yaml", "[")
    path = data.add("tasks: [no-such-task]")
    assert [item.path for item in load_all(data.folder, only=[path]).problems] == [path]
    assert load_all(data.folder, only=[]).problems == []
