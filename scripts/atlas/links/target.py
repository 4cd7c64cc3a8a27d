"""Text → an address that can be asked, spelled in the one way that is checked and then used.

Everything later (the address check, the connection, the Host header) uses the result and never
the text again, so that no two parsers can read one URL differently.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from yarl import URL

#: Longest address that is asked. RFC 9110 section 4.1 wants 8000 supported; records allow 2000.
MAX_LENGTH = 8000
#: Longest host name in text form, RFC 1035 section 2.3.4.
MAX_HOST = 253
#: What may stand in a URL unescaped (RFC 3986 section 2.2); ``%`` because escapes are kept.
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_HIDDEN = re.compile(
    r"[\x00-\x20\x7f-\x9f\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class UnusableAddress(ValueError):
    """A text that is no http or https address; the message says why and can follow "it "."""


class OtherScheme(UnusableAddress):
    """An address of another kind (``mailto:``, ``ftp:``); ``scheme`` is lower-case ASCII."""

    def __init__(self, scheme: str) -> None:
        super().__init__(f"has the scheme {scheme}:, not http: or https:")
        self.scheme = scheme


@dataclass(frozen=True, slots=True)
class Target:
    """An http or https address.

    ``url`` is ASCII and without fragment; ``host`` is lower-case, without brackets or final dot,
    and canonical where it is a number; ``fragment`` is what the text had after ``#``, escaped;
    ``text`` is the whole.
    """

    url: URL
    host: str
    fragment: str
    text: str

    def __str__(self) -> str:
        return self.text


def parse_target(text: str) -> Target:
    """The address that ``text`` spells. Raises UnusableAddress (OtherScheme for another kind)."""
    if len(text) > MAX_LENGTH:
        raise UnusableAddress(f"is longer than {MAX_LENGTH} characters")
    if _HIDDEN.search(text):
        raise UnusableAddress("holds a space or a character that cannot be seen")
    if "\\" in text:
        raise UnusableAddress("holds a backslash, which programs read in different ways")
    scheme = _SCHEME.match(text)
    if not scheme:
        raise UnusableAddress("does not start with http:// or https://")
    name = scheme.group(1).lower()
    if name not in ("http", "https"):
        raise OtherScheme(name[:20])
    if not text[scheme.end() :].startswith("//"):
        raise UnusableAddress(f"has no // after {name}:")
    parts = _split(text)
    if parts.username is not None or parts.password is not None:
        raise UnusableAddress("holds a user name or password")
    host = _host(parts)
    port = _port(parts)
    shown_host = f"[{host}]" if ":" in host else host
    shown_port = "" if port is None or port == {"http": 80, "https": 443}[name] else f":{port}"
    path = _escape(parts.path) or "/"
    query = f"?{_escape(parts.query)}" if parts.query else ""
    url = URL(f"{name}://{shown_host}{shown_port}{path}{query}", encoded=True)
    return _target(url, host, _escape(parts.fragment), text)


def follow(base: Target, location: str) -> Target:
    """Where a redirect from ``base`` leads.

    ``location`` is the header's value with undecodable bytes as surrogates (aiohttp's way).
    Relative values, raw non-ASCII bytes, spaces and backslashes are understood as browsers do;
    without a fragment of its own the address keeps that of ``base`` (RFC 9110 section 10.2.2).
    Raises UnusableAddress.
    """
    if len(location) > MAX_LENGTH:
        raise UnusableAddress(f"is longer than {MAX_LENGTH} characters")
    cleaned = re.sub(r"[\t\r\n]", "", location.strip()).replace(" ", "%20")
    before, mark, after = cleaned.partition("?")
    cleaned = before.replace("\\", "/") + mark + after.replace("\\", "%5C")
    if not cleaned:
        raise UnusableAddress("is empty")
    try:
        joined = urljoin(str(base.url), cleaned)
    except ValueError as error:
        raise UnusableAddress("is not a URL") from error
    target = parse_target(joined)
    if not target.fragment and base.fragment:
        return _target(target.url, target.host, base.fragment)
    return target


def _target(url: URL, host: str, fragment: str, given: str = "") -> Target:
    text = f"{url}#{fragment}" if fragment else str(url)
    # Mostly the text that was given: of 100,000 addresses there need not be a second copy.
    return Target(url, host, fragment, given if given == text else text)


def parse_number_host(host: str) -> ipaddress.IPv4Address | None:
    """The IPv4 address that resolvers read in ``host`` (``127.1``, ``0x7f000001``), else None.

    Follows the IPv4 parser of the WHATWG URL standard. Raises UnusableAddress for a host that
    ends in a number and yet is no IPv4 address: programs disagree about those.
    """
    labels = host.split(".")
    if not _NUMBER.fullmatch(labels[-1]):
        return None
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) for label in labels):
        raise UnusableAddress("has a host that ends in a number but is no IPv4 address")
    try:
        *front, last = [_number(label) for label in labels]
    except ValueError as error:
        raise UnusableAddress("has a host that is no valid IPv4 address") from error
    if any(number > 255 for number in front) or last >= 256 ** (5 - len(labels)):
        raise UnusableAddress("has a host that is no valid IPv4 address")
    return ipaddress.IPv4Address(
        sum(number << (8 * (3 - index)) for index, number in enumerate(front)) + last
    )


def _number(label: str) -> int:
    # At most 32 bits are wanted; cut early so that no long text becomes a long number.
    if len(label) > 16:
        raise ValueError(label)
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8) if len(label) > 1 and label.startswith("0") else int(label)


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError as error:
        raise UnusableAddress("is not a URL") from error


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError as error:
        raise UnusableAddress("has a port that is not a number from 1 to 65535") from error
    if port == 0:
        raise UnusableAddress("has port 0")
    return port


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if not host:
        raise UnusableAddress("has no host")
    return _canonical(host)


# A catalogue's links share few hosts, and this is most of what a parse costs.
@lru_cache(maxsize=4096)
def _canonical(host: str) -> str:
    if "%" in host:
        raise UnusableAddress("has an escaped host or a network interface in it")
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise UnusableAddress("has a host that is no valid IPv6 address") from error
    if not host.isascii():
        try:
            host = (URL.build(scheme="http", host=host).raw_host or "").lower()
        except (ValueError, UnicodeError) as error:
            raise UnusableAddress("has a host name that cannot be written in ASCII") from error
    host = host.removesuffix(".")
    if len(host) > MAX_HOST or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise UnusableAddress("has a host name that no host can have")
    number = parse_number_host(host)
    return str(number) if number else host


def _escape(part: str) -> str:
    kept = _STRAY_PERCENT.sub("%25", part)
    try:
        return quote(kept.encode("utf-8", "surrogateescape"), safe=_KEPT)
    except UnicodeEncodeError as error:
        raise UnusableAddress("holds half a character") from error
