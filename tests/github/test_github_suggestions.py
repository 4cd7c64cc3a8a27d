"""What ``atlas fix`` would change is suggested at its lines, from text that nobody runs."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from api_server import Answers, api

from atlas.github.comments import AUTHOR
from atlas.github.suggestions import MARK, Suggestion, lines_of, suggest, suggestions

COMMIT = "a" * 40
PATH = "data/example.yaml"
UNTIDY = """\
name: Example
summary:
  en: Questions about charts drawn from the web, each with one answer.
roles: [training]
modalities: [image]
tasks: [chart-question-answering]
links:
  paper: arxiv:2203.10244
"""


def all_of(text: str) -> str:
    """A patch that shows every line, as for a new file."""
    lines = text.removesuffix("\n").split("\n")
    return f"@@ -0,0 +1,{len(lines)} @@\n" + "\n".join(f"+{line}" for line in lines)


def answers(text: str | bytes, **changes: Any) -> Answers:
    content = text.encode() if isinstance(text, str) else text
    patch = all_of(content.decode("utf-8", "replace"))
    return {
        "GET pulls/12/files?per_page=100&page=1": [{"filename": PATH, "patch": patch}],
        f"GET contents/{PATH}?ref={COMMIT}": {
            "type": "file", "encoding": "base64", "content": base64.encodebytes(content).decode(),
        },
        "GET pulls/12/comments?per_page=100&page=1": [],
        "POST pulls/12/reviews": {},
        "DELETE pulls/comments/5": 204,
        **changes,
    }  # fmt: skip


def suggested(data, made: Answers) -> tuple[int, list[tuple[str, Any]]]:
    with api(made) as (server, asked):
        return suggest(server, 12, COMMIT, ["example"], data.folder), asked.changes


def test_a_suggestion_stands_at_its_line(data) -> None:
    count, changes = suggested(data, answers(UNTIDY))
    assert count == 1
    ((what, review),) = changes
    assert what == "POST pulls/12/reviews"
    assert (review["commit_id"], review["event"]) == (COMMIT, "COMMENT")
    (one,) = review["comments"]
    assert (one["path"], one["line"], one["side"]) == (PATH, 8, "RIGHT")
    fence = "```suggestion\n  paper: https://arxiv.org/abs/2203.10244\n```"
    assert one["body"].endswith(fence)


def test_what_stands_there_already_is_not_said_again(data) -> None:
    _, ((_, review),) = suggested(data, answers(UNTIDY))
    (one,) = review["comments"]
    ours = {"id": 5, "user": {"login": AUTHOR}, **one}
    said = "GET pulls/12/comments?per_page=100&page=1"
    assert suggested(data, answers(UNTIDY, **{said: [ours]})) == (1, [])
    # What is mended by now goes, unless somebody has answered, or it is not ours.
    tidy = UNTIDY.replace("arxiv:", "https://arxiv.org/abs/")
    assert suggested(data, answers(tidy, **{said: [ours]})) == (
        0, [("DELETE pulls/comments/5", None)]
    )  # fmt: skip
    reply = {"id": 6, "in_reply_to_id": 5, "user": {"login": "some-one"}, "body": "Why?"}
    theirs = {**ours, "user": {"login": "some-one"}}
    for comments in ([ours, reply], [theirs]):
        assert suggested(data, answers(tidy, **{said: comments})) == (0, [])


def test_lines_that_the_pull_request_does_not_show_get_none(data) -> None:
    files = [{"filename": PATH, "patch": "@@ -1,2 +1,2 @@\n-name: x\n+name: Example\n summary:"}]
    made = answers(UNTIDY, **{"GET pulls/12/files?per_page=100&page=1": files})
    assert suggested(data, made) == (0, [])


def test_a_pull_request_that_changes_a_vocabulary_gets_none(data) -> None:
    made = answers(UNTIDY)
    made["GET pulls/12/files?per_page=100&page=1"].append(
        {"filename": "data/vocabulary/tasks.yaml"}
    )
    assert suggested(data, made) == (0, [])


@pytest.mark.parametrize(
    "text",
    [b"\xff\xfe", UNTIDY + "# \u202e\n", UNTIDY + "# \x1b[31m\n", "[" * 5000, "", "a: &a [*a]\n",
     UNTIDY + "# " + "x" * 70_000],
    ids=["bytes", "bidi", "escape", "deep", "empty", "anchor", "long"],
)  # fmt: skip
def test_a_file_that_no_record_may_be_gets_none(data, text: str | bytes) -> None:
    assert suggested(data, answers(text)) == (0, [])


@pytest.mark.parametrize("said", [{"type": "symlink"}, {"type": "dir"}, {},
                                  {"type": "file", "encoding": "none", "content": ""}])  # fmt: skip
def test_what_is_no_file_gets_none(data, said: dict[str, str]) -> None:
    made = answers(UNTIDY, **{f"GET contents/{PATH}?ref={COMMIT}": said})
    assert suggested(data, made) == (0, [])


def test_text_cannot_leave_its_block() -> None:
    body = Suggestion(PATH, 1, 1, ("name: a", "# ````", "# ```suggestion", "@everyone")).body()
    assert body.startswith(MARK)
    fence = "`" * 5
    head, inside, rest = body.split(f"\n{fence}")
    assert inside == "suggestion\nname: a\n# ````\n# ```suggestion\n@everyone"
    assert "@" not in head + rest


def applied(before: str, made: list[Suggestion]) -> str:
    lines = before.split("\n")
    for one in sorted(made, key=lambda one: -one.first):
        lines[one.first - 1 : one.last] = one.lines
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [("a\nb\nc\n", "a\nc\nb\n"), ("a\n", "x\na\n"), ("a\nb\n", "b\n"), ("a\n", "a\nb\n"),
     ("a\r\nb\r\n", "a\nb\n"), ("a\nb\nc\nd\n", "d\na\nx\nc\n"), ("a", "a\n")],
)  # fmt: skip
def test_all_taken_make_the_file_that_is_meant(before: str, after: str) -> None:
    made = [*suggestions(PATH, before, after)]
    assert applied(before, made) == after


def test_lines_of_a_patch() -> None:
    patch = "@@ -1,3 +1,4 @@ name\n a\n-b\n+c\n+d\n e\n@@ -20 +21 @@\n-x\n+y\n\\ No newline"
    assert lines_of(patch) == {1, 2, 3, 4, 21}
    assert lines_of("") == frozenset()


def test_without_something_to_fix_no_file_is_asked(tmp_path: Path) -> None:
    with api({"GET pulls/12/comments?per_page=100&page=1": []}) as (server, asked):
        assert suggest(server, 12, COMMIT, [], tmp_path) == 0
    assert [what for what, _ in asked] == ["GET pulls/12/comments?per_page=100&page=1"]
