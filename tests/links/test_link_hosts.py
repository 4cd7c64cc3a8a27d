"""What the answers of large hosts mean, and that a token reaches its own host only."""

from __future__ import annotations

import json
import logging

import pytest
from answers import redirect, routes, status
from fault_server import Connection, FaultServer, Request
from link_run import run

from atlas.links import hosts, page
from atlas.links.meaning import Reply
from atlas.links.tokens import Tokens, tokens_from

SECRET = "a-token-of-nobody-0123456789"


def mean(url: str, code: int, *, text: str = "", **headers: str) -> str | None:
    """The verdict that a row gives, None when no row knows."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    host = url.split("/")[2]
    found = hosts.meaning_of(Reply(url, host, code, named, text, page.title_of(text), True))
    return None if found is None else str(found.verdict)


HF = "https://huggingface.co/datasets/a/b"
DRIVE = "https://drive.google.com/file/d/1/view"


@pytest.mark.parametrize(
    ("url", "code", "headers", "verdict"),
    [
        (HF, 401, {"X_Error_Code": "GatedRepo"}, "restricted"),
        (HF, 403, {"X_Error_Code": "GatedRepo"}, "restricted"),
        (HF, 403, {"X_Error_Message": "Access to this resource is disabled."}, "restricted"),
        (HF, 401, {"X_Error_Code": "RepoNotFound"}, "restricted"),  # private, or gone
        (HF, 404, {"X_Error_Code": "RepoNotFound"}, "dead"),
        (HF, 404, {"X_Error_Code": "EntryNotFound"}, "dead"),
        (HF, 404, {"X_Error_Code": "RevisionNotFound"}, "dead"),
        (HF, 500, {"X_Error_Code": "GatedRepo"}, None),
        ("https://elsewhere.example/a", 401, {"X_Error_Code": "GatedRepo"}, None),
        ("https://github.com/a/b", 404, {}, "dead"),  # deleted or made private
        ("https://github.com/a/b/issues/1", 404, {}, None),
        ("https://github.com/a/b", 451, {}, "restricted"),
        ("https://github.com/a/b", 429, {"X_RateLimit_Remaining": "0"}, "rate_limited"),
        ("https://api.github.com/repos/a/b", 403, {"X_RateLimit_Remaining": "0"}, "rate_limited"),
        ("https://api.github.com/repos/a/b", 403, {"X_RateLimit_Remaining": "10"}, None),
        ("https://zenodo.org/records/1", 410, {}, "dead"),
        ("https://zenodo.org/records/1/files/a.zip", 403, {}, "restricted"),
        ("https://zenodo.org/login", 403, {}, None),
    ],
)
def test_a_status_with_such_headers_means_this(
    url: str, code: int, headers: dict[str, str], verdict: str | None
) -> None:
    assert mean(url, code, **headers) == verdict


@pytest.mark.parametrize(
    ("url", "code", "text", "verdict", "why"),
    [
        ("https://arxiv.org/abs/1", 200, "<td>This paper has been withdrawn by the authors</td>",
         "ok", "withdrawn"),
        ("https://arxiv.org/abs/1", 200, "<p>We study how a paper is withdrawn.</p>", None, ""),
        ("https://arxiv.org/pdf/1v2", 404, "1v2 has been withdrawn by the author", "dead",
         "withdrawn"),
        ("https://github.com/a/b", 200, "This repository was archived by the owner on Mar 1, 2023.",
         "ok", "archived"),
        ("https://zenodo.org/records/1", 200,
         "The record is publicly accessible, but files are restricted to users with access.",
         "ok", "some people only"),
        (DRIVE, 200, "<title>Google Drive - Quota exceeded</title>", "rate_limited", "again later"),
        (DRIVE, 200, "<title>Google Drive: You need access</title>", "restricted", "not made"),
        (DRIVE, 200, "<title>Google Drive - Virus scan warning</title>", "ok", "too large to scan"),
        (DRIVE, 404, "Sorry, the file you have requested does not exist.", "dead", "no such file"),
        (DRIVE, 200, "The file is in the owner's trash.", "dead", "thrown"),
        (DRIVE, 200, "<title>cats.zip - Google Drive</title>", None, ""),
    ],
)  # fmt: skip
def test_a_page_with_such_words_means_this(
    url: str, code: int, text: str, verdict: str | None, why: str
) -> None:
    host = url.split("/")[2]
    found = hosts.meaning_of(Reply(url, host, code, {}, text, page.title_of(text), True))
    assert (found and found.verdict) == verdict
    assert why in (found.reason if found else "")


@pytest.mark.parametrize("row", hosts.ROWS)
def test_every_row_says_what_it_means_in_a_sentence(row: hosts.Row) -> None:
    assert row.reason[0].isupper()
    assert row.reason.endswith(".")
    assert row.hosts


@pytest.mark.parametrize(
    ("url", "code", "leads_to", "lasting"),
    [
        ("https://a.example/x", 301, "https://b.example/", True),
        ("https://a.example/x", 308, "https://b.example/", True),
        ("https://a.example/x", 307, "https://b.example/", False),
        (HF, 307, "https://huggingface.co/datasets/c/b", True),  # how it answers old names
        (HF, 302, "https://huggingface.co/datasets/c/b", False),
        (HF, 307, "https://huggingface.co/login", False),
        (HF, 307, "https://huggingface.co/c/b", False),
        (HF, 307, "https://cdn.example/datasets/c/b", False),
    ],
)
def test_a_renamed_repository_has_moved_for_good(
    url: str, code: int, leads_to: str, lasting: bool
) -> None:
    assert hosts.lasting(url, code, leads_to) is lasting


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://github.com/a/b", "https://raw.githubusercontent.com/a/b/HEAD/README.md"),
        ("https://github.com/a/b.git", "https://raw.githubusercontent.com/a/b/HEAD/README.md"),
        ("https://github.com/a/b/blob/main/x%20y.md",
         "https://raw.githubusercontent.com/a/b/main/x%20y.md"),
        ("https://github.com/a/b/issues/3", "https://github.com/a/b/issues/3"),
        (HF, "https://huggingface.co/datasets/a/b/raw/main/README.md"),
        ("https://huggingface.co/a/b", "https://huggingface.co/a/b/raw/main/README.md"),
        ("https://huggingface.co/datasets/a/b/blob/v1/data/x.md",
         "https://huggingface.co/datasets/a/b/raw/v1/data/x.md"),
        ("https://huggingface.co/blog/a/b", "https://huggingface.co/blog/a/b"),
        ("https://huggingface.co/papers/2401.1", "https://huggingface.co/papers/2401.1"),
        ("https://www.modelscope.cn/datasets/a/b",
         "https://www.modelscope.cn/api/v1/datasets/a/b/repo?Revision=master&FilePath=README.md"),
        ("https://example.org/a", "https://example.org/a"),
    ],
)  # fmt: skip
def test_the_words_of_a_repository_stand_without_a_page_around_them(url: str, plain: str) -> None:
    assert hosts.plain_text(url) == plain


# --- against the fault server, which answers for the hosts by their names ---


def page_at(server: FaultServer, host: str, path: str) -> str:
    return f"http://{host}:{server.port}{path}"


@pytest.fixture
def github(server: FaultServer) -> dict[str, list[Request]]:
    """api.github.com and github.com, and what reached each."""
    seen: dict[str, list[Request]] = {"api": [], "github": []}
    answer = {
        "/repos/a/kept": {"html_url": "https://github.com/a/kept", "archived": False},
        "/repos/a/old": {"html_url": "https://github.com/a/old", "archived": True},
        "/repos/a/was": {"html_url": "https://github.com/b/is", "archived": False},
    }

    async def api(request: Request, connection: Connection) -> None:
        seen["api"].append(request)
        if request.path == "/repos/a/away":
            target = f"http://elsewhere.fault:{server.port}/"
            await connection.reply(request, 302, f"Location: {target}", body=b"")
        elif request.path in answer:
            await connection.reply(request, 200, body=json.dumps(answer[request.path]).encode())
        else:
            await connection.reply(request, 404, body=b"{}")

    async def pages(request: Request, connection: Connection) -> None:
        seen["github"].append(request)
        await connection.reply(request, 404 if "nothing" in request.path else 200)

    server.behaviours.update({"api": api, "github": pages})
    yield seen
    del server.behaviours["api"], server.behaviours["github"]


def tokens(server: FaultServer) -> Tokens:
    return Tokens({f"http://api.github.com:{server.port}": SECRET})


@pytest.mark.parametrize(
    ("path", "verdict", "why", "new"),
    [
        ("/a/kept", "ok", "has the repository", None),
        ("/a/old", "ok", "archived", None),
        ("/a/was", "moved", "another name", "https://github.com/b/is"),
        ("/a/nothing", "dead", "deleted or made private", None),
        ("/a/away", "ok", "", None),  # the interface says nothing, so the page is asked
    ],
)
def test_github_is_asked_through_its_interface_with_a_token(
    path: str, verdict: str, why: str, new: str | None, server: FaultServer, github
) -> None:
    (outcome,) = run(server, page_at(server, "github.com", path), tokens=tokens(server)).outcomes
    assert (outcome.judgement.verdict, outcome.judgement.new_url) == (verdict, new)
    assert why in outcome.judgement.reason
    assert github["api"][0].headers["authorization"] == f"Bearer {SECRET}"


def test_without_a_token_github_is_asked_for_the_page_only(server: FaultServer, github) -> None:
    assert run(server, page_at(server, "github.com", "/a/old")).outcomes
    assert not github["api"]
    assert len(github["github"]) == 1


def test_a_token_reaches_its_own_host_only(server: FaultServer, github, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    server.behaviours["tempting"] = redirect(302, page_at(server, "api.github.com", "/repos/a/x"))
    urls = [
        page_at(server, "github.com", "/a/away"),
        page_at(server, "github.com", "/a/kept"),
        server.url("tempting"),
        server.url("status-200", "/token"),
    ]
    before = len(server.requests)
    result = run(server, *urls, tokens=tokens(server))
    carried = [request for request in server.requests[before:] if SECRET in str(request.headers)]
    assert {request.host for request in carried} == {"api.github.com"}
    # Not when a redirect led there, be it from a page of a record's choosing.
    assert all(request.path != "/repos/a/x" for request in carried)
    assert any(request.host == "elsewhere.fault" for request in server.requests[before:])
    assert SECRET not in repr(result)
    assert SECRET not in repr(tokens(server))
    assert SECRET not in caplog.text


def test_tokens_come_from_the_environment_and_are_tokens() -> None:
    found = tokens_from({"HF_TOKEN": f" {SECRET}\n", "GITHUB_TOKEN": "x\r\nHost: evil"})
    assert found.header("https://huggingface.co") == f"Bearer {SECRET}"
    assert found.header("https://api.github.com") is None
    for origin in ("http://huggingface.co", "https://huggingface.co.evil.example",
                   "https://cdn.huggingface.co", "https://github.com"):  # fmt: skip
        assert found.header(origin) is None
    assert not tokens_from({})


@pytest.mark.parametrize(
    ("behaviour", "verdict"),
    [
        (status(200, body=b'{"Code":200,"Success":true,"Data":{"Id":1}}'), "ok"),
        (status(404, body=b'{"Code":10010205001,"Message":"not found"}'), "dead"),
        (status(403, body=b"{}"), "restricted"),
        (status(404, body=b"<html>another interface"), "ok"),  # the page has the last word
        (status(500), "ok"),
    ],
)
def test_modelscope_serves_one_page_for_every_name_so_its_interface_is_asked(
    behaviour, verdict: str, server: FaultServer
) -> None:
    server.behaviours["www"] = routes(**{"api/v1/datasets/a/b": behaviour})
    url = page_at(server, "www.modelscope.cn", "/datasets/a/b")
    assert run(server, url).outcomes[0].judgement.verdict == verdict


def test_a_private_file_of_google_drive_is_restricted(server: FaultServer) -> None:
    server.behaviours["drive"] = redirect(302, page_at(server, "accounts.google.com", "/signin"))
    judgement = run(server, page_at(server, "drive.google.com", "/file/d/1/view")).outcomes[0]
    assert judgement.judgement.verdict == "restricted"


def test_a_renamed_dataset_of_hugging_face_has_a_new_address(server: FaultServer) -> None:
    new = page_at(server, "huggingface.co", "/datasets/c/b")
    server.behaviours["huggingface"] = routes(**{"datasets/a/b": redirect(307, "/datasets/c/b")})
    judgement = run(server, page_at(server, "huggingface.co", "/datasets/a/b")).outcomes[0]
    assert (judgement.judgement.verdict, judgement.judgement.new_url) == ("moved", new)


def test_a_withdrawn_paper_is_read_though_head_would_do(server: FaultServer) -> None:
    server.behaviours["arxiv"] = status(200, body=b"<td>This paper has been withdrawn</td>")
    outcome = run(server, page_at(server, "arxiv.org", "/abs/1")).outcomes[0]
    assert outcome.judgement.verdict == "ok"
    assert "withdrawn" in outcome.judgement.reason
