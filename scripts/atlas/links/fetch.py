"""One link → one observation: HEAD or GET, whole chains of redirects by hand, at most ten.

What one request is allowed to do stands in client.py.
"""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType

from atlas.links import hosts
from atlas.links.answers import Validators
from atlas.links.client import Budget, Client, Redirect
from atlas.links.cookies import ChainCookies
from atlas.links.observation import (
    Answer,
    End,
    Failure,
    Forbidden,
    Hop,
    Observation,
    Trouble,
    Unusable,
)
from atlas.links.target import OtherScheme, Target, UnusableAddress, follow, parse_target
from atlas.links.tokens import Tokens
from atlas.links.words import Verdict

#: More redirects than that end a chain.
MAX_REDIRECTS = 10

_NO_TOKENS = Tokens()


class Fetcher:
    """Asks links through one client. Use as an async context manager."""

    def __init__(self, client: Client, tokens: Tokens = _NO_TOKENS) -> None:
        """``tokens`` go to their own hosts."""
        self._client = client
        self._tokens = tokens
        self._asks_github = tokens.knows(hosts.GITHUB_API[0])

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
        await self._client.close()

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
            end = await self._client.ask(target, method, cookies, budget, extra)
            if not isinstance(end, Redirect):
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
