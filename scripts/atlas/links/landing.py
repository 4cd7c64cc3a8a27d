"""What kind of page a redirect ended on, read from the two addresses alone."""

from __future__ import annotations

import re
from enum import Enum, auto
from urllib.parse import SplitResult, urlsplit


class Landing(Enum):
    """Kinds of pages that answer 200 and yet are not what was linked."""

    PAGE = auto()
    LOGIN = auto()
    NOT_FOUND_PAGE = auto()
    FRONT_PAGE = auto()


#: First labels of hosts, and path segments without extension, that are login pages.
_LOGIN_HOSTS = frozenset({"login", "accounts", "signin", "sso", "idp", "passport"})
_LOGIN_PATHS = frozenset(
    {"login", "log-in", "log_in", "logon", "signin", "sign-in", "sign_in", "sso", "saml", "saml2"}
)
#: Last path segments, without extension, of pages that say "not found" with status 200. Whole
#: segments only: an article named 404-not-found-explained must not match.
_NOT_FOUND_PATHS = frozenset(
    {"404", "error404", "error-404", "404-not-found", "not-found", "notfound", "not_found",
     "page-not-found", "pagenotfound", "page_not_found"}
)  # fmt: skip
#: Paths that are a front page under another name: being sent from these to ``/`` loses nothing.
_FRONT_PATHS = re.compile(r"/(?:(?:index|home|default|main)(?:\.[a-z]{2,5})?)?/?", re.IGNORECASE)
_LANGUAGE_PATH = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2,4})?/?", re.IGNORECASE)


def classify(url: str, final: str) -> Landing:
    """What a chain from ``url`` that ended at ``final`` arrived at. Both are absolute URLs."""
    start, end = urlsplit(url), urlsplit(final)
    if _is_login(end) and not _is_login(start):
        return Landing.LOGIN
    if _is_not_found(end) and not _is_not_found(start):
        return Landing.NOT_FOUND_PAGE
    # Only on the same site: a page that got a domain of its own lives at that domain's root.
    same_site = _site(start) == _site(end)
    if (
        same_site
        and _is_front(end)
        and not _is_front(start)
        and not _LANGUAGE_PATH.fullmatch(start.path)
    ):
        return Landing.FRONT_PAGE
    return Landing.PAGE


def same_address(one: str, other: str) -> bool:
    """Whether two addresses differ only in spelling: case of the host, default port, empty path,
    fragment."""
    return _canonical(one) == _canonical(other)


def same_page(one: str, other: str) -> bool:
    """Whether two addresses of one site differ in no more than case and final slash or ``.git``."""

    def path(url: str) -> str:
        return urlsplit(url).path.rstrip("/").removesuffix(".git").casefold()

    return path(one) == path(other)


def _canonical(url: str) -> tuple[str, str, int | None, str, str]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    host = (parts.hostname or "").removesuffix(".")
    return parts.scheme, host, port, parts.path or "/", parts.query


def _site(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _segments(parts: SplitResult) -> list[str]:
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    return [segment.partition(".")[0] for segment in segments]


def _is_login(parts: SplitResult) -> bool:
    first = (parts.hostname or "").partition(".")[0]
    return first in _LOGIN_HOSTS or not _LOGIN_PATHS.isdisjoint(_segments(parts))


def _is_not_found(parts: SplitResult) -> bool:
    segments = _segments(parts)
    return bool(segments) and segments[-1] in _NOT_FOUND_PATHS


def _is_front(parts: SplitResult) -> bool:
    return not parts.query and bool(_FRONT_PATHS.fullmatch(parts.path or "/"))
