"""Tokens of hosts, from the environment, each for the host that gave it and no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

#: Variable → the one origin that its token goes to.
VARIABLES = {
    "GITHUB_TOKEN": "https://api.github.com",
    "HF_TOKEN": "https://huggingface.co",
}
#: RFC 6750 section 2.1. Anything else could be a second header.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{8,512}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """By origin (``https://api.github.com``). Never part of a text that shows this object."""

    _by_origin: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self._by_origin)

    def header(self, origin: str) -> str | None:
        """The Authorization header for a first request to ``origin``; None for any other host.

        The caller sends it with no request that a redirect led to.
        """
        token = self._by_origin.get(origin)
        return f"Bearer {token}" if token else None

    def knows(self, host: str) -> bool:
        """Whether there is a token for ``host``."""
        return any(
            origin.partition("://")[2].partition(":")[0] == host for origin in self._by_origin
        )


def tokens_from(environ: Mapping[str, str]) -> Tokens:
    """The tokens in ``environ``; what is no token is passed over."""
    found = {origin: environ.get(name, "").strip() for name, origin in VARIABLES.items()}
    return Tokens({origin: token for origin, token in found.items() if _TOKEN.fullmatch(token)})
