"""A state → what needs a person: dead links, addresses to renew, facts that are gone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from atlas.links.expect import Watch, never_shown, sources
from atlas.links.plan import PlannedLink, Use
from atlas.links.state import Archive, Expected, Fact, LinkState, State
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
    """One link, or one fact of it (``literal``), that a person has to look at, with the places that
    cite the link or expect the fact.

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
    Verdict.MOVED: Want.MOVED,
}
_GONE = "The source no longer says what it is cited for."
_NEVER = "{} read and never said this: a mistake of the record."


def needs(
    state: State,
    links: Collection[PlannedLink],
    watched: Iterable[tuple[Use, Sequence[Watch]]] = (),
    excused: Collection[str] = (),
) -> tuple[Need, ...]:
    """What needs a person, the most urgent first, then by address. Links that no record cites need
    nobody; ``excused`` ones are listed as such. ``watched``: what each statement expects, with its
    place."""
    found = [
        need
        for link in links
        if link.url in state.links
        and (need := _of_link(link, state.links[link.url], link.url in excused))
    ]
    found += _of_facts(state, watched)
    order = list(Want)
    return tuple(sorted(found, key=lambda need: (need.excused, order.index(need.want), need.url)))


def shown_now(state: State) -> Mapping[str, tuple[Verdict, Verdict | None]]:
    """Each link's last verdict and what is shown of it, as suppressions are judged by."""
    return {url: (link.verdict, link.shown) for url, link in state.links.items()}


def _of_link(link: PlannedLink, known: LinkState, excused: bool) -> Need | None:
    want = _SHOWN.get(known.shown)
    if want is None:
        return None
    moved = want is Want.MOVED
    return Need(
        want,
        link.url,
        known.reason,
        link.uses,
        since=None if known.streak.kind is Kind.OK else known.streak.days[0],
        last_good=known.last_ok,
        new_url=known.new_url if moved else None,
        archive=None if moved else known.archive,
        excused=excused,
    )


def _of_facts(state: State, watched: Iterable[tuple[Use, Sequence[Watch]]]) -> list[Need]:
    facts = {url: link.expect for url, link in state.links.items() if link.expect}
    found: dict[tuple[Want, str, str], Need] = {}
    for use, those in watched:
        wants = [(Want.GONE, watch) for watch in those if _state(watch, facts) is Fact.GONE]
        if never_shown(those, facts):
            wants = [(Want.NEVER, those[0])]
        for want, watch in wants:
            fact = facts[watch.url][watch.key]
            reason = _GONE if want is Want.GONE else _NEVER.format(_were(sources(those)))
            need = found.get((want, watch.url, watch.key)) or Need(
                want, watch.url, reason, (), fact.missing_since, fact.last_seen,
                literal=watch.literal,
            )  # fmt: skip
            found[want, watch.url, watch.key] = replace(need, uses=(*need.uses, use))
    return list(found.values())


def _state(watch: Watch, facts: Mapping[str, Mapping[str, Expected]]) -> Fact | None:
    fact = facts.get(watch.url, {}).get(watch.key)
    return fact.state if fact else None


def _were(urls: Sequence[str]) -> str:
    return "The source was" if len(urls) == 1 else f"All {len(urls)} sources were"
