"""What a pull request's build says: which records change, in which fields, and what is alike."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.github import command, pull_commands
from atlas.github.changes import changes
from atlas.github.preview import FIXES, Changed, FoundLink, parse_links, parse_preview


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *identity, "-C", folder, *arguments], capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def project(data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with three records; the data folder of ``data`` is in it."""
    data.add("source: paper\nsize: {value: 9, unit: charts}\nlanguages: [en]")
    data.add("links: {hub: https://huggingface.co/datasets/a/b}", "other")
    data.add("", "leaves")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    monkeypatch.setattr(pull_commands, "ROOT", tmp_path)
    (tmp_path / "event.json").write_text(json.dumps({"pull_request": {"number": 12}}))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    return tmp_path


def told(project: Path) -> dict[str, Changed]:
    target = project / "out" / "preview.json"
    arguments = ["preview-data", "--changed-since", "main", str(target)]
    result = CliRunner().invoke(command.github, arguments)
    assert result.exit_code == 0, result.output
    preview = parse_preview(target.read_bytes())
    assert preview.number == 12
    return {one.identifier: one for one in preview.records}


def test_each_change_is_told_by_field(data, project: Path) -> None:
    git(project, "checkout", "--quiet", "-b", "work")
    data.add("source: paper\nsize: {value: 10, unit: charts}\nreleased: '2024'\naliases: [Ex]")
    data.add("links: {hub: https://huggingface.co/datasets/A/B}", "a-copy")
    data.write("leaves.yaml", "name: [\n")
    (project / "data" / "other.yaml").unlink()
    found = told(project)
    assert found["example"].change == "edited"
    assert set(found["example"].fields) == {
        ("changed", "size[0].value"), ("new", "released"), ("new", "aliases"),
        ("gone", "languages"),
    }  # fmt: skip
    assert "license" in found["example"].missing
    assert (found["a-copy"].change, found["a-copy"].fields) == ("added", ())
    assert (found["leaves"].change, found["leaves"].status) == ("edited", "broken")
    assert (found["other"].change, found["other"].status) == ("removed", "gone")


def test_what_is_alike_is_told_of_new_names_only(data, project: Path) -> None:
    git(project, "checkout", "--quiet", "-b", "work")
    data.add("links: {hub: https://huggingface.co/datasets/A/B}", "a-copy")
    data.add("source: paper\nsize: {value: 10, unit: charts}")
    found = told(project)
    assert found["a-copy"].alike == (("address", "other"),)
    assert found["example"].alike == ()


def test_what_fix_would_change_is_told_by_kind(data, project: Path) -> None:
    git(project, "checkout", "--quiet", "-b", "work")
    data.add("links: {paper: 'arxiv:2203.10244'}", "untidy")
    fixes = told(project)["untidy"].fixes
    assert "shorthands" in fixes
    assert set(fixes) <= set(FIXES)


def test_verdicts_are_told_by_record_and_link(data, project: Path) -> None:
    found = project / "found.ndjson"
    found.write_text(
        json.dumps({"url": "https://huggingface.co/datasets/a/b", "verdict": "dead", "x": 1})
        + "\n" + json.dumps({"url": "https://example.org/", "verdict": "ok"}) + "\n"
    )  # fmt: skip
    target = project / "links.json"
    result = CliRunner().invoke(
        command.github, ["preview-links", "--found", str(found), str(target)]
    )
    assert result.exit_code == 0, result.output
    assert parse_links(target.read_bytes()).links == (FoundLink("other", "hub", "dead"),)


def test_lists_of_statements_are_compared_by_place_and_words_as_a_whole(data) -> None:
    before = data.record("source: paper\nsize: [{value: 9, unit: charts}]\nroles: [training]")
    after = data.record(
        "source: paper\nroles: [training, evaluation]\n"
        "size: [{value: 9, unit: charts}, {value: 3, unit: questions}]"
    )
    assert changes(before, after) == [("changed", "roles"), ("new", "size[1]")]
    assert changes(after, before) == [("changed", "roles"), ("gone", "size[1]")]
    assert changes(after, after) == []
