"""``atlas github propose`` and ``record`` as workflows call them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from api_server import Answers, api
from click.testing import CliRunner, Result

from atlas.github import command, record_commands
from atlas.github.comments import AUTHOR

BASE = "b" * 40
FILE = "data/wanted.csv"


def answers(**changes: object) -> Answers:
    return {
        "GET git/matching-refs/heads/intake": [],
        "GET git/ref/heads/main": {"object": {"sha": BASE}},
        f"GET git/commits/{BASE}": {"tree": {"sha": "c" * 40}},
        "POST git/trees": {"sha": "d" * 40}, "POST git/commits": {"sha": "e" * 40},
        "POST git/refs": {}, "GET pulls?state=open&head=some%3Aintake": [],
        "POST pulls": {"number": 3}, **changes,
    }  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose data/wanted.csv differs from its last commit."""
    root = tmp_path / "checkout"
    (root / "data").mkdir(parents=True)
    (root / FILE).write_text("name,links,lists\n", encoding="utf-8")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"]):
        subprocess.run(["git", *identity, "-C", root, *words], check=True)
    (root / FILE).write_text("name,links,lists\n集,https://a.org/,a\n", encoding="utf-8")
    (root / "told.md").write_text("Unchecked.\n", encoding="utf-8")
    monkeypatch.setattr(record_commands, "ROOT", root)
    return root


def propose(
    root: Path, made: Answers, *, ran_for: str = "schedule", ref: str = "refs/heads/main",
    branch: str = "intake",
) -> tuple[Result, dict[str, object]]:  # fmt: skip
    event = root.parent / "event.json"
    event.write_text(json.dumps({"repository": {"default_branch": "main"}}), encoding="utf-8")
    with api(made) as (server, asked):
        names = {
            "API_URL": server.address, "REPOSITORY": "some/atlas", "TOKEN": "a-token", "REF": ref,
            "EVENT_NAME": ran_for, "EVENT_PATH": str(event), "SERVER_URL": "https://github.com",
        }  # fmt: skip
        words = ["propose", "--branch", branch, "--title", "Names", "--body", str(root / "told.md")]
        environment = {f"GITHUB_{name}": value for name, value in names.items()}
        command_line = [*words, str(root / FILE)]
        result = CliRunner().invoke(command.github, command_line, env=environment)
    return result, dict(asked.changes)


def test_a_changed_file_becomes_a_pull_request(checkout: Path) -> None:
    result, changes = propose(checkout, answers())
    assert result.output == "Pull request 3 proposes it.\n"
    assert changes["POST git/trees"]["tree"] == [
        {"path": FILE, "mode": "100644", "type": "blob",
         "content": "name,links,lists\n集,https://a.org/,a\n"}
    ]  # fmt: skip
    assert changes["POST pulls"] == {
        "title": "Names", "body": "Unchecked.\n", "head": "intake", "base": "main",
    }  # fmt: skip


def test_a_file_that_is_as_it_was_is_not_proposed(checkout: Path) -> None:
    (checkout / FILE).write_text("name,links,lists\n", encoding="utf-8")
    result, changes = propose(checkout, answers())
    assert (result.exit_code, changes) == (0, {})


@pytest.mark.parametrize(
    ("ran_for", "ref", "branch"),
    [("pull_request", "refs/pull/1/merge", "intake"), ("push", "refs/heads/main", "intake"),
     ("issues", "refs/heads/main", "intake"), ("", "refs/heads/main", "intake"),
     ("workflow_dispatch", "refs/heads/other", "intake"), ("schedule", "refs/heads/main", "main"),
     ("schedule", "refs/heads/main", "../x"), ("schedule", "refs/heads/main", "link-state1")],
)  # fmt: skip
def test_no_other_run_and_no_other_branch_is_written(
    checkout: Path, ran_for: str, ref: str, branch: str
) -> None:
    result, changes = propose(checkout, answers(), ran_for=ran_for, ref=ref, branch=branch)
    assert result.exit_code in (1, 2)
    assert changes == {}


def test_a_branch_that_somebody_works_on_is_left_alone(checkout: Path) -> None:
    refs = [{"ref": "refs/heads/intake", "object": {"sha": "f" * 40}}]
    for login, written in (("some-one", False), (AUTHOR, True)):
        made = answers(**{
            "GET git/matching-refs/heads/intake": refs,
            f"GET commits/{'f' * 40}": {"author": {"login": login}},
            "PATCH git/refs/heads/intake": {},
        })  # fmt: skip
        result, changes = propose(checkout, made)
        assert result.exit_code == 0
        assert bool(changes) is written


def test_a_refusal_of_github_is_told_without_the_token(checkout: Path) -> None:
    result, _ = propose(checkout, answers(**{"POST git/trees": 422}))
    assert result.exit_code == 1
    assert result.stderr == "Error: POST git/trees was answered 422.\n"
    result, _ = propose(checkout, answers(**{"POST pulls": 403}))
    assert "may not open pull requests here" in result.output


def test_record_does_nothing_where_the_label_is_another(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"action": "labeled", "label": {"name": "dataset"}, "issue": {}}))
    with api({}) as (server, asked):
        names = {
            "API_URL": server.address, "REPOSITORY": "some/atlas", "TOKEN": "a-token",
            "EVENT_PATH": str(event), "SERVER_URL": "https://github.com",
        }  # fmt: skip
        environment = {f"GITHUB_{name}": value for name, value in names.items()}
        result = CliRunner().invoke(command.github, ["record"], env=environment)
    assert result.output == "Nothing is done: the label make-record was not set.\n"
    assert asked == []
