"""How a text becomes an address, where a redirect leads, and what kind of page it ended on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atlas.links.landing import Landing, classify, same_address
from atlas.links.retry_after import parse_retry_after
from atlas.links.sample import LIMIT, decode_sample, find_wall
from atlas.links.target import OtherScheme, UnusableAddress, follow, parse_target


@pytest.mark.parametrize(
    ("text", "spelled", "host"),
    [
        ("https://example.org", "https://example.org/", "example.org"),
        ("HTTP://EXAMPLE.org:80/A", "http://example.org/A", "example.org"),
        ("https://example.org:8443/x?y=1", "https://example.org:8443/x?y=1", "example.org"),
        ("https://example.org./x", "https://example.org/x", "example.org"),
        ("https://数据.example/集", "https://xn--vxup8b.example/%E9%9B%86", "xn--vxup8b.example"),
        ("https://example.org/a%2Fb", "https://example.org/a%2Fb", "example.org"),
        ("https://example.org/100%", "https://example.org/100%25", "example.org"),
        ("http://127.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://0x7F.0.0.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://[0:0::1]:8080/", "http://[::1]:8080/", "::1"),
    ],
)
def test_an_address_has_one_spelling(text: str, spelled: str, host: str) -> None:
    target = parse_target(text)
    assert (str(target.url), target.host) == (spelled, host)


@pytest.mark.parametrize(
    "text",
    [
        "", "example.org", "//example.org/", "http:/example.org", "http:example.org", "http://",
        "http:///x", "http://user@example.org/", "http://user:secret@example.org/",
        "http://example.org@127.0.0.1/", "http://example.org:0/", "http://example.org:99999/",
        "http://example.org:8O/", "http://exa mple.org/", "http://example.org/\x00",
        "http://example.org/\u202egpj.exe", "http://example.org\\@127.0.0.1/", "http://[::1",
        "http://[::1%25eth0]/", "http://%31%32%37.0.0.1/", "http://a..b/", "http://.../",
        "http://256.0.0.1/", "http://1.2.3.4.5/", "http://example.0x/", "http://127.0.0.08/",
        "http://99999999999999999999/", "http://" + "a" * 64 + ".org/",
        "https://example.org/" + "a" * 9000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(UnusableAddress) as refused:
        parse_target(text)
    assert not isinstance(refused.value, OtherScheme)
    assert str(refused.value)


@pytest.mark.parametrize("text", ["ftp://example.org/", "mailto:a@b.org", "JavaScript:alert(1)"])
def test_another_scheme_is_told_apart(text: str) -> None:
    with pytest.raises(OtherScheme):
        parse_target(text)


@given(st.text(max_size=60))
@example("http://[")
@example("http://\ud800/")
@example("https://example.org/\ud800")
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for candidate in (text, f"http://{text}", f"http://example.org/{text}"):
        try:
            target = parse_target(candidate)
        except UnusableAddress:
            continue
        assert str(target).isascii()
        assert target.url.raw_host == target.host
        assert str(parse_target(str(target))) == str(target)


@given(st.text(max_size=60))
def test_any_location_is_followed_or_refused(location: str) -> None:
    try:
        target = follow(parse_target("https://example.org/a/b?c"), location)
    except UnusableAddress:
        return
    assert str(target).isascii()
    assert target.url.raw_host == target.host


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("c", "https://example.org/a/c#old"),
        ("/c", "https://example.org/c#old"),
        ("//other.org/c", "https://other.org/c#old"),
        ("?d", "https://example.org/a/b?d#old"),
        ("http://other.org", "http://other.org/#old"),
        ("/c#new", "https://example.org/c#new"),
        ("  /c ", "https://example.org/c#old"),
        ("/a\tb", "https://example.org/ab#old"),
        ("\\\\other.org\\c", "https://other.org/c#old"),
        ("https://例え.example/", "https://xn--r8jz45g.example/#old"),
    ],
)
def test_a_location_is_read_as_browsers_read_it(location: str, leads_to: str) -> None:
    assert str(follow(parse_target("https://example.org/a/b?c#old"), location)) == leads_to


@pytest.mark.parametrize(
    ("start", "end", "landing"),
    [
        ("/data", "/new/data", Landing.PAGE),
        ("/data", "/", Landing.FRONT_PAGE),
        ("/data", "https://www.example.org/index.html", Landing.FRONT_PAGE),
        ("/?p=12", "/", Landing.FRONT_PAGE),
        ("/~group/data", "https://data.org/", Landing.PAGE),
        ("/index.php", "/", Landing.PAGE),
        ("/en/", "/", Landing.PAGE),
        ("/", "/", Landing.PAGE),
        ("/data", "/login?next=/data", Landing.LOGIN),
        ("/data", "/users/sign_in", Landing.LOGIN),
        ("/data", "/Account/Login.aspx", Landing.LOGIN),
        ("/data", "https://accounts.google.com/v3/x", Landing.LOGIN),
        ("/login", "/login/", Landing.PAGE),
        ("/data", "/blog/login-flows", Landing.PAGE),
        ("/data", "/404", Landing.NOT_FOUND_PAGE),
        ("/data", "/en/page-not-found.html", Landing.NOT_FOUND_PAGE),
        ("/404", "/404.html", Landing.PAGE),
        ("/data", "/papers/404-not-found-explained", Landing.PAGE),
        ("/data", "/papers/404/authors", Landing.PAGE),
    ],
)
def test_the_end_of_a_redirect_is_told_apart(start: str, end: str, landing: Landing) -> None:
    final = end if end.startswith("http") else f"https://example.org{end}"
    assert classify(f"https://example.org{start}", final) is landing


def test_another_spelling_of_an_address_is_no_move() -> None:
    assert same_address("http://Example.org", "http://example.org:80/#top")
    assert not same_address("http://example.org/", "https://example.org/")
    assert not same_address("http://example.org/a", "http://example.org/a/")


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("-5", None), ("1.5", None), ("٣", None),
        ("9" * 11, None), ("9" * 5000, None), ("Mon, 99 Foo 2026 99:99:99 GMT", None),
        ("0", 0), (" 120 ", 120), ("Mon, 23 Nov 2026 12:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 12:00:30", 30), ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_a_date_or_nothing(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


@given(st.text(max_size=80))
def test_any_retry_after_is_understood_or_ignored(value: str) -> None:
    wait = parse_retry_after(value)
    assert wait is None or wait >= 0


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "identity", "x", ""]))
def test_any_body_decodes_to_bounded_text(body: bytes, encoding: str) -> None:
    assert len(decode_sample(body, {"Content-Encoding": encoding})) <= LIMIT


def test_a_wall_is_known_by_its_whole_title_only() -> None:
    assert find_wall({}, "<TITLE>\n Just a\n moment... </title>") == "Cloudflare"
    assert find_wall({}, "<title>Just a moment... in time: a dataset</title>") is None
    assert find_wall({}, "<p>Just a moment...</p>") is None
