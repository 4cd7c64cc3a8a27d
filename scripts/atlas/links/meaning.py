"""An answer as it is read (``Reply``), and what a page or a host is known to mean by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.links.words import Verdict


@dataclass(frozen=True, slots=True)
class Reply:
    """``url`` answered ``code``. ``headers`` in any case; ``title`` folded to one line.

    ``text`` is what was read of the body, at most 64 KiB; ``whole`` says that this is all of it.
    """

    url: str
    host: str
    code: int
    headers: Mapping[str, str]
    text: str = ""
    title: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """A verdict with its reason; ``address`` is where the host says that the thing is now."""

    verdict: Verdict
    reason: str
    address: str | None = None
