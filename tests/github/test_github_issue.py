"""One issue of ours is opened, kept up to date and closed; nobody else's is touched."""

from __future__ import annotations

import pytest
from api_server import api

from atlas.github.api import ApiFailed
from atlas.github.issue import AUTHOR, MOST_CHARACTERS, keep_issue

LIST = (
    f"GET issues?state=open&labels=links&creator={AUTHOR.replace('[', '%5B').replace(']', '%5D')}"
)
LIST += "&sort=created&direction=asc"
OURS = {"number": 7, "user": {"login": AUTHOR}}
BODY = "As of today: 1 dead.\n\n## Dead links (1)\n"


def test_the_first_time_an_issue_is_opened() -> None:
    with api({LIST: [], "POST issues": {"number": 9}}) as (server, asked):
        assert keep_issue(server, "links", "Links", BODY) == "Issue 9 was opened."
    content = {"title": "Links", "body": BODY, "labels": ["links"]}
    assert asked.changes == [("POST issues", content)]


def test_afterwards_the_same_issue_is_updated() -> None:
    with api({LIST: [OURS], "PATCH issues/7": {}}) as (server, asked):
        assert keep_issue(server, "links", "Links", BODY) == "Issue 7 was updated."
    assert asked.changes == [("PATCH issues/7", {"title": "Links", "body": BODY})]


@pytest.mark.parametrize(
    "other",
    [{"number": 7, "user": {"login": "somebody"}}, {**OURS, "pull_request": {}}],
    ids=["a person's", "a pull request"],
)
def test_what_is_not_ours_is_left_alone(other: dict[str, object]) -> None:
    with api({LIST: [other], "POST issues": {"number": 9}}) as (server, asked):
        assert keep_issue(server, "links", "Links", BODY) == "Issue 9 was opened."
    assert [what for what, _ in asked.changes] == ["POST issues"]


def test_it_is_closed_when_nothing_is_left_to_do() -> None:
    answers = {LIST: [OURS], "POST issues/7/comments": {}, "PATCH issues/7": {}}
    with api(answers) as (server, asked):
        assert "was closed" in keep_issue(server, "links", "Links", "As of today: nothing.\n")
    assert asked.changes[-1][1] == {"state": "closed", "state_reason": "completed"}


def test_nothing_to_do_and_no_issue_change_nothing() -> None:
    with api({LIST: []}) as (server, asked):
        keep_issue(server, "links", "Links", "As of today: nothing.\n")
    assert asked.changes == []


def test_a_long_text_is_cut_at_a_line() -> None:
    with api({LIST: [], "POST issues": {"number": 9}}) as (server, asked):
        keep_issue(server, "links", "Links", BODY + "- `a line`\n" * 10_000)
    body = asked.changes[0][1]["body"]
    assert MOST_CHARACTERS < len(body) + 100 < 65_536
    assert body.splitlines()[-3] == "- `a line`"


def test_a_failure_names_the_request_and_no_token() -> None:
    with api({}) as (server, _), pytest.raises(ApiFailed) as failed:
        keep_issue(server, "links", "Links", BODY)
    assert "404" in str(failed.value)
    assert "a-token" not in str(failed.value)
