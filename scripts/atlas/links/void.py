"""Runs that say nothing: no network, or so many failures at once that it must be ours. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from atlas.links.check import Outcome, RunResult
from atlas.links.verdict import NOBODY_ANSWERED
from atlas.links.words import Verdict

#: A run is void when more than this part of the links last seen alive fail …
LOST_PART = 0.3
#: … and at least so many (issue 6, section 2).
LOST_AT_LEAST = 10

NOBODY = (
    "No public host answered, so there seems to be no network:"
    " this run says nothing about any link."
)
_FAILED = frozenset({Verdict.DEAD, Verdict.TRANSIENT, Verdict.BLOCKED})


def void_sentence(result: RunResult, alive: Collection[str]) -> str | None:
    """Why the run is void, None when it is not. ``alive``: the links that last answered well."""
    if result.facts.void:
        return NOBODY
    known = [outcome for outcome in result.outcomes if outcome.link.url in alive]
    lost = sum(outcome.judgement.verdict in _FAILED for outcome in known)
    if lost < LOST_AT_LEAST or lost <= LOST_PART * len(known):
        return None
    return (
        f"{lost} of {len(known)} links that answered when they were last asked failed at once,"
        " so there seems to be no good network: this run says nothing about any link."
    )


def without_blame(outcomes: Sequence[Outcome], alive: Collection[str]) -> tuple[Outcome, ...]:
    """The outcomes of a void run: what failed in it is transient, for want of a network."""
    return tuple(_excused(outcome, alive) for outcome in outcomes)


def _excused(outcome: Outcome, alive: Collection[str]) -> Outcome:
    judgement = outcome.judgement
    blocked = judgement.verdict is Verdict.BLOCKED and outcome.link.url in alive
    if judgement.verdict not in (Verdict.DEAD, Verdict.TRANSIENT) and not blocked:
        return outcome
    if judgement.reason.startswith(NOBODY_ANSWERED):
        return outcome
    reason = f"No network, it seems, so this says nothing about it: {judgement.reason}"
    excused = replace(judgement, verdict=Verdict.TRANSIENT, reason=reason, new_url=None)
    return replace(outcome, judgement=excused)
