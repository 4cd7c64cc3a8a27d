"""Pages that answer 200 and say that nothing is there, by title and short body only."""

from __future__ import annotations

import pytest
from fault_server import Connection, FaultServer, Request
from link_run import run

from atlas.links import page
from atlas.links.meaning import Meaning, Reply

LONG = "<p>" + "A table of results that people read. " * 60


def read(title: str, body: str = "<p>Sorry.</p>", *, code: int = 200, whole: bool = True):
    text = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    reply = Reply(
        "https://example.org/x", "example.org", code, {}, text, page.title_of(text), whole
    )
    return page.meaning_of(reply)


@pytest.mark.parametrize(
    "title",
    ["404", "404 Not Found", "404 - Page not found", "Error 404", "Page not found", "Not Found",
     "Page not found | Lab of Vision", "Page Not Found · GitHub Pages",
     "The requested URL was not found", "Oops! Page not found", "Not Found (404)",
     "页面不存在", "404 页面未找到", "找不到页面", "This page does not exist",
     "  404\n Not&nbsp;Found "],
)  # fmt: skip
def test_a_short_page_with_such_a_title_says_that_nothing_is_there(title: str) -> None:
    found = read(title)
    assert isinstance(found, Meaning)
    assert found.verdict == "dead"


@pytest.mark.parametrize(
    "title",
    ["", "Home", "How a 404 page works", "404 hours of video", "Data not found in other sets",
     "The page not found dataset", "Not Found: a corpus of missing things", "Error analysis",
     "Lost and not found", "VQA 404", "Page 404 of the atlas", "parked cars dataset",
     "Cars for sale: a dataset", "Domain adaptation", "Expired domains: a corpus",
     "A dataset of parked domains"],
)  # fmt: skip
def test_any_other_title_is_taken_for_what_was_cited(title: str) -> None:
    assert read(title) is None


def test_a_long_page_is_a_page_whatever_its_title() -> None:
    assert read("404 Not Found", LONG) is None
    assert read("404 Not Found", f"<script>{'x' * 5000}</script><p>Sorry.</p>") is not None


def test_half_a_page_and_an_error_say_nothing_of_this_kind() -> None:
    assert read("404 Not Found", whole=False) is None
    assert read("404 Not Found", code=500) is None


@pytest.mark.parametrize(
    ("title", "body"),
    [("example.org is for sale", ""), ("This domain is parked", ""), ("HugeDomains.com", "Buy"),
     ("example.org", '<script>window.location.href="/lander"</script>'),
     ("", "The domain is for sale. Buy this domain."),
     ("example.org", '<script src="https://img.sedoparking.com/x.js"></script>')],
)  # fmt: skip
def test_a_parked_domain_is_told(title: str, body: str) -> None:
    found = read(title, body)
    assert found is not None
    assert "parked or for sale" in found.reason


def test_a_long_page_about_parking_is_a_page() -> None:
    assert read("Parking lots", LONG + "buy this domain") is None


def test_no_title_takes_long_to_read() -> None:
    for evil in ("not found " * 30, "a.b-" * 75, "404 " * 75, "page " * 60 + "not found"):
        read(evil)
        read("x", "<a" * 6000)


@pytest.mark.parametrize(
    ("kind", "length", "asked"),
    [("text/html", "900", ["HEAD", "GET"]), ("text/html", "900000", ["HEAD"]),
     # Made by a program, and so of a length that it does not know yet.
     ("text/html; charset=utf-8", None, ["HEAD", "GET"]), ("text/html", "many", ["HEAD", "GET"]),
     ("text/html", "0", ["HEAD", "GET"]), (None, None, ["HEAD", "GET"]), (None, "900", ["HEAD"]),
     ("application/pdf", "900", ["HEAD"]), ("application/zip", None, ["HEAD"]),
     ("text/html", "12", ["HEAD"])],
)  # fmt: skip
def test_only_what_may_be_a_short_page_is_fetched_for_its_title(
    kind: str | None, length: str | None, asked: list[str], server: FaultServer
) -> None:
    name = f"headers-{abs(hash((kind, length)))}"
    server.behaviours[name] = heads_with(kind, length)
    assert run(server, server.url(name)).outcomes[0].judgement.verdict == "ok"
    assert [request.method for request in server.asked(f"{name}.fault")] == asked


def heads_with(kind: str | None, length: str | None):
    """A page that says so much about itself when it is asked by HEAD."""

    async def behave(request: Request, connection: Connection) -> None:
        lines = [f"Content-Type: {kind}"] if kind else []
        lines += [f"Content-Length: {length}"] if length else []
        if request.method == "HEAD":
            await connection.send("\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode())
        else:
            await connection.reply(request, 200, body=b"<title>Data</title>")
        connection.keep = False

    return behave


def test_a_host_that_says_by_status_what_it_has_is_asked_by_head_alone(server: FaultServer) -> None:
    server.behaviours["github"] = heads_with("text/html", None)
    before = len(server.requests)
    assert run(server, f"http://github.com:{server.port}/a/b").outcomes
    del server.behaviours["github"]
    assert [request.method for request in server.requests[before:]] == ["HEAD"]
