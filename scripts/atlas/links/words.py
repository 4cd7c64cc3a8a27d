"""The words that runs, states and pages share: verdicts, and the kinds that histories are made of.

No more than words: the site reads states without a line of the checker's network code.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """One run's answer about one link (data/vocabulary/verdicts.yaml)."""

    OK = "ok"
    MOVED = "moved"
    RESTRICTED = "restricted"
    RATE_LIMITED = "rate_limited"
    TRANSIENT = "transient"
    DEAD = "dead"
    BLOCKED = "blocked"
    INVALID = "invalid"


class Kind(StrEnum):
    """What a verdict says about a link's life: it lives, a server says it does not, nobody
    answered, or nothing was learned."""

    OK = "ok"
    HARD = "hard"
    TRANSIENT = "transient"
    SOFT = "soft"


_KINDS = {
    Verdict.OK: Kind.OK,
    Verdict.MOVED: Kind.OK,
    Verdict.DEAD: Kind.HARD,
    Verdict.TRANSIENT: Kind.TRANSIENT,
}


def kind_of(verdict: Verdict) -> Kind:
    """The kind of ``verdict``; what keeps people out, or was not asked, is soft."""
    return _KINDS.get(verdict, Kind.SOFT)
