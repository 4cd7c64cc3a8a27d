"""``atlas fix`` as it is typed: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.cli import main

WRONG = "tasks: [chart-question-answering]\nname: A\nroles: [traning]"


@pytest.fixture
def fix(data):
    def run(*arguments: object) -> Result:
        command = ["fix", "--data", str(data.folder), *map(str, arguments)]
        return CliRunner().invoke(main, command)

    return run


def test_all_records_are_written_and_told(data, fix) -> None:
    path = data.add(WRONG)
    data.add("name: B", "other")
    result = fix()
    assert result.exit_code == 0
    assert "example.yaml: spelling; order of keys; traning → training" in result.output
    assert path.read_text().startswith("name: A\n")
    assert data.problems() == []
    assert fix("--check").exit_code == 0


def test_check_writes_nothing_and_fails(data, fix) -> None:
    path = data.add(WRONG)
    before = path.read_bytes()
    assert fix("--check").exit_code == 1
    assert path.read_bytes() == before


def test_diff_shows_what_would_change_and_writes_nothing(data, fix) -> None:
    path = data.write("example.yaml", "name: A\nroles: [traning]\n")
    before = path.read_bytes()
    result = fix("--diff")
    assert result.exit_code == 0
    assert "\n-roles: [traning]\n+roles: [training]\n" in result.stdout
    assert path.read_bytes() == before


def test_a_diff_shows_no_character_that_a_terminal_obeys(data, fix) -> None:
    data.write("example.yaml", 'roles: [traning]\nname: "\u202eA\u200b"\n')
    result = fix("--diff")
    assert "\\u202eA\\u200b" in result.stdout
    assert "\u202e" not in result.output


def test_only_named_files_change(data, fix) -> None:
    data.add(WRONG)
    other = data.add(WRONG.replace("name: A", "name: B"), "other")
    before = other.read_bytes()
    assert fix(data.folder / "example.yaml").exit_code == 0
    assert other.read_bytes() == before


def test_a_file_that_is_no_yaml_is_told_and_left(data, fix) -> None:
    path = data.write("example.yaml", "name: [")
    result = fix()
    assert result.exit_code == 1
    assert "cannot be read as YAML of a record; atlas validate says why" in result.output
    assert path.read_text() == "name: ["


def test_what_is_no_record_of_the_folder_is_not_touched(data, fix, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(WRONG)
    (data.folder / "linked.yaml").symlink_to(outside)
    for path in (outside, data.folder / "linked.yaml", data.folder / "vocabulary" / "roles.yaml"):
        before = path.read_bytes()
        assert fix(path).exit_code == 1
        assert path.read_bytes() == before


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    remote = "git@github.com:Us/Charts.git"
    subprocess.run([*git, "remote", "add", "origin", remote], check=True)
    return folder


def test_a_checkout_says_which_commit_was_read(data, fix, checkout: Path) -> None:
    path = data.add("name: A\nlinks:\n  code: https://github.com/us/charts")
    assert fix(path, "--checkout", f"code={checkout}").exit_code == 0
    commit = subprocess.run(
        ["git", "-C", str(checkout), "rev-parse", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    as_of = data.load_valid().records["example"].links["code"].as_of
    assert as_of
    assert commit.startswith(as_of)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://github.com/others/charts", "is a checkout of something else"),
        ("https://github.com/us/chart", "is a checkout of something else"),
    ],
)
def test_a_checkout_of_something_else_is_refused(data, fix, checkout, url: str, told: str) -> None:
    path = data.add(f"name: A\nlinks:\n  code: {url}")
    before = path.read_bytes()
    result = fix(path, "--checkout", f"code={checkout}")
    assert result.exit_code == 2
    assert told in " ".join(result.output.replace("│", " ").split())
    assert path.read_bytes() == before


def test_a_folder_without_a_commit_or_a_link_that_is_not_there_is_told(data, fix, tmp_path) -> None:
    path = data.add()
    for given in (f"paper={tmp_path}", f"code={tmp_path}", "paper"):
        assert fix(path, "--checkout", given).exit_code == 2
