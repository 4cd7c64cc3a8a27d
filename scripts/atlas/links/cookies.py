"""Cookies that live as long as one chain of redirects: some sites insist on them."""

from __future__ import annotations

from aiohttp import ClientResponse, CookieJar
from yarl import URL


class ChainCookies:
    """An empty jar costs nothing: it is made when a server sets the first cookie."""

    __slots__ = ("_jar",)

    def __init__(self) -> None:
        self._jar: CookieJar | None = None

    def take(self, response: ClientResponse) -> None:
        """Keep what ``response`` sets."""
        if response.cookies:
            if self._jar is None:
                self._jar = CookieJar(unsafe=True)
            self._jar.update_cookies(response.cookies, response.url)

    def header(self, url: URL) -> str:
        """The Cookie header for ``url``; "" when there is none."""
        if self._jar is None:
            return ""
        return "; ".join(
            f"{name}={morsel.coded_value}" for name, morsel in self._jar.filter_cookies(url).items()
        )
