"""One link → one observation: HEAD or GET, redirects by hand, within limits, to checked addresses.

Whatever a server does ends in an observation; nothing it sends is trusted or followed blindly.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from dataclasses import dataclass, replace
from types import TracebackType

import aiohttp

from atlas.links import hosts
from atlas.links.address import (
    AddressBook,
    AddressPolicy,
    NameNotFound,
    NameUnavailable,
    NotPublic,
    PinnedResolver,
    guarded_socket,
)
from atlas.links.answers import Reader, Validators, read_answer
from atlas.links.cookies import ChainCookies
from atlas.links.failures import failure_of
from atlas.links.observation import (
    Answer,
    End,
    Failure,
    Forbidden,
    HeldBack,
    Hop,
    Observation,
    Trouble,
    Unusable,
)
from atlas.links.politeness import HostHeld, Politeness
from atlas.links.target import OtherScheme, Target, UnusableAddress, follow, parse_target
from atlas.links.tokens import Tokens
from atlas.links.words import Verdict

#: More redirects than that end a chain.
MAX_REDIRECTS = 10
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
_NO_TOKENS = Tokens()


@dataclass(slots=True)
class Budget:
    """What is left, in seconds, of the time that requests for one link may take together."""

    left: float


class Fetcher:
    """Asks links over one pool of connections. Use as an async context manager."""

    def __init__(
        self,
        book: AddressBook,
        policy: AddressPolicy,
        politeness: Politeness,
        *,
        user_agent: str,
        timeout: float,
        tls: ssl.SSLContext | None = None,
        tokens: Tokens = _NO_TOKENS,
        reader: Reader = read_answer,
    ) -> None:
        """``timeout``: seconds for one request. ``tls``: default, the machine's trust store.
        ``reader`` makes an answer of a response."""
        self._reader = reader
        self._tokens = tokens
        self._asks_github = tokens.knows(hosts.GITHUB_API[0])
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

    async def __aenter__(self) -> Fetcher:
        """Ready to ask."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        await self._session.close()

    async def observe(
        self,
        url: str,
        budget: Budget,
        *,
        head_first: bool = True,
        known: Validators | None = None,
    ) -> Observation:
        """Ask ``url`` once: HEAD, and a GET of the whole chain when HEAD leaves any doubt.

        A host whose interface knows more than its pages is asked there first, and at the page only
        when that settles nothing. ``known`` makes the first request a conditional one.
        """
        try:
            target = parse_target(url)
        except UnusableAddress as error:
            return Observation((), Unusable(str(error)))
        if head_first:
            seen = await self._interface(target, budget)
            if seen is not None:
                return seen
            if not hosts.wants_text(target.host):
                seen = await self._chain(target, "HEAD", budget, known or Validators())
                if not _doubtful(seen.end):
                    return seen
        return await self._chain(target, "GET", budget, Validators())

    async def _interface(self, target: Target, budget: Budget) -> Observation | None:
        """What the host's interface says of ``target``; None when there is none or it is silent."""
        if target.host not in hosts.WITH_INTERFACE:
            return None
        better = hosts.better_address(str(target.url), github_token=self._asks_github)
        if better is None:
            return None
        seen = await self._chain(parse_target(better), "GET", budget, Validators())
        if not isinstance(seen.end, Answer) or seen.end.meaning is None:
            return None
        if seen.end.meaning.verdict is Verdict.RATE_LIMITED:
            # Interfaces have fewer answers an hour than pages: the page is asked, and once GitHub's
            # are used up (1,000 in a workflow) the pages of the other links too.
            self._asks_github &= target.host not in hosts.GITHUB
            return None
        return Observation((), replace(seen.end, url=str(target), etag=None, last_modified=None))

    async def _chain(
        self, target: Target, method: str, budget: Budget, known: Validators
    ) -> Observation:
        """Follow redirects from ``target``. Cookies that are set on the way live that long."""
        cookies = ChainCookies()
        hops: list[Hop] = []
        visited: set[tuple[str, str]] = set()
        while True:
            # A site may redirect to the same page once it has set a cookie: that is no loop.
            state = (str(target.url), cookies.header(target.url))
            if state in visited:
                return Observation(tuple(hops), Failure(str(target), Trouble.LOOP))
            visited.add(state)
            # A token and a condition are for the address that was meant, not for where it leads.
            extra = {} if hops else {**known.headers(), **self._token(target)}
            end = await self._ask(target, method, cookies, budget, extra)
            if not isinstance(end, _Redirect):
                if hops and isinstance(end, Answer):
                    end = replace(end, etag=None, last_modified=None)
                return Observation(tuple(hops), end)
            if len(hops) == MAX_REDIRECTS:
                return Observation(tuple(hops), Failure(str(target), Trouble.TOO_MANY_REDIRECTS))
            try:
                following = follow(target, end.location)
            except OtherScheme as error:
                return Observation(tuple(hops), Forbidden(str(target), str(error), True))
            except UnusableAddress as error:
                failure = Failure(str(target), Trouble.BAD_LOCATION, str(error))
                return Observation(tuple(hops), failure)
            hops.append(Hop(str(target), end.code, str(following)))
            target = following

    def _token(self, target: Target) -> dict[str, str]:
        if not self._tokens:
            return {}
        header = self._tokens.header(str(target.url.origin()))
        return {"Authorization": header} if header else {}

    async def _ask(
        self,
        target: Target,
        method: str,
        cookies: ChainCookies,
        budget: Budget,
        extra: dict[str, str],
    ) -> End | _Redirect:
        """One request to one address, in its turn."""
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
    ) -> End | _Redirect:
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
                return _Redirect(response.status, location)
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


@dataclass(frozen=True, slots=True)
class _Redirect:
    code: int
    location: str


def _where(host: str, error: NotPublic) -> str:
    return host if host in map(str, error.addresses) else f"{host} is {error}"


def _doubtful(end: End) -> bool:
    """Whether a GET could say something else than this end of a HEAD."""
    if isinstance(end, Answer):
        # These are no doubt: asking again at once is what the server asks not to do.
        if end.code == 429 or (end.code == 503 and end.retry_after is not None):
            return False
        if end.unchanged:
            return False
        return not 200 <= end.code < 300 or end.wall is not None or end.short_page
    if isinstance(end, Failure):
        return end.trouble not in _SAME_FOR_GET
    return False


#: Nothing of the request was sent when these happened.
_SAME_FOR_GET = frozenset(
    {
        Trouble.NAME_NOT_FOUND,
        Trouble.NAME_UNAVAILABLE,
        Trouble.REFUSED,
        Trouble.UNREACHABLE,
        Trouble.CERTIFICATE,
    }
)
