"""One request → its end: an answer, a redirect or a failure, in the host's turn, within limits, to
an address that was checked.

Whatever a server does ends in one of these; nothing it sends is trusted.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from dataclasses import dataclass, replace

import aiohttp

from atlas.links.address import (
    AddressBook,
    AddressPolicy,
    NameNotFound,
    NameUnavailable,
    NotPublic,
    PinnedResolver,
    guarded_socket,
)
from atlas.links.answers import Reader, read_answer
from atlas.links.cookies import ChainCookies
from atlas.links.failures import failure_of
from atlas.links.observation import Answer, End, Failure, Forbidden, HeldBack, Trouble
from atlas.links.politeness import HostHeld, Politeness
from atlas.links.target import Target

#: Longest header, and header count. Content-Security-Policy headers of 8 KiB exist.
MAX_HEADER = 16 * 1024
MAX_HEADERS = 128

# Its warnings quote what servers send, and a line of that kind on stderr could be read as a command
# by the CI system. What matters of them is in the observations.
logging.getLogger("aiohttp").addHandler(logging.NullHandler())

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    # Only what sample.py can unpack within bounds.
    "Accept-Encoding": "gzip, deflate",
    # The notices that hosts.py and page.py know are in English.
    "Accept-Language": "en,*;q=0.5",
}
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})


@dataclass(slots=True)
class Budget:
    """What is left, in seconds, of the time that requests for one link may take together."""

    left: float


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that names another address; ``location`` as the server wrote it."""

    code: int
    location: str


class Client:
    """Sends requests over one pool of connections."""

    def __init__(
        self,
        book: AddressBook,
        policy: AddressPolicy,
        politeness: Politeness,
        *,
        user_agent: str,
        timeout: float,
        tls: ssl.SSLContext | None = None,
        reader: Reader = read_answer,
    ) -> None:
        """``timeout``: seconds for one request. ``tls``: default, the machine's trust store.
        ``reader`` makes an answer of a response."""
        self._reader = reader
        self._book = book
        self._politeness = politeness
        self._timeout = timeout
        connector = aiohttp.TCPConnector(
            resolver=PinnedResolver(book),
            use_dns_cache=False,
            socket_factory=guarded_socket(policy),
            limit=0,  # Politeness counts, whole chains and not only open connections.
            ssl=tls or True,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={**_HEADERS, "User-Agent": user_agent},
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
            max_headers=MAX_HEADERS,
            requote_redirect_url=False,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def ask(
        self,
        target: Target,
        method: str,
        cookies: ChainCookies,
        budget: Budget,
        extra: dict[str, str],
    ) -> End | Redirect:
        """One request to one address, in its turn; its time is taken from ``budget``.

        ``extra`` are headers of this request alone. Never raises for what names and servers do.
        """
        shown = str(target)
        try:
            await self._book.addresses(target.host)
        except NotPublic as error:
            return Forbidden(shown, _where(target.host, error))
        except NameNotFound:
            return Failure(shown, Trouble.NAME_NOT_FOUND)
        except NameUnavailable as error:
            return Failure(shown, Trouble.NAME_UNAVAILABLE, str(error))
        try:
            async with self._politeness.turn(target.host):
                if budget.left <= 0:
                    return Failure(shown, Trouble.TIMEOUT, "the time for this link is used up")
                started = time.monotonic()
                seconds = min(self._timeout, budget.left)
                end = await self._request(target, method, cookies, seconds, extra)
                budget.left -= time.monotonic() - started
        except HostHeld as held:
            return HeldBack(shown, held.seconds)
        if isinstance(end, Answer) and end.code in (429, 503) and end.retry_after:
            self._politeness.hold(target.host, end.retry_after)
        return end

    async def _request(
        self,
        target: Target,
        method: str,
        cookies: ChainCookies,
        seconds: float,
        extra: dict[str, str],
    ) -> End | Redirect:
        shown = str(target)
        cookie = cookies.header(target.url)
        deadline = time.monotonic() + seconds
        try:
            async with asyncio.timeout(seconds):
                response = await self._session.request(
                    method,
                    target.url,
                    allow_redirects=False,
                    headers={**extra, "Cookie": cookie} if cookie else extra,
                )
        except Exception as error:
            # Everything: whatever a server made the client stumble over is one link's failure.
            return failure_of(shown, error, seconds)
        try:
            cookies.take(response)
            location = response.headers.get("Location")
            if response.status in _REDIRECTS and location is not None:
                return Redirect(response.status, location)
            answer = await self._reader(target, method, response, deadline - time.monotonic())
            if answer.code == 304 and not _CONDITIONS.isdisjoint(extra):
                etag, modified = extra.get("If-None-Match"), extra.get("If-Modified-Since")
                return replace(answer, etag=etag, last_modified=modified, unchanged=True)
            return answer
        finally:
            if response.content.at_eof():
                response.release()
            else:
                response.close()


def _where(host: str, error: NotPublic) -> str:
    return host if host in map(str, error.addresses) else f"{host} is {error}"
