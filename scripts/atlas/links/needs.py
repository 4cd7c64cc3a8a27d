"""A state → what needs a person: dead links, addresses to renew, facts that are gone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from atlas.links.plan import PlannedLink, Use
from atlas.links.state import Archive, Fact, LinkState, State
from atlas.links.words import Kind, Verdict


class Want(StrEnum):
    """What there is to do, most urgent first."""

    DEAD = "dead"
    BLOCKED = "blocked"
    INVALID = "invalid"
    GONE = "gone"
    NEVER = "never"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Need:
    """One link, or one fact of it (``literal``), that a person has to look at.

    ``since`` is the first day of what is wrong, ``last_good`` the last day on which it was right.
    """

    want: Want
    url: str
    reason: str
    uses: tuple[Use, ...]
    since: date | None = None
    last_good: date | None = None
    new_url: str | None = None
    archive: Archive | None = None
    literal: str | None = None
    excused: bool = False


_SHOWN = {
    Verdict.DEAD: Want.DEAD,
    Verdict.BLOCKED: Want.BLOCKED,
    Verdict.INVALID: Want.INVALID,
}
_FACTS = {Fact.GONE: Want.GONE, Fact.NEVER: Want.NEVER}


def needs(
    state: State, links: Collection[PlannedLink], excused: Collection[str] = ()
) -> tuple[Need, ...]:
    """What needs a person, the most urgent first, then by address. Links that no record cites need
    nobody; ``excused`` ones are listed as such."""
    found = []
    for link in links:
        known = state.links.get(link.url)
        if known is not None:
            found += _of_link(link, known, link.url in excused)
    order = list(Want)
    return tuple(sorted(found, key=lambda need: (need.excused, order.index(need.want), need.url)))


def shown_now(state: State) -> Mapping[str, tuple[Verdict, Verdict | None]]:
    """Each link's last verdict and what is shown of it, as suppressions are judged by."""
    return {url: (link.verdict, link.shown) for url, link in state.links.items()}


def _of_link(link: PlannedLink, known: LinkState, excused: bool) -> list[Need]:
    wants = []
    want = _SHOWN.get(known.shown)
    if want is not None:
        since = None if known.streak.kind is Kind.OK else known.streak.days[0]
        wants.append(
            Need(
                want, link.url, known.reason, link.uses, since, known.last_ok,
                archive=known.archive, excused=excused,
            )
        )  # fmt: skip
    elif known.shown is Verdict.MOVED:
        wants.append(
            Need(
                Want.MOVED, link.url, known.reason, link.uses, None, known.last_ok,
                new_url=known.new_url, excused=excused,
            )
        )  # fmt: skip
    for literal, fact in sorted(known.expect.items()):
        wanted = _FACTS.get(fact.state)
        if wanted is not None:
            gone = wanted is Want.GONE
            reason = (
                "The source no longer says what it is cited for."
                if gone
                else "The source was read and never said this: a mistake of the record."
            )
            wants.append(
                Need(
                    wanted, link.url, reason, link.uses, fact.missing_since, fact.last_seen,
                    literal=literal, excused=False,
                )
            )  # fmt: skip
    return wants
