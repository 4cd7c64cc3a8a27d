"""The first bytes of an answer: bounded reading, bounded decoding, and what they give away."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping

import aiohttp

from atlas.links.page import title_of

#: Bytes of a body that are read, and of it when decoded (issue: at most 64 KiB). A page's title
#: stands well before that; a compression bomb unfolds to no more.
LIMIT = 64 * 1024

#: Headers by which protection services mark an answer as a challenge: (name, values, service).
_WALL_HEADERS = (
    # https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
    ("cf-mitigated", ("challenge",), "Cloudflare"),
    # https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html
    ("x-amzn-waf-action", ("challenge", "captcha"), "AWS WAF"),
)
#: Titles of challenge pages, whole and lower-case, as these services send them.
_WALL_TITLES = {
    "just a moment...": "Cloudflare",
    "attention required! | cloudflare": "Cloudflare",
    "ddos-guard": "DDoS-Guard",
    "making sure you're not a bot!": "Anubis",
    "human verification": "AWS WAF",
    "pardon our interruption": "Imperva",
}


async def read_sample(
    response: aiohttp.ClientResponse, seconds: float, limit: int = LIMIT
) -> tuple[bytes, bool]:
    """At most ``limit`` bytes of the body, within ``seconds``, and whether the body broke off.

    Never raises for what the server sends; the caller closes the response.
    """
    received = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while len(received) < limit:
                chunk = await response.content.read(limit - len(received))
                if not chunk:
                    return bytes(received), False
                received += chunk
    except (aiohttp.ClientError, aiohttp.http.HttpProcessingError, OSError, ValueError):
        return bytes(received), True
    return bytes(received), False


def decode_sample(body: bytes, headers: Mapping[str, str]) -> str:
    """The text of ``body``, at most LIMIT bytes of it when unpacked; "" when unreadable.

    UTF-8 is good enough to find a title. Stacked and unknown encodings are not unpacked.
    """
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("gzip", "x-gzip", "deflate"):
        # 32: header of gzip or zlib, whichever is there.
        unpacker = zlib.decompressobj(32 + zlib.MAX_WBITS)
        try:
            body = unpacker.decompress(body, LIMIT)
        except zlib.error:
            return ""
    elif encoding not in ("identity", ""):
        return ""
    return body[:LIMIT].decode("utf-8", "replace")


def find_wall(headers: Mapping[str, str], text: str) -> str | None:
    """The service whose bot wall this answer is, or None."""
    for name, values, service in _WALL_HEADERS:
        if headers.get(name, "").strip().lower() in values:
            return service
    return _WALL_TITLES.get(title_of(text).lower())
