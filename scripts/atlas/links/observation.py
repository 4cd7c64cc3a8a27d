"""What was seen when a link was asked. Verdicts are made from these alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atlas.links.meaning import Meaning


class Trouble(StrEnum):
    """Why there was no usable answer."""

    NAME_NOT_FOUND = "name not found"
    NAME_UNAVAILABLE = "name unavailable"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    RESET = "reset"
    CERTIFICATE = "certificate"
    TLS = "tls"
    MALFORMED = "malformed"
    LOOP = "loop"
    TOO_MANY_REDIRECTS = "too many redirects"
    BAD_LOCATION = "bad location"


#: The server answered in HTTP and the trouble came later: no sign of a missing network.
ANSWERED = frozenset({Trouble.LOOP, Trouble.TOO_MANY_REDIRECTS, Trouble.BAD_LOCATION})


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: ``url`` answered ``code`` and names ``leads_to`` (absolute, usable)."""

    url: str
    code: int
    leads_to: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer of a chain, from ``url``. ``retry_after`` in seconds, None if unusable.

    ``wall`` names a recognised bot wall. ``body_broke`` says that a body was promised and ended
    before its first byte. ``meaning`` is what a known host or a notice of a page means by it.
    ``etag`` and ``last_modified`` are what a later request may ask with whether it changed, and
    ``unchanged`` says that such a request was answered so. ``short_page``: what answered a HEAD may
    be a notice that nothing is there.
    """

    url: str
    code: int
    retry_after: float | None = None
    wall: str | None = None
    body_broke: bool = False
    meaning: Meaning | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    short_page: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """No usable answer from ``url``. ``detail`` never holds text that a server chose."""

    url: str
    trouble: Trouble
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """``url`` was not contacted as its host is not public, or leads to what is no web address
    (``other_scheme``). ``detail`` names the host, or says what the address is."""

    url: str
    detail: str
    other_scheme: bool = False


@dataclass(frozen=True, slots=True)
class Unusable:
    """The link itself is not an http or https address; nothing was contacted."""

    detail: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """``url`` was not asked, as its host wants to be left alone for ``seconds`` more."""

    url: str
    seconds: float


End = Answer | Failure | Forbidden | Unusable | HeldBack


@dataclass(frozen=True, slots=True)
class Observation:
    """One attempt: the redirects that were followed and how it ended."""

    hops: tuple[Hop, ...]
    end: End

    @property
    def answered(self) -> bool:
        """Whether any host answered in HTTP."""
        if self.hops or isinstance(self.end, Answer | HeldBack):
            return True
        return isinstance(self.end, Failure) and self.end.trouble in ANSWERED

    @property
    def network_failed(self) -> bool:
        """Whether nobody answered though somebody was asked."""
        return isinstance(self.end, Failure) and not self.answered


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the whole run saw, which the verdict on one link depends on."""

    answered: bool
    network_failed: bool
    names_resolved: bool

    @property
    def void(self) -> bool:
        """Whether the network itself seems to be missing: somebody was asked, nobody answered."""
        return self.network_failed and not self.answered
