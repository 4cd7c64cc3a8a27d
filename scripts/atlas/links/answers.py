"""A response → an Answer, with everything in it that a verdict or a later request may need."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp

from atlas.links import hosts, page
from atlas.links.meaning import Reply
from atlas.links.observation import Answer
from atlas.links.retry_after import parse_retry_after
from atlas.links.sample import LIMIT, decode_sample, find_wall, read_sample
from atlas.links.target import Target

#: A longer validator is kept for nobody.
_MAX_VALIDATOR = 256

#: What makes an answer of a response to a request by a method for a target, within some seconds.
Reader = Callable[[Target, str, aiohttp.ClientResponse, float], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave with its last good answer, to ask whether it changed since."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """RFC 9110 section 13.1: If-None-Match, If-Modified-Since."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value and _plain(value)}


async def read_answer(
    target: Target, method: str, response: aiohttp.ClientResponse, seconds: float
) -> Answer:
    """The end of a chain that ``response``, to a request by ``method`` for ``target``, is.

    Of a body at most sample.LIMIT bytes are read, within ``seconds``. Never raises for what the
    server sends; the caller closes the response.
    """
    body, broke = b"", False
    if method != "HEAD":
        body, broke = await read_sample(response, seconds)
    return answer_of(target, method, response.status, response.headers, body, broke)


def answer_of(
    target: Target, method: str, code: int, headers: Mapping[str, str], body: bytes, broke: bool
) -> Answer:
    """The same for a response of which ``body`` (at most sample.LIMIT bytes) was read; ``broke``
    says that it broke off there."""
    text = decode_sample(body, headers)
    whole = method != "HEAD" and not broke and len(body) < LIMIT
    reply = Reply(str(target), target.host, code, headers, text, page.title_of(text), whole)
    unsaid = method == "HEAD" and 200 <= code < 300
    return Answer(
        str(target),
        code,
        parse_retry_after(headers.get("Retry-After")),
        find_wall(headers, text),
        broke and not body,
        None if unsaid else hosts.meaning_of(reply) or page.meaning_of(reply),
        _validator(headers.get("ETag")),
        _validator(headers.get("Last-Modified")),
        short_page=unsaid
        and not hosts.says_by_status(target.host)
        and page.may_say_so(code, headers),
    )


def _validator(value: str | None) -> str | None:
    return value if value and _plain(value) else None


def _plain(value: str) -> bool:
    return len(value) <= _MAX_VALIDATOR and value.isascii() and value.isprintable()
