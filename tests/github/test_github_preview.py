"""What a pull request's build left is believed only where it cannot do harm."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from api_server import Answers, api

from atlas.github.artifact import MOST_BYTES, NotToBeTrusted, read_artifact
from atlas.github.comment import MARK, comment, comment_on
from atlas.github.comments import AUTHOR
from atlas.github.preview import (
    FIXES,
    Changed,
    FoundLink,
    FoundLinks,
    Preview,
    parse_links,
    parse_preview,
)

COMMIT = "a" * 40
CHANGED = Changed(
    "coco", "edited", "sourced", ("license", "links.paper.as_of", "notes[2].en"),
    (("changed", "size[0].value"), ("new", "parts[1].license[0]"), ("gone", "notes")),
    (("name", "coco-captions"),), ("order of keys",),
)  # fmt: skip
FOUND = FoundLinks(12, (FoundLink("coco", "paper", "ok"), FoundLink("coco", "hub-2", "dead")))
FILE = "preview.json"
GOOD: dict[str, Any] = json.loads(Preview(12, (CHANGED,)).json())


def archive(content: bytes, name: str = "preview.json", mode: int = stat.S_IFREG | 0o644) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        made.writestr(entry, content)
    return packed.getvalue()


def test_what_a_build_writes_is_read_back() -> None:
    preview = Preview(12, (CHANGED, Changed("new-set", "added", "broken", ())))
    assert parse_preview(read_artifact(archive(preview.json().encode()), FILE)) == preview
    assert parse_links(FOUND.json().encode()) == FOUND


@pytest.mark.parametrize(
    "change",
    [
        {"number": "12"}, {"number": 0}, {"number": -1}, {"number": 1.0}, {"number": True},
        {"number": 10**12}, {"number": None}, {"records": {}}, {"records": [1]},
        {"records": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_a_file_of_another_form_is_not_used(change: dict[str, Any]) -> None:
    if change == {"records": {}}:
        assert parse_preview(json.dumps({**GOOD, **change}).encode()).records == ()
        return
    with pytest.raises(NotToBeTrusted):
        parse_preview(json.dumps({**GOOD, **change}).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../coco"}, {"id": "COCO"}, {"id": "a b"}, {"id": "@everyone"}, {"id": "x" * 101},
        {"id": "a`b"}, {"id": "a\n"}, {"id": 1}, {"id": "https://example.org"},
        {"change": "deleted"}, {"change": None}, {"status": "**verified**"}, {"status": ["listed"]},
        {"missing": "license"}, {"missing": ["[x](https://example.org)"]}, {"missing": ["a|b"]},
        {"missing": ["<b>"]}, {"missing": [None]}, {"missing": ["license"] * 101},
        {"missing": ["license\n"]}, {"fields": [["new", "a b"]]}, {"fields": [["is", "license"]]},
        {"fields": [["new"]]}, {"fields": ["new"]}, {"fields": [["new", "a", "b"]]},
        {"fields": {}}, {"fields": [["new", "../x"]]}, {"fields": [["new", "a.b[99999]"]]},
        {"alike": [["name", "../x"]]}, {"alike": [["<b>", "coco"]]}, {"alike": [[["name"], "x"]]},
        {"fixes": ["everything"]}, {"fixes": [["spelling"]]}, {"fixes": "spelling"},
        {"fields": [["new", "license"]] * 101}, {"alike": [["name", "coco"]] * 101},
    ],
    ids=str,
)  # fmt: skip
def test_a_record_of_another_form_is_not_used(change: dict[str, Any]) -> None:
    text = json.dumps({**GOOD, "records": [{**GOOD["records"][0], **change}]})
    with pytest.raises(NotToBeTrusted):
        parse_preview(text.encode())


@pytest.mark.parametrize(
    "change",
    [
        {"number": "12"}, {"links": {}}, {"links": [1]}, {"links": [{}]}, {"links": None},
        {"links": [{"id": "coco", "key": "paper", "verdict": "<b>"}]},
        {"links": [{"id": "coco", "key": "a b", "verdict": "ok"}]},
        {"links": [{"id": "https://example.org", "key": "paper", "verdict": "ok"}]},
        {"links": [{"id": "coco", "key": "paper", "verdict": "ok"}] * 1001},
    ],
    ids=lambda change: str(change)[:60],
)  # fmt: skip
def test_links_of_another_form_are_not_used(change: dict[str, Any]) -> None:
    with pytest.raises(NotToBeTrusted):
        parse_links(json.dumps({**json.loads(FOUND.json()), **change}).encode())


@pytest.mark.parametrize(
    "text", [b"", b"\xff", b"[]", b"null", b"{}", b"[" * 100_000, b"1" * 5000, b" " * 10**6]
)
def test_what_is_no_such_object_is_not_used(text: bytes) -> None:
    with pytest.raises(NotToBeTrusted):
        parse_preview(text)


def several() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("preview.json", b"{}")
        made.writestr("another", b"{}")
    return packed.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        b"no archive", b"", several(), archive(b"{}", "../preview.json"),
        archive(b"{}", "/preview.json"), archive(b"{}", "a/preview.json"),
        archive(b"/etc/passwd", mode=stat.S_IFLNK | 0o777), archive(b"", mode=stat.S_IFDIR | 0o755),
        archive(b" " * (MOST_BYTES + 1)), archive(b"\0" * 50_000_000),
        archive(b"{}" * 1000)[:-60],
    ],
    ids=["text", "empty", "two files", "above", "absolute", "in a folder", "link", "folder",
         "large", "bomb", "cut"],
)  # fmt: skip
def test_an_artifact_of_another_form_is_not_used(packed: bytes) -> None:
    with pytest.raises(NotToBeTrusted):
        read_artifact(packed, FILE)


def test_the_comment_holds_words_of_ours_only() -> None:
    run = "https://github.com/a/b/actions/runs/1"
    text = comment(Preview(12, (CHANGED,)), FOUND, COMMIT, run, True)
    assert "| `coco` | edited | sourced | `license`, `links.paper.as_of`, `notes[2].en` |" in text
    assert text.count("https://") == 1
    assert "- `coco`: changed `size[0].value`, new `parts[1].license[0]`, gone `notes`" in text
    assert "- `coco`: `coco-captions` (a name is alike)" in text
    assert "1 dead, 1 ok" in text
    assert "- dead: `links.hub-2` of `coco`" in text
    assert "- `coco`: order of keys (`.venv/bin/atlas fix data/coco.yaml`)" in text
    assert "<http://127.0.0.1:8000/zh/datasets/coco/>" in text
    many = tuple(Changed(f"set-{number}", "added", "broken", ()) for number in range(80))
    long = comment(Preview(12, many), None, COMMIT, run, False)
    assert "… and 30 more." in long
    assert "could not be built" in long
    assert "They were not asked" in long


def test_as_much_as_a_build_may_say_is_a_comment_that_github_takes() -> None:
    field = "a" * 100
    records = tuple(
        Changed(f"{'s' * 90}-{number}", "edited", "sourced", (field,) * 20, (("new", field),) * 100,
                (("name", field),) * 100, FIXES)
        for number in range(60)
    )  # fmt: skip
    links = FoundLinks(12, (FoundLink("s" * 100, "k" * 100, "dead"),) * 1000)
    text = comment(Preview(12, records), links, COMMIT, "https://github.com/a/b", True)
    assert len(text) < 65_000
    assert text.rstrip().endswith("There is more; the log of the run has it.")


def test_a_record_that_goes_is_told() -> None:
    gone = Preview(12, (Changed("coco", "removed", "gone"),))
    text = comment(gone, None, COMMIT, "https://github.com/a/b/actions/runs/1", True)
    assert "| `coco` | removed | gone | the address of its page was a promise" in text
    assert "127.0.0.1" not in text


DATA = Path("data")
RUN = {"id": 5, "head_sha": COMMIT, "head_repository": {"full_name": "stranger/atlas"}}
PULL = {"state": "open", "head": {"sha": COMMIT, "repo": {"full_name": "stranger/atlas"}}}


def answers(preview: Preview, pull: dict[str, Any], comments: list[dict[str, Any]]) -> Answers:
    number = preview.number
    return {
        "GET actions/runs/5/artifacts?name=preview-data": {
            "artifacts": [{"id": 3, "expired": False}]
        },
        "GET actions/runs/5/artifacts?name=site": {"artifacts": [{"id": 4, "expired": False}]},
        "GET actions/runs/5/artifacts?name=preview-links": {
            "artifacts": [{"id": 6, "expired": False}]
        },
        "GET actions/artifacts/3/zip": "/kept/3",
        "GET /kept/3": archive(preview.json().encode()),
        "GET actions/artifacts/6/zip": "/kept/6",
        "GET /kept/6": archive(FOUND.json().encode(), "links.json"),
        f"GET pulls/{number}/files?per_page=100&page=1": [],
        f"GET pulls/{number}/comments?per_page=100&page=1": [],
        f"GET pulls/{number}": pull,
        f"GET issues/{number}/comments?per_page=100&page=1": comments,
        f"POST issues/{number}/comments": {},
        "PATCH issues/comments/8": {},
    }


def elsewhere(made: Answers, address: str) -> None:
    for number in (3, 6):
        made[f"GET actions/artifacts/{number}/zip"] = f"{address}/kept/{number}"


def test_a_comment_is_made_once_and_then_updated() -> None:
    ours = {"id": 8, "user": {"login": AUTHOR}, "body": f"{MARK}\nold"}
    copied = {"id": 6, "user": {"login": "somebody"}, "body": f"{MARK}\nold"}
    for comments, expected in (([], "POST issues/12/comments"),
                               ([copied], "POST issues/12/comments"),
                               ([copied, ours], "PATCH issues/comments/8")):  # fmt: skip
        made = answers(Preview(12, (CHANGED,)), PULL, comments)
        with api(made) as (server, asked):
            elsewhere(made, server.address)
            comment_on(server, {"workflow_run": RUN}, "https://github.com", DATA)
        ((what, content),) = asked.changes
        assert what == expected
        assert "https://github.com/some/atlas/actions/runs/5#artifacts" in content["body"]


def test_the_file_is_fetched_without_the_token() -> None:
    made = answers(Preview(12, ()), PULL, [])
    with api(made) as (server, asked):
        elsewhere(made, server.address)
        comment_on(server, {"workflow_run": RUN}, "https://github.com", DATA)
    assert asked.tokens["GET actions/artifacts/3/zip"] == "Bearer a-token"
    assert asked.tokens["GET /kept/3"] is None


@pytest.mark.parametrize(
    "pull",
    [
        {**PULL, "state": "closed"},
        {**PULL, "head": {**PULL["head"], "sha": "b" * 40}},
        {**PULL, "head": {**PULL["head"], "repo": {"full_name": "another/atlas"}}},
        {**PULL, "head": {**PULL["head"], "repo": None}},
    ],
    ids=["closed", "another commit", "another fork", "a fork that is gone"],
)
def test_no_other_pull_request_is_commented_on(pull: dict[str, Any]) -> None:
    made = answers(Preview(99, (CHANGED,)), pull, [])
    with api(made) as (server, asked):
        elsewhere(made, server.address)
        with pytest.raises(NotToBeTrusted):
            comment_on(server, {"workflow_run": RUN}, "https://github.com", DATA)
    assert asked.changes == []


def test_a_build_that_left_nothing_is_no_failure() -> None:
    with api({"GET actions/runs/5/artifacts?name=preview-data": {"artifacts": []}}) as (server, _):
        said = comment_on(server, {"workflow_run": RUN}, "https://github.com", DATA)
    assert said == "The build left nothing to say."


def test_links_of_another_pull_request_are_not_used() -> None:
    made = answers(Preview(12, (CHANGED,)), PULL, [])
    made["GET /kept/6"] = archive(FoundLinks(13, ()).json().encode(), "links.json")
    with api(made) as (server, asked):
        elsewhere(made, server.address)
        with pytest.raises(NotToBeTrusted):
            comment_on(server, {"workflow_run": RUN}, "https://github.com", DATA)
    assert asked.changes == []
