"""When records were added and changed, from git; and what a build calls now."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from atlas.catalogue.history import History, read_history, today


class Repository:
    """A git repository of the test's own, whose commits have days."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.data.mkdir(parents=True)
        self.git("init", "--quiet")

    def git(self, *arguments: str, day: str = "2026-01-01") -> None:
        when = f"{day}T12:00:00+0000"
        names = {
            f"GIT_{who}_{what}": "a@b.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        environment = {
            **os.environ, **names, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when,
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        }  # fmt: skip
        subprocess.run(["git", *arguments], cwd=self.folder, env=environment, check=True)

    def commit(self, day: str, **files: str | None) -> None:
        """Commits files of the data folder; None takes one away."""
        for name, content in files.items():
            path = self.data / f"{name}.yaml"
            path.unlink() if content is None else path.write_text(content, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def test_a_file_was_added_by_its_first_commit_and_changed_by_its_last(repository) -> None:
    repository.commit("2026-01-05", a="1", b="1")
    repository.commit("2026-02-06", a="2")
    repository.commit("2026-03-07", c="1")
    assert read_history(repository.data) == History(
        added={"a.yaml": "2026-01-05", "b.yaml": "2026-01-05", "c.yaml": "2026-03-07"},
        changed={"a.yaml": "2026-02-06", "b.yaml": "2026-01-05", "c.yaml": "2026-03-07"},
    )


def test_a_file_that_came_back_was_added_the_first_time(repository) -> None:
    repository.commit("2026-01-05", a="1")
    repository.commit("2026-02-06", a=None)
    repository.commit("2026-03-07", a="1")
    history = read_history(repository.data)
    assert (history.added["a.yaml"], history.changed["a.yaml"]) == ("2026-01-05", "2026-03-07")


def test_files_outside_the_data_folder_or_deeper_in_it_do_not_count(repository) -> None:
    (repository.folder / "README.yaml").write_text("x")
    (repository.data / "vocabulary").mkdir()
    (repository.data / "vocabulary" / "a.yaml").write_text("x")
    repository.commit("2026-01-05", b="1")
    assert read_history(repository.data).added == {"b.yaml": "2026-01-05"}


def test_an_uncommitted_file_has_no_day(repository) -> None:
    repository.commit("2026-01-05", a="1")
    (repository.data / "new.yaml").write_text("x")
    assert "new.yaml" not in read_history(repository.data).added


def test_a_repository_without_a_commit_knows_nothing_yet(repository) -> None:
    assert read_history(repository.data) == History()


def test_a_shallow_clone_does_not_pretend_to_know(repository, tmp_path) -> None:
    repository.commit("2026-01-05", a="1")
    repository.commit("2026-02-06", a="2")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.folder}", str(clone))
    assert read_history(clone / "data") == History(why="this is a shallow clone")


def test_a_folder_outside_git_does_not_pretend_to_know(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_history(tmp_path) == History(why="this is not a git checkout")


def test_a_machine_without_git_does_not_pretend_to_know(repository, monkeypatch) -> None:
    repository.commit("2026-01-05", a="1")
    monkeypatch.setenv("PATH", "")
    assert read_history(repository.data) == History(why="this is not a git checkout")
    assert today(repository.data, ["2025-05-05"]) == date(2025, 5, 5)


def test_the_days_reach_the_entries(data) -> None:
    data.add()
    data.add("", "other")
    history = History({"example.yaml": "2026-01-05"}, {"example.yaml": "2026-02-06"})
    datasets = data.catalogue(history).datasets
    assert (datasets["example"].added, datasets["example"].changed) == ("2026-01-05", "2026-02-06")
    assert (datasets["other"].added, datasets["other"].changed) == (None, None)


class TestToday:
    @pytest.fixture(autouse=True)
    def no_epoch(self, monkeypatch) -> None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def test_the_environment_comes_first(self, repository, monkeypatch) -> None:
        repository.commit("2026-02-06", a="1")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert today(repository.data, ["2026-03-03"]) == date(2023, 11, 14)

    @pytest.mark.parametrize("epoch", ["", "yesterday", "-5", "１７"])
    def test_an_environment_that_says_no_number_is_passed_over(
        self, repository, monkeypatch, epoch: str
    ) -> None:
        repository.commit("2026-02-06", a="1")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert today(repository.data, []) == date(2026, 2, 6)

    def test_then_the_commit(self, repository) -> None:
        repository.commit("2026-02-06", a="1")
        repository.commit("2026-03-07", a="2")
        assert today(repository.data, ["2026-09-09"]) == date(2026, 3, 7)

    def test_then_the_newest_day_of_checking(self, tmp_path, monkeypatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        assert today(tmp_path, ["2025-01-01", None, "2025-05-05"]) == date(2025, 5, 5)

    def test_then_the_first_day_of_the_projects_data(self, tmp_path, monkeypatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        assert today(tmp_path, []) == date(2026, 11, 23)
        assert today(tmp_path, [None]) == date(2026, 11, 23)
