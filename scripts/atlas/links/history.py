"""What a row of runs makes of a link, and when it is asked next. Pure.

A known link is shown dead after 3 hard answers over at least 7 days, after 5 failures over at
least 30, or after 30 days of certificate errors; one good answer resets all of it, and what is
restricted or rate limited is never shown dead (issue 6). InternetArchiveBot wants 3 failures 3
days apart, pywikibot 2 over 7 days.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta

from atlas.links.state import Fact, LinkState, Streak
from atlas.links.words import Kind, Verdict, kind_of

HARD_ANSWERS, HARD_DAYS = 3, 7
FAILED_RUNS, FAILED_DAYS = 5, 30
CERTIFICATE_DAYS = 30
#: A week, the rhythm in which links that work are asked.
WEEK = 7
#: A link's day of the week is awaited for at least this long; on average a week passes.
SHORTEST_WEEK = 4
#: No host silences a link for longer, whatever its Retry-After says.
LONGEST_SILENCE = 7
#: As many days of a streak are kept, its first and its last: all that the rules above can need.
_KEPT = FAILED_RUNS


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run found out about one link.

    ``certificate``: whether its certificate was the trouble. ``wait``: seconds that its host wants
    to be left alone. ``etag`` and ``last_modified`` as the server sent them, None when it did not.
    """

    verdict: Verdict
    reason: str
    code: int | None = None
    new_url: str | None = None
    certificate: bool = False
    wait: float | None = None
    etag: str | None = None
    last_modified: str | None = None


def advance(old: LinkState | None, asked: Asked, day: date) -> LinkState:
    """The state of a link after it was asked on ``day``; ``old`` is None for a new link.

    The archive copy and the watched facts of ``old`` are kept.
    """
    streak = _streak(old.streak if old else None, asked, day)
    alive = kind_of(asked.verdict) is Kind.OK
    # Validators belong to the last good answer; without one nothing may be answered by 304.
    fresh = replace(
        old or LinkState(day, day, asked.verdict, asked.verdict, streak),
        last_asked=day,
        verdict=asked.verdict,
        shown=shown(asked.verdict, streak),
        streak=streak,
        code=asked.code,
        reason=asked.reason,
        new_url=asked.new_url,
        etag=asked.etag if alive else None,
        last_modified=asked.last_modified if alive else None,
        not_before=_not_before(asked.wait, day),
    )
    return replace(fresh, last_ok=day) if alive else fresh


def shown(verdict: Verdict, streak: Streak) -> Verdict:
    """What readers are told: ``verdict`` is the last run's, ``streak`` includes it.

    A hard answer that history does not confirm yet is shown as a failure that may pass.
    """
    if kind_of(verdict) in (Kind.OK, Kind.SOFT):
        return verdict
    return Verdict.DEAD if _is_dead(streak) else Verdict.TRANSIENT


def due(url: str, state: LinkState | None, day: date) -> bool:
    """Whether the link is to be asked on ``day``."""
    return day >= next_due(url, state, day)


def next_due(url: str, state: LinkState | None, day: date) -> date:
    """The day on which the link is asked next, ``day`` for one that never was.

    Daily when it is not known to work, or when a fact of it is missing, which one more run settles;
    else on the weekday that the hash of its address gives, so that a catalogue is spread over the
    week and each run agrees with the last about who is due.
    """
    if state is None:
        return day
    missing = any(fact.state is Fact.MISSING for fact in state.expect.values())
    if kind_of(state.verdict) is Kind.OK and not missing:
        earliest = state.last_asked + timedelta(days=SHORTEST_WEEK)
        turn = (_weekday(url) - earliest.toordinal()) % WEEK
        following = earliest + timedelta(days=turn)
    else:
        following = state.last_asked + timedelta(days=1)
    # A clock that went wrong once must not silence a link until it is right.
    if state.last_asked > day:
        return day
    return max(following, state.not_before or following)


def was_alive(state: LinkState | None) -> bool:
    """Whether the link answered well when it last answered at all."""
    return state is not None and state.streak.kind is Kind.OK


def _streak(old: Streak | None, asked: Asked, day: date) -> Streak:
    kind = kind_of(asked.verdict)
    if old is None:
        old = Streak(kind, ())
    elif kind is Kind.SOFT and old.kind is not Kind.SOFT:
        return old  # Nothing was learned: no streak ends and none grows.
    since = (old.certificate_since or day) if asked.certificate else None
    if kind is Kind.TRANSIENT and old.kind is Kind.HARD:
        return replace(old, transient_days=_with(old.transient_days, day), certificate_since=since)
    if kind is not old.kind:
        return Streak(kind, (day,), (), since)
    return replace(old, days=_with(old.days, day), certificate_since=since)


def _with(days: tuple[date, ...], day: date) -> tuple[date, ...]:
    """``days`` and ``day``, without those in the middle that no rule asks for."""
    every = sorted({*days, day})
    return tuple(every if len(every) <= _KEPT else [every[0], *every[1 - _KEPT :]])


def _is_dead(streak: Streak) -> bool:
    if streak.kind is Kind.HARD and _reaches(streak.days, HARD_ANSWERS, HARD_DAYS):
        return True
    failed = tuple(sorted({*streak.days, *streak.transient_days}))
    if _reaches(failed, FAILED_RUNS, FAILED_DAYS):
        return True
    return (
        streak.certificate_since is not None
        and (failed[-1] - streak.certificate_since).days >= CERTIFICATE_DAYS
    )


def _reaches(days: tuple[date, ...], count: int, span: int) -> bool:
    return len(days) >= count and (days[-1] - days[0]).days >= span


def _weekday(url: str) -> int:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[0] % WEEK


def _not_before(wait: float | None, day: date) -> date | None:
    if not wait:
        return None
    # A wait that ends within the day is over when the next run asks.
    days = int(min(wait, LONGEST_SILENCE * 86_400.0) // 86_400)
    return day + timedelta(days=days + 1) if wait >= 3600 else None
