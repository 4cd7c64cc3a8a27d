"""The behaviours of the fault server and the verdict that each must end in.

A case is a name, what the server does, and what the checker must say. Names are host names.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from answers import close, hang, of_no_length, on_head, raw, redirect, reset, routes, status, then
from fault_server import Behaviour, Connection, Request

OK, MOVED, RESTRICTED, RATE_LIMITED = "ok", "moved", "restricted", "rate_limited"
TRANSIENT, DEAD, BLOCKED = "transient", "dead", "blocked"


@dataclass(frozen=True)
class Case:
    """``new`` is the path of the new address; ``why`` a part of the reason."""

    verdict: str
    behaviour: Behaviour
    code: int | None = None
    new: str | None = None
    why: str = ""
    path: str = "/page"


CASES: dict[str, Case] = {}


def case(name: str, verdict: str, **more: object) -> Callable[[Behaviour], Behaviour]:
    """Register a behaviour."""

    def register(behaviour: Behaviour) -> Behaviour:
        CASES[name] = Case(verdict, behaviour, **more)  # type: ignore[arg-type]
        return behaviour

    return register


# --- statuses, the same to HEAD and GET ---

for _verdict, _codes in {
    OK: (200, 201, 203, 204, 206, 300, 304),
    RESTRICTED: (401, 402, 403, 407, 418, 423, 451, 999),
    RATE_LIMITED: (429,),
    DEAD: (404, 410),
    TRANSIENT: (305, 400, 405, 406, 408, 409, 421, 425, 500, 501, 502, 503, 504, 520, 599),
}.items():
    for _code in _codes:
        CASES[f"status-{_code}"] = Case(_verdict, status(_code), _code)

# --- HEAD says no, GET is the one that counts ---

for _code in (400, 401, 403, 404, 405, 410, 500, 501, 503):
    CASES[f"head-{_code}-get-200"] = Case(OK, on_head(status(_code), status(200)), 200)
CASES["head-hangs"] = Case(OK, on_head(hang, status(200)), 200)
CASES["head-resets"] = Case(OK, on_head(reset, status(200)), 200)
CASES["head-garbage"] = Case(OK, on_head(raw(b"\x16\x03\x01 what?\r\n\r\n"), status(200)), 200)
CASES["head-403-get-404"] = Case(DEAD, on_head(status(403), status(404)), 404)
CASES["head-redirects-to-error-get-is-fine"] = Case(
    OK, routes(page=on_head(redirect(302, "/err"), status(200)), err=status(404)), 200
)

# --- redirects ---

CASES["moved-301"] = Case(MOVED, routes(page=redirect(301, "/new")), 200, "/new")
CASES["moved-308"] = Case(MOVED, routes(page=redirect(308, "/new")), 200, "/new")
for _code in (302, 303, 307):
    CASES[f"temporary-{_code}"] = Case(
        OK, routes(page=redirect(_code, "/new")), 200, why="temporary"
    )
CASES["permanent-then-temporary"] = Case(
    MOVED, routes(page=redirect(301, "/a"), a=redirect(308, "/b"), b=redirect(302, "/c")), 200, "/b"
)
CASES["temporary-then-permanent"] = Case(
    OK, routes(page=redirect(302, "/a"), a=redirect(301, "/b")), 200
)
CASES["relative-location"] = Case(
    MOVED, routes(**{"dir/page": redirect(301, "../other/./x")}), 200, "/other/x", path="/dir/page"
)
CASES["utf8-location"] = Case(
    MOVED, routes(page=redirect(301, "/数据")), 200, "/%E6%95%B0%E6%8D%AE"
)
CASES["latin1-location"] = Case(MOVED, routes(page=redirect(301, "/caf\udce9")), 200, "/caf%E9")
CASES["spaces-in-location"] = Case(MOVED, routes(page=redirect(301, " /a b ")), 200, "/a%20b")
CASES["stray-percent-location"] = Case(MOVED, routes(page=redirect(301, "/100%")), 200, "/100%25")
CASES["backslash-location"] = Case(MOVED, routes(page=redirect(301, "\\new")), 200, "/new")
CASES["no-location"] = Case(TRANSIENT, status(302), 302, why="without an address")
CASES["empty-location"] = Case(TRANSIENT, redirect(301, ""), why="no address")
CASES["broken-location"] = Case(TRANSIENT, redirect(301, "http://[oops/"), why="no address")
CASES["credentials-in-location"] = Case(
    TRANSIENT, redirect(301, "http://user:secret@moved.fault/"), why="user name"
)
CASES["loop-to-itself"] = Case(TRANSIENT, redirect(302, "/page"), why="circle")
CASES["loop-of-two"] = Case(
    TRANSIENT, routes(page=redirect(301, "/b"), b=redirect(301, "/page")), why="circle"
)
CASES["redirect-to-404"] = Case(DEAD, routes(page=redirect(301, "/x"), x=status(404)), 404)
CASES["redirect-to-403"] = Case(RESTRICTED, routes(page=redirect(302, "/x"), x=status(403)), 403)
CASES["redirect-to-500"] = Case(TRANSIENT, routes(page=redirect(302, "/x"), x=status(500)), 500)
CASES["redirect-to-login"] = Case(RESTRICTED, routes(page=redirect(302, "/login?next=x")), 200)
CASES["redirect-to-front-page"] = Case(
    MOVED, routes(**{"papers/data": redirect(301, "/")}), 200, why="front page", path="/papers/data"
)
CASES["index-to-front-page"] = Case(
    MOVED, routes(**{"index.html": redirect(301, "/")}), 200, "/", path="/index.html"
)
CASES["redirect-to-not-found-page"] = Case(
    DEAD, routes(page=redirect(302, "/errors/404.html")), 200, why="not-found page"
)
CASES["redirect-to-article-about-404"] = Case(
    OK, routes(page=redirect(302, "/how-a-404-not-found-works")), 200
)
for _scheme in (
    "ftp://ftp.example.org/x",
    "mailto:a@example.org",
    "javascript:alert(1)",
    "file:///",
):
    CASES[f"redirect-to-{_scheme.partition(':')[0]}"] = Case(
        BLOCKED, redirect(302, _scheme), why=_scheme.partition(":")[0]
    )
CASES["redirect-keeps-fragment"] = Case(
    MOVED, routes(page=redirect(301, "/new")), 200, "/new#part", path="/page#part"
)


@case("query-only-location", MOVED, code=200, new="/page?v=2")
async def query_only(request: Request, connection: Connection) -> None:
    behave = status(200) if request.path.endswith("?v=2") else redirect(301, "?v=2")
    await behave(request, connection)


@case("ten-redirects", OK, code=200)
async def ten(request: Request, connection: Connection) -> None:
    count = int(request.path.removeprefix("/page") or "0")
    behave = redirect(302, f"/page{count + 1}") if count < 10 else status(200)
    await behave(request, connection)


@case("endless-redirects", TRANSIENT, why="more than 10")
async def endless(request: Request, connection: Connection) -> None:
    count = int(request.path.removeprefix("/page") or "0")
    await redirect(301, f"/page{count + 1}")(request, connection)


@case("cookie-gate", OK, code=200)
async def cookie_gate(request: Request, connection: Connection) -> None:
    passed = "pass=yes" in request.headers.get("cookie", "")
    behave = status(200) if passed else status(302, "Set-Cookie: pass=yes", "Location: /page")
    await behave(request, connection)


# --- protocol faults ---

CASES["hangs"] = Case(TRANSIENT, hang, why="in time")
CASES["resets"] = Case(TRANSIENT, reset, why="broke off")
CASES["closes-at-once"] = Case(TRANSIENT, close, why="broke off")
CASES["garbage"] = Case(TRANSIENT, raw(bytes(range(256)) * 8), why="not HTTP")
CASES["http-09"] = Case(TRANSIENT, raw(b"<html>hello</html>\r\n\r\n"), why="not HTTP")
CASES["bad-status"] = Case(TRANSIENT, raw(b"HTTP/1.1 abc OK\r\n\r\n"), why="not HTTP")
CASES["nul-in-header"] = Case(TRANSIENT, raw(b"HTTP/1.1 200 OK\r\nA: \x00b\r\n\r\n"))
CASES["negative-length"] = Case(TRANSIENT, raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"))
CASES["half-a-header"] = Case(TRANSIENT, raw(b"HTTP/1.1 200 OK\r\nContent-"), why="broke off")
CASES["header-flood"] = Case(
    TRANSIENT, raw(b"HTTP/1.1 200 OK\r\n", *[b"X-%d: y\r\n" % n for n in range(5000)], b"\r\n")
)
CASES["huge-header"] = Case(
    TRANSIENT, raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n"), why="too large"
)
CASES["long-policy-header"] = Case(OK, status(200, "Content-Security-Policy: " + "a" * 9000), 200)
CASES["broken-cookie"] = Case(OK, status(200, "Set-Cookie: \udcff=\x01;;=;", "Set-Cookie: ="), 200)
CASES["short-body"] = Case(
    OK,
    on_head(status(405), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nsome of it")),
    200,
)
CASES["no-body-at-all"] = Case(
    TRANSIENT,
    on_head(status(405), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")),
    200,
    why="before the page began",
)
CASES["broken-chunks"] = Case(
    TRANSIENT,
    on_head(status(405), raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n!")),
    why="not HTTP",
)
CASES["gzip-bomb"] = Case(
    OK,
    on_head(
        status(405),
        status(200, "Content-Encoding: gzip", body=gzip.compress(b"\0" * 30_000_000)),
    ),
    200,
)
CASES["broken-gzip"] = Case(
    RESTRICTED, status(403, "Content-Encoding: gzip", body=b"no gzip at all"), 403
)
CASES["body-after-head"] = Case(
    OK, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", close=False), 200
)


@case("chunks-break-later", OK, code=200)
async def break_later(request: Request, connection: Connection) -> None:
    if request.method == "HEAD":
        await connection.reply(request, 405)
        return
    await connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")
    await asyncio.sleep(0.1)
    await connection.send(b"zz\r\n!")
    connection.keep = False


@case("endless-body", OK, code=200)
async def endless_body(request: Request, connection: Connection) -> None:
    if request.method == "HEAD":
        await connection.reply(request, 405)
        return
    await connection.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await connection.send(b"x" * 65536)


@case("endless-header", TRANSIENT)
async def endless_header(_: Request, connection: Connection) -> None:
    await connection.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await connection.send(b"X: y\r\n" * 1000)


@case("drips-header", TRANSIENT, why="in time")
async def drip_header(_: Request, connection: Connection) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 1000:
        await connection.send(bytes([byte]))
        await asyncio.sleep(0.02)


@case("drips-body", OK, code=200)
async def drip_body(request: Request, connection: Connection) -> None:
    if request.method == "HEAD":
        await connection.reply(request, 405)
        return
    await connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(500):
        await connection.send(b"x")
        await asyncio.sleep(0.02)


# --- it passes, or not within the run ---

CASES["500-once"] = Case(OK, then(status(500), status(500), status(200)), 200)
CASES["reset-twice"] = Case(OK, then(reset, reset, status(200)), 200)
CASES["429-once"] = Case(OK, then(status(429), status(200)), 200)
CASES["429-wait-2"] = Case(OK, then(status(429, "Retry-After: 2"), status(200)), 200)
CASES["503-wait-2"] = Case(OK, then(*[status(503, "Retry-After: 2")] * 2, status(200)), 200)
CASES["429-wait-long"] = Case(RATE_LIMITED, status(429, "Retry-After: 3600"), 429, why="3600 s")
CASES["429-wait-for-ever"] = Case(RATE_LIMITED, status(429, "Retry-After: " + "9" * 400), 429)
CASES["429-broken-wait"] = Case(RATE_LIMITED, status(429, "Retry-After: soon"), 429)
CASES["429-negative-wait"] = Case(RATE_LIMITED, status(429, "Retry-After: -7"), 429)
CASES["429-far-date"] = Case(
    RATE_LIMITED, status(429, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"), 429
)
CASES["429-past-date"] = Case(
    OK, then(status(429, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"), status(200)), 200
)
CASES["503-wait-long"] = Case(RATE_LIMITED, status(503, "Retry-After: 3600"), 503)
CASES["503-broken-wait"] = Case(TRANSIENT, status(503, "Retry-After: soon"), 503)

# --- bot walls ---

CASES["wall-by-header"] = Case(RESTRICTED, status(503, "cf-mitigated: challenge"), 503)
CASES["wall-by-title"] = Case(
    RESTRICTED, status(503, body=b"<html><title>Just a moment...</title>"), 503, why="Cloudflare"
)
CASES["wall-in-deflate"] = Case(
    RESTRICTED,
    status(
        503,
        "Content-Encoding: deflate",
        body=zlib.compress(b"<title>Making sure you&#39;re not a bot!</title>"),
    ),
    503,
    why="Anubis",
)
CASES["wall-answers-202"] = Case(RESTRICTED, status(202, "x-amzn-waf-action: challenge"), 202)
CASES["title-only-mentions-wall"] = Case(
    TRANSIENT, status(503, body=b"<title>Just a moment... we are down</title>"), 503
)

# --- notices that nothing is there, with status 200 ---

_HTML = "Content-Type: text/html"
_LONG = b"<p>" + b"a dataset of pictures and questions " * 500
for _name, _verdict, _body in (
    ("soft-404", DEAD, b"<title>404 Not Found</title><p>Sorry."),
    ("soft-404-in-chinese", DEAD, "<title>页面不存在</title><p>返回首页".encode()),
    ("soft-404-with-a-site", DEAD, b"<title>Page not found | A lab</title>"),
    ("parked", DEAD, b'<script>window.location.href="/lander"</script>'),
    ("for-sale", DEAD, b"<title>example.org is for sale</title>Make an offer."),
    ("long-page-named-404", OK, b"<title>404 Not Found</title>" + _LONG),
    ("short-page-about-404", OK, b"<title>What 404 Not Found means</title>"),
    ("short-page", OK, b"<title>Data</title><p>Download"),
    ("page-that-mentions-sales", OK, b"<title>Cars for sale: a dataset</title>"),
):
    CASES[_name] = Case(_verdict, status(200, _HTML, body=_body), 200)
CASES["soft-404-of-no-length"] = Case(
    DEAD, of_no_length(_HTML, b"<title>404 Not Found</title><p>Sorry."), 200
)
CASES["page-of-no-length"] = Case(OK, of_no_length(_HTML, b"<title>Data</title>" + _LONG), 200)
CASES["soft-404-that-head-keeps-silent-about"] = Case(
    DEAD,
    on_head(
        raw(b"HTTP/1.1 200 OK\r\n\r\n"),
        status(200, _HTML, body=b"<title>404 Not Found</title>"),
    ),
    200,
)
CASES["parked-of-no-length"] = Case(
    DEAD, of_no_length(_HTML, b'<script>window.location.href="/lander"</script>'), 200
)
CASES["soft-404-behind-a-redirect"] = Case(
    DEAD,
    routes(page=redirect(302, "/x"), x=status(200, _HTML, body=b"<title>Page not found</title>")),
    200,
)
CASES["soft-404-broken-off"] = Case(
    OK,
    on_head(
        status(405),
        raw(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n"
            b"<title>404 Not Found</title>"
        ),
    ),
    200,
)
