"""GitHub's REST API, as little of it as the workflows need, without trust in what it returns."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

TIMEOUT = 30.0
#: No answer that is read here is larger, in bytes.
MAX_ANSWER = 8 * 1024 * 1024
#: Entries of a list in one answer; GitHub gives no more.
_PER_PAGE = 100


class ApiFailed(Exception):
    """A request that failed; the message names it and holds no secret. ``status`` is what was
    answered, None when nothing was."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token along."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""


_OPENER = urllib.request.build_opener(_NoRedirects)


@dataclass(frozen=True)
class Api:
    """One repository at one server, asked with the workflow's own token."""

    address: str
    repository: str
    token: str

    def get(self, path: str) -> Any:
        """What ``path`` (below the repository's own) holds. Raises ApiFailed."""
        return json.loads(self._ask("GET", path))

    def listed(self, path: str, most_pages: int) -> Iterator[Any]:
        """The entries of the list at ``path``, of at most ``most_pages`` pages of a hundred.

        Raises ApiFailed.
        """
        for page in range(1, most_pages + 1):
            found = self.get(f"{path}?per_page={_PER_PAGE}&page={page}")
            yield from found
            if len(found) < _PER_PAGE:
                return

    def send(self, method: str, path: str, content: Mapping[str, object]) -> Any:
        """POST or PATCH ``content``. Raises ApiFailed."""
        return json.loads(self._ask(method, path, json.dumps(content).encode()))

    def delete(self, path: str) -> None:
        """Remove what stands at ``path``. Raises ApiFailed."""
        self._ask("DELETE", path)

    def download(self, path: str, most: int) -> bytes:
        """A file that GitHub keeps elsewhere: asked there without the token. Raises ApiFailed."""
        with self._open("GET", path) as answer:
            place = answer.headers.get("Location", "")
        if urlsplit(place).scheme not in ("https", urlsplit(self.address).scheme):
            raise ApiFailed(f"GET {path} led nowhere")
        return _read(_opened(urllib.request.Request(place), f"the file of {path}"), most)  # noqa: S310

    def _ask(self, method: str, path: str, content: bytes | None = None) -> bytes:
        return _read(self._open(method, path, content), MAX_ANSWER)

    def _open(self, method: str, path: str, content: bytes | None = None) -> HTTPResponse:
        request = urllib.request.Request(  # noqa: S310 - the address is the runner's
            f"{self.address}/repos/{self.repository}/{path}",
            data=content,
            method=method,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        return _opened(request, f"{method} {path}")


def api_from(environ: Mapping[str, str] = os.environ) -> Api:
    """The repository that the workflow runs for. Raises ApiFailed where that is not said."""
    try:
        server, repository = environ["GITHUB_API_URL"], environ["GITHUB_REPOSITORY"]
        return Api(server, repository, environ["GITHUB_TOKEN"])
    except KeyError as error:
        raise ApiFailed(f"{error} is not set; this command is for a workflow") from error


def _opened(request: urllib.request.Request, what: str) -> HTTPResponse:
    try:
        answer = _OPENER.open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code in (301, 302, 303, 307, 308):
            return error  # type: ignore[return-value]  # it has headers, and read()
        error.close()
        raise ApiFailed(f"{what} was answered {error.code}", error.code) from error
    except OSError as error:
        raise ApiFailed(f"{what} was not answered") from error
    assert isinstance(answer, HTTPResponse)  # noqa: S101 - what http(s) addresses give
    return answer


def _read(answer: HTTPResponse, most: int) -> bytes:
    with answer:
        content = answer.read(most + 1)
    if len(content) > most:
        raise ApiFailed(f"an answer was longer than {most} bytes")
    return content
