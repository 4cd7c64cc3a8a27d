"""A run's outcomes → the next state, and a state → what a run asks with. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from atlas.links.answers import Validators
from atlas.links.check import Outcome
from atlas.links.expect import Watch, next_facts, watched_only, witnessed
from atlas.links.history import Asked, advance, was_alive
from atlas.links.observation import Answer, Failure, HeldBack, Trouble
from atlas.links.state import Expected, Fact, LinkState, State


def asked_of(outcome: Outcome) -> Asked:
    """What history needs of an outcome."""
    judgement, end = outcome.judgement, outcome.observations[-1].end
    answer = end if isinstance(end, Answer) else None
    wait = end.seconds if isinstance(end, HeldBack) else answer.retry_after if answer else None
    return Asked(
        judgement.verdict,
        judgement.reason,
        judgement.code,
        judgement.new_url,
        certificate=isinstance(end, Failure) and end.trouble is Trouble.CERTIFICATE,
        wait=wait,
        etag=answer.etag if answer else None,
        last_modified=answer.last_modified if answer else None,
    )


def advance_all(
    state: State,
    outcomes: Sequence[Outcome],
    day: date,
    watched: Mapping[str, Sequence[Watch]] | None = None,
) -> State:
    """``state`` after a run on ``day`` that was not void. What was not asked stays as it is.
    ``watched``: the facts that were looked for, by link."""
    links = dict(state.links)
    for outcome in outcomes:
        url = outcome.link.url
        link = advance(links.get(url), asked_of(outcome), day)
        facts = next_facts(link.expect, (watched or {}).get(url, ()), outcome.shown, day)
        links[url] = replace(link, expect=facts)
    for url in {outcome.link.url for outcome in outcomes if outcome.shown}:
        links[url] = replace(links[url], expect=_without_witnessed(url, links, watched or {}))
    return State(day, links)


def _without_witnessed(
    url: str, links: Mapping[str, LinkState], watched: Mapping[str, Sequence[Watch]]
) -> Mapping[str, Expected]:
    """The facts of a link without those that it never showed and another source does."""
    facts = dict(links[url].expect)
    for watch in watched.get(url, ()):
        never = facts.get(watch.key)
        if never is None or never.state is not Fact.NEVER:
            continue
        if witnessed(watch, {one: links[one].expect for one, _ in watch.beside if one in links}):
            del facts[watch.key]
    return facts


def without_uncited(state: State, cited: Collection[str]) -> State:
    """``state`` without the links that no record cites any more."""
    kept = {url: link for url, link in state.links.items() if url in cited}
    return replace(state, links=kept)


def without_unwatched(state: State, watched: Mapping[str, Sequence[Watch]]) -> State:
    """``state`` without the facts that no statement expects any more, where ``watched`` are those
    of all records."""
    links = {
        url: replace(link, expect=watched_only(link.expect, watched.get(url, ())))
        for url, link in state.links.items()
        if link.expect
    }
    return replace(state, links={**state.links, **links})


def validators(state: State, urls: Iterable[str]) -> dict[str, Validators]:
    """What to ask with whether a link changed since it answered well."""
    found = ((url, state.links.get(url)) for url in urls)
    return {
        url: Validators(link.etag, link.last_modified)
        for url, link in found
        if link and was_alive(link) and (link.etag or link.last_modified)
    }


def merge_states(base: State, parts: Iterable[State]) -> State:
    """``base`` with what each part of a run changed in it.

    A part is the state that one shard left: all of ``base``, with the shard's own links asked. An
    entry that differs from the base's was asked by that shard, since hosts are kept whole; when two
    differ, the one asked last counts, and the later part when that was the same day.
    """
    links: dict[str, LinkState] = dict(base.links)
    days = [base.updated]
    for part in parts:
        days.append(part.updated)
        for url, link in part.links.items():
            earlier = links.get(url)
            if base.links.get(url) != link and (
                earlier is None or link.last_asked >= earlier.last_asked
            ):
                links[url] = link
    return State(max((day for day in days if day), default=None), links)


def alive(state: State, urls: Iterable[str]) -> Mapping[str, None]:
    """Those of ``urls`` that answered well when they last answered at all."""
    return {url: None for url in urls if was_alive(state.links.get(url))}
