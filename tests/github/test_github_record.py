"""A labelled submission becomes a pull request with a record, or an answer that says what is
missing; whatever it says, nothing of it runs, mentions or renders."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from api_server import Answers, api

from atlas.exports.issue_forms import dataset_labels
from atlas.github.comments import AUTHOR
from atlas.github.record import LABEL, MARK, NotAsked, make_record
from atlas.github.submission import MOST_LINKS, NoRecord, fields_of, file_of

ISSUES = Path(__file__).parent / "issues"
GOOD = (ISSUES / "good.md").read_text(encoding="utf-8")
SERVER = "https://github.com"
BASE, TREE = "b" * 40, "c" * 40


def event(body: str | None, **changes: Any) -> dict[str, Any]:
    issue = {
        "number": 7, "state": "open", "body": body, "user": {"login": "some-one", "id": 42},
    }  # fmt: skip
    issue |= changes.pop("issue", {})
    return {
        "action": "labeled", "label": {"name": LABEL}, "issue": issue,
        "sender": {"login": "maintainer"}, "repository": {"default_branch": "main"}, **changes,
    }  # fmt: skip


def answers(**changes: Any) -> Answers:
    return {
        "GET collaborators/maintainer/permission": {"user": {"permissions": {"triage": True}}},
        "GET issues/7/comments?per_page=100&page=1": [],
        "POST issues/7/comments": {},
        f"DELETE issues/7/labels/{LABEL}": [],
        "GET git/matching-refs/heads/record/issue-7": [],
        "GET git/ref/heads/main": {"object": {"sha": BASE}},
        f"GET git/commits/{BASE}": {"tree": {"sha": TREE}},
        "POST git/trees": {"sha": "d" * 40},
        "POST git/commits": {"sha": "e" * 40},
        "POST git/refs": {},
        "GET pulls?state=open&head=some%3Arecord/issue-7": [],
        "POST pulls": {"number": 12},
        **changes,
    }


def done(data, said: dict[str, Any], made: Answers) -> tuple[str, dict[str, Any]]:
    """What the command says, and the changes that it made by what they are."""
    before = sorted(data.folder.iterdir())
    with api(made) as (server, asked):
        told = make_record(server, said, data.folder, SERVER)
    assert sorted(data.folder.iterdir()) == before
    return told, dict(asked.changes)


def answer(data, body: str | None) -> str:
    """What an issue with ``body`` is answered, which makes no pull request."""
    _, changes = done(data, event(body), answers())
    assert set(changes) == {"POST issues/7/comments", f"DELETE issues/7/labels/{LABEL}"}
    said = changes["POST issues/7/comments"]["body"]
    assert said.startswith(MARK)
    assert len(said) < 40_000
    return str(said)


def with_field(label: str, text: str) -> str:
    """The good form with ``text`` below the heading that begins with ``label``."""
    pieces = re.split(r"(?m)^(### .*)$", GOOD)
    at = next(place for place, piece in enumerate(pieces) if piece.startswith(f"### {label} ·"))
    pieces[at + 1] = f"\n\n{text}\n\n"
    return "".join(pieces)


def outside_of_code(markdown: str) -> str:
    """What GitHub would read as Markdown: neither fenced blocks nor code spans."""
    without = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", markdown)
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", without)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_good_form_becomes_a_pull_request_with_a_valid_record(data, ends: str) -> None:
    told, changes = done(data, event(GOOD.replace("\n", ends)), answers())
    assert "#12" in told
    (file,) = changes["POST git/trees"]["tree"]
    assert (file["path"], file["mode"]) == ("data/some-charts.yaml", "100644")
    assert changes["POST git/trees"]["base_tree"] == TREE
    data.write("some-charts.yaml", file["content"])
    record = data.load_valid().records["some-charts"]
    assert record.name == "Some Charts"
    assert record.roles == ("training", "evaluation")
    assert record.links["code"].url == "https://github.com/some/charts"
    assert changes["POST git/commits"]["parents"] == [BASE]
    assert changes["POST git/refs"]["ref"] == "refs/heads/record/issue-7"
    pull = changes["POST pulls"]
    assert (pull["head"], pull["base"]) == ("record/issue-7", "main")
    assert pull["body"].startswith("Closes #7,")
    # What does not fit the form stays in the issue: no word of it is in the pull request.
    assert "Table 2" not in json.dumps(changes["POST pulls"])


def test_the_author_is_credited(data) -> None:
    _, changes = done(data, event(GOOD), answers())
    message = changes["POST git/commits"]["message"]
    assert message.endswith("\n\nCo-authored-by: some-one <42+some-one@users.noreply.github.com>\n")


@pytest.mark.parametrize("user", [None, {"login": "a>\nCo-authored-by: b <c@d", "id": 1},
                                  {"login": "ok", "id": "1>"}])  # fmt: skip
def test_an_author_of_no_known_form_is_not_named(data, user: object) -> None:
    _, changes = done(data, event(GOOD, issue={"user": user}), answers())
    assert "Co-authored" not in changes["POST git/commits"]["message"]


def test_a_form_in_chinese_with_an_id_becomes_a_record(data) -> None:
    body = (ISSUES / "chinese.md").read_text(encoding="utf-8")
    said = answer(data, body)
    assert "**Links · 链接**: `data/tubiao-wenda.yaml:" in said
    assert "no URL may hold" in said
    _, changes = done(data, event(body.replace("org/图", "org/charts")), answers())
    (file,) = changes["POST git/trees"]["tree"]
    assert file["path"] == "data/tubiao-wenda.yaml"
    assert yaml.safe_load(file["content"])["name"] == "图表问答集"


def test_what_is_missing_or_wrong_is_told_by_field_and_place(data) -> None:
    said = answer(data, (ISSUES / "missing.md").read_text(encoding="utf-8"))
    # The links are not even written as such: that comes first.
    assert "- **Links · 链接**: `line 1 is not written as “kind: address”`" in said
    body = (ISSUES / "missing.md").read_text(encoding="utf-8")
    said = answer(data, body.replace("nothing that is an address\n", ""))
    for field, piece in (
        ("Summary in English · 英文简介", "summary.en"),
        ("Roles · 用途", "roles"),
        ("Tasks · 任务", "did you mean chart-question-answering?"),
        ("Links · 链接", "is not an http"),
    ):
        (line,) = [line for line in said.splitlines() if line.startswith(f"- **{field}**")]
        assert re.match(rf"- \*\*{field}\*\*: `data/some-charts\.yaml:\d+:\d+: ", line)
        assert piece in line
    # The places are lines of the file, so it is shown.
    assert "name: Some Charts" in said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("../../etc/passwd", "an id is lower-case ASCII words"), ("a/b", "an id is lower-case"),
        ("Some-Charts", "an id is lower-case"), ("a--b", "an id is lower-case"),
        ("exаmple", "an id is lower-case"), ("ex\u200bample", "an id is lower-case"),
        ("a\nb", "an id is lower-case"), ("x" * 81, "an id is lower-case"),
        (".github", "an id is lower-case"), ("a.yaml", "an id is lower-case"),
        ("con", "is a reserved name"), ("404", "is a reserved name"),
        ("wanted.csv", "an id is lower-case"), ("example", "data/example.yaml is there already"),
    ],
)  # fmt: skip
def test_an_id_that_is_none_or_taken_is_refused(data, said: str, told: str) -> None:
    data.add()
    assert re.search(
        rf"(?m)^- \*\*Id · 标识\*\*: `.*{re.escape(told)}", answer(data, with_field("Id", said))
    )


def test_a_dataset_that_has_a_record_is_told_which(data) -> None:
    data.add("name: Some Charts", "charts")
    assert "this dataset has a record already: data/charts.yaml" in answer(data, GOOD)


def test_a_file_that_is_no_record_is_not_written_over(data) -> None:
    (data.folder / "some-charts.yaml").symlink_to("/etc/hostname")
    assert "data/some-charts.yaml is there already" in answer(data, GOOD)
    assert (data.folder / "some-charts.yaml").is_symlink()


HOSTILE = [
    "@everyone and @some-one/team", "<img src=x onerror=alert(1)>", "![a](https://example.org/a)",
    "#1 some/repo#2 GH-3", "```\n@a\n```", "``````text\n@a", "[a](javascript:alert(1))",
    "<!-- atlas: record -->", "::error::x", "%0A::set-output name=a::b", "$(id) `id` ; rm -rf /",
    "${{ github.token }}", "{{ 7*7 }}", "\x1b[31m", "a\x00b", "\u202eevil", "\ud800", "&a *b !!x",
    "name: other\nlinks: {}", "---\nname: x", "~~~\n~~~\n", "https://example.org/ www.example.org",
]  # fmt: skip


@pytest.mark.parametrize("label", ["Name", "Summary in English", "Tasks", "Links", "Id"])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_stays_text(data, label: str, text: str) -> None:
    """It becomes a value of a record, or stands in code spans and blocks of the answer."""
    with api(answers()) as (server, asked):
        make_record(server, event(with_field(label, text)), data.folder, SERVER)
    changes = dict(asked.changes)
    body = changes["POST issues/7/comments"]["body"]
    outside = outside_of_code(body).replace(MARK, "", 1)
    assert not re.search(r"[@<>\[]|https?:|www\.|GH-|\x00|\x1b|\u202e", outside), outside
    assert set(re.findall(r"#\d+", outside)) <= {"#12"}
    if "POST pulls" in changes:
        assert (
            changes["POST pulls"]["title"] == changes["POST git/commits"]["message"].split("\n")[0]
        )
        assert re.fullmatch(r"Add [a-z0-9-]+", changes["POST pulls"]["title"])
        (file,) = changes["POST git/trees"]["tree"]
        assert re.fullmatch(r"data/[a-z0-9-]+\.yaml", file["path"])
        loaded = yaml.safe_load(file["content"])
        assert set(loaded) == {"name", "summary", "roles", "modalities", "tasks", "links"}


@pytest.mark.parametrize(
    "body",
    [None, "", "hello", "### Name", "### Dataset · 数据集\n\nchartqa", "x" * 65_536,
     "### Name · 名称\n" * 4000, "`" * 65_000, GOOD + "x" * 66_000,
     GOOD + "\n### Name · 名称\n\nx"],
    ids=["none", "empty", "text", "another heading", "another form", "long", "headings", "ticks",
         "too long", "twice"],
)  # fmt: skip
def test_what_is_no_such_form_is_answered_soon(data, body: str | None) -> None:
    started = time.process_time()
    answer(data, body)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("label", ["Name", "Summary in English", "Tasks", "Links", "Id", "Roles"])
@pytest.mark.parametrize(
    "text",
    ["x" * 64_000, "a, " * 21_000, "a: b\n" * 12_000, "`" * 60_000, "图" * 60_000],
    ids=["x", "commas", "lines", "ticks", "Chinese"],
)
def test_a_form_as_long_as_github_takes_is_answered_soon(data, label: str, text: str) -> None:
    started = time.process_time()
    answer(data, with_field(label, text))
    assert time.process_time() - started < 10


def test_the_answer_is_one_comment_that_is_renewed(data) -> None:
    ours = {"id": 8, "user": {"login": AUTHOR}, "body": f"{MARK}\nold"}
    theirs = {"id": 9, "user": {"login": "some-one"}, "body": f"{MARK}\nold"}
    made = answers(**{"GET issues/7/comments?per_page=100&page=1": [theirs, ours],
                      "PATCH issues/comments/8": {}})  # fmt: skip
    _, changes = done(data, event("hello"), made)
    assert "PATCH issues/comments/8" in changes
    assert "POST issues/7/comments" not in changes


@pytest.mark.parametrize(
    "said",
    [
        event(GOOD, action="unlabeled"), event(GOOD, action="opened"),
        event(GOOD, label={"name": "dataset"}), event(GOOD, issue={"state": "closed"}),
        event(GOOD, issue={"pull_request": {}}), event(GOOD, sender={"login": "../x"}),
    ],
    ids=["unlabeled", "opened", "another label", "closed", "pull request", "no login"],
)  # fmt: skip
def test_only_the_label_in_an_open_issue_makes_a_record(data, said: dict[str, Any]) -> None:
    with api(answers()) as (server, asked), pytest.raises(NotAsked):
        make_record(server, said, data.folder, SERVER)
    assert asked.changes == []


@pytest.mark.parametrize("triage", [False, None, "true"])
def test_whoever_may_not_sort_issues_starts_nothing(data, triage: object) -> None:
    found = {"permission": "read", "user": {"permissions": {"triage": triage}}}
    made = answers(**{"GET collaborators/maintainer/permission": found})
    with api(made) as (server, asked), pytest.raises(NotAsked):
        make_record(server, event(GOOD), data.folder, SERVER)
    assert asked.changes == []


def again(author: str | None) -> Answers:
    refs = [{"ref": "refs/heads/record/issue-77", "object": {"sha": "9" * 40}},
            {"ref": "refs/heads/record/issue-7", "object": {"sha": "f" * 40}}]  # fmt: skip
    return answers(**{
        "GET git/matching-refs/heads/record/issue-7": refs,
        f"GET commits/{'f' * 40}": {"author": author and {"login": author}},
        "PATCH git/refs/heads/record/issue-7": {},
        "GET pulls?state=open&head=some%3Arecord/issue-7": [{"number": 12}],
        "PATCH pulls/12": {},
    })  # fmt: skip


def test_a_second_time_renews_the_same_pull_request(data) -> None:
    told, changes = done(data, event(GOOD), again(AUTHOR))
    assert "#12" in told
    assert changes["PATCH git/refs/heads/record/issue-7"] == {"sha": "e" * 40, "force": True}
    assert "POST pulls" not in changes


@pytest.mark.parametrize("author", ["some-one", None])
def test_a_branch_that_somebody_works_on_is_left_alone(data, author: str | None) -> None:
    told, changes = done(data, event(GOOD), again(author))
    assert "somebody's work" in told
    assert not any("git/" in what for what in changes)


def test_where_workflows_may_open_no_pull_request_the_answer_says_how_to(data) -> None:
    told, changes = done(data, event(GOOD), answers(**{"POST pulls": 403}))
    compare = "https://github.com/some/atlas/compare/main...record/issue-7?expand=1"
    assert compare in changes["POST issues/7/comments"]["body"]
    assert "may not open pull requests" in told


def test_links_are_read_as_people_write_them(data) -> None:
    loaded = data.load_valid()
    said = fields_of(GOOD, dataset_labels(loaded.vocabularies))
    links = "arxiv:2203.10244\n- Code: gh:some/charts\nhttp://example.org\nmirror : hf:a/b"
    found = yaml.safe_load(file_of({**said, "links": links}, loaded).text)["links"]
    assert found == {
        "paper": "https://arxiv.org/abs/2203.10244", "code": "https://github.com/some/charts",
        "home": "http://example.org", "mirror": "https://huggingface.co/datasets/a/b",
    }  # fmt: skip
    for links, told in (
        ("paper: https://a.org/x\npaper: https://a.org/y", "a second link of the kind paper"),
        ("home: https://a.org\n" * (MOST_LINKS + 1), f"more than {MOST_LINKS} lines"),
        ("../x: https://a.org", "not written as"),
    ):
        with pytest.raises(NoRecord) as refused:
            file_of({**said, "links": links}, loaded)
        assert told in str(refused.value.complaints)
