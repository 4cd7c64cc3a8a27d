"""Observations → a verdict, with the sentence that says why. One pure function.

The rule above all others: no live link is called dead. ``dead`` needs a server's own word (404,
410, a redirect to its not-found page) or a name system that works and does not know the host.
Everything that might pass is ``transient``; what keeps people out is ``restricted``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

from atlas.links import hosts, landing
from atlas.links.observation import (
    ANSWERED,
    Answer,
    Failure,
    Forbidden,
    HeldBack,
    Hop,
    Observation,
    RunFacts,
    Trouble,
    Unusable,
)
from atlas.links.words import Verdict as Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on a link. ``code`` is the last HTTP status, ``new_url`` where it moved to."""

    verdict: Verdict
    reason: str
    code: int | None = None
    new_url: str | None = None


#: How the reason of a failure starts that a missing network explains.
NOBODY_ANSWERED = "No public host answered"

#: Statuses that say who may see a page, or how, but that something is there.
_RESTRICTED = {
    401: "wants a login",
    402: "wants a payment",
    403: "forbids access to us",
    407: "wants a proxy login",
    418: "refuses automatic visitors",
    423: "has locked the page",
    451: "may not show it for legal reasons",
    999: "refuses automatic visitors",
}
_DEAD = {404: "says that there is no such page", 410: "says that the page is gone for good"}
#: Statuses below 500 that a later try may turn into an answer.
_PASSING = frozenset({408, 425})

_TROUBLES = {
    Trouble.NAME_NOT_FOUND: "the name of its host was not found",
    Trouble.NAME_UNAVAILABLE: "the name system did not answer for its host",
    Trouble.REFUSED: "its host refused the connection",
    Trouble.UNREACHABLE: "its host could not be reached",
    Trouble.TIMEOUT: "it did not answer in time",
    Trouble.RESET: "its host broke off the connection",
    Trouble.CERTIFICATE: "its certificate is not valid",
    Trouble.TLS: "no secure connection could be agreed on with its host",
    Trouble.MALFORMED: "its host answered with something that is not HTTP or is too large",
    Trouble.LOOP: "it redirects in a circle",
    Trouble.TOO_MANY_REDIRECTS: "it redirects more than 10 times",
    Trouble.BAD_LOCATION: "it redirects to something that is no address",
}
#: Troubles that another try within the run may end.
_RETRIED = frozenset(
    {
        Trouble.NAME_NOT_FOUND,
        Trouble.NAME_UNAVAILABLE,
        Trouble.REFUSED,
        Trouble.UNREACHABLE,
        Trouble.TIMEOUT,
        Trouble.RESET,
        Trouble.TLS,
        Trouble.MALFORMED,
    }
)


def worth_retrying(observation: Observation, longest_wait: float) -> bool:
    """Whether asking again in this run could change the verdict.

    A wait longer than ``longest_wait`` seconds that the server asked for is not worth it.
    """
    end = observation.end
    if isinstance(end, Failure):
        return end.trouble in _RETRIED
    if not isinstance(end, Answer) or end.wall or end.meaning:
        return False
    if end.code in (429, 503) and end.retry_after is not None:
        return end.retry_after <= longest_wait
    return end.code == 429 or end.code in _PASSING or 500 <= end.code < 600 or end.body_broke


def decide(url: str, observations: Sequence[Observation], run: RunFacts) -> Judgement:
    """The verdict on ``url`` from its attempts in one run (at least one, oldest first).

    The last attempt counts: earlier ones were repeated because they settled nothing.
    """
    last = observations[-1]
    end = last.end
    if isinstance(end, Unusable):
        return Judgement(Verdict.INVALID, f"The address {end.detail}.")
    if isinstance(end, Forbidden):
        return Judgement(Verdict.BLOCKED, _blocked(last, end), _last_code(last))
    if isinstance(end, HeldBack):
        wait = f"for {end.seconds:.0f} s more" if end.seconds < 1e6 else "for very long"
        reason = f"Its host asked to be left alone {wait}, so it was not asked."
        return Judgement(Verdict.RATE_LIMITED, reason, _last_code(last))
    if isinstance(end, Failure):
        return _judge_failure(last, end, len(observations), run)
    return _judge_answer(url, last, end, len(observations))


def _judge_failure(last: Observation, end: Failure, tries: int, run: RunFacts) -> Judgement:
    code = _last_code(last)
    after = " after a redirect" if last.hops and end.trouble not in ANSWERED else ""
    what = _TROUBLES[end.trouble]
    if run.void:
        reason = f"{NOBODY_ANSWERED} in this run, so this says nothing about it: {what}."
        return Judgement(Verdict.TRANSIENT, reason, code)
    if end.trouble is Trouble.NAME_NOT_FOUND:
        if run.names_resolved:
            reason = f"There is no host of that name any more{after}; other names were found."
            return Judgement(Verdict.DEAD, reason, code)
        reason = "Its host's name was not found, but no other name was in this run either."
        return Judgement(Verdict.TRANSIENT, reason, code)
    detail = f" ({end.detail})" if end.detail else ""
    times = f", {tries} times" if tries > 1 else ""
    return Judgement(Verdict.TRANSIENT, f"{_capital(what)}{after}{times}{detail}.", code)


def _judge_answer(url: str, last: Observation, end: Answer, tries: int) -> Judgement:
    code = end.code
    status = _status(code)
    after = f"After {_count(len(last.hops), 'redirect')} its server" if last.hops else "Its server"
    if end.wall:
        reason = f"{end.wall} stands before it and lets no automatic visitor through ({status})."
        return Judgement(Verdict.RESTRICTED, reason, code)
    if end.meaning and end.meaning.verdict is not Verdict.OK:
        return Judgement(end.meaning.verdict, end.meaning.reason, code)
    if code in _RESTRICTED:
        return Judgement(Verdict.RESTRICTED, f"{after} {_RESTRICTED[code]} ({status}).", code)
    if code == 429 or (code == 503 and end.retry_after is not None):
        wait = "" if end.retry_after is None else f" and to wait {_wait(end.retry_after)}"
        reason = f"{after} asks for fewer requests{wait} ({status})."
        return Judgement(Verdict.RATE_LIMITED, reason, code)
    if code in _DEAD:
        return Judgement(Verdict.DEAD, f"{after} {_DEAD[code]} ({status}).", code)
    if 200 <= code < 300 and end.body_broke:
        reason = f"{after} answered {status} and broke off before the page began."
        return Judgement(Verdict.TRANSIENT, reason, code)
    # 300 and 304 are no errors: what was asked for exists.
    if 200 <= code < 300 or code in (300, 304):
        return _judge_arrival(url, last, end)
    times = f", {tries} times" if tries > 1 else ""
    if 500 <= code < 600:
        reason = f"{after} failed with {status}{times}."
    elif 300 <= code < 400:
        reason = f"{after} answered {status} without an address to go to."
    else:
        reason = f"{after} did not accept the request ({status}{times}), which says little."
    return Judgement(Verdict.TRANSIENT, reason, code)


def _judge_arrival(url: str, last: Observation, end: Answer) -> Judgement:
    status = _status(end.code)
    known = end.meaning
    if known and known.address and not landing.same_page(url, known.address):
        reason = f"It has another name now. {known.reason}"
        return Judgement(Verdict.MOVED, reason, end.code, known.address)
    if not last.hops:
        reason = known.reason if known else _answers(status)
        return Judgement(Verdict.OK, reason, end.code)
    where = landing.classify(url, end.url)
    if where is landing.Landing.LOGIN:
        reason = "It redirects to a login page, so its content cannot be seen."
        return Judgement(Verdict.RESTRICTED, reason, end.code)
    if where is landing.Landing.NOT_FOUND_PAGE:
        reason = f"It redirects to its site's not-found page (which answers {status})."
        return Judgement(Verdict.DEAD, reason, end.code)
    if where is landing.Landing.FRONT_PAGE:
        reason = "It redirects to its site's front page: what was cited may be gone."
        return Judgement(Verdict.MOVED, reason, end.code)
    new_url = permanent_address(last.hops)
    if new_url is None or landing.same_address(url, new_url):
        redirects = _count(len(last.hops), "temporary redirect")
        reason = known.reason if known else f"It answers {status} after {redirects}."
        return Judgement(Verdict.OK, reason, end.code)
    reason = "It has moved for good and answers at its new address."
    if known:
        reason = f"It has moved for good. {known.reason}"
    return Judgement(Verdict.MOVED, reason, end.code, new_url)


def permanent_address(hops: Sequence[Hop]) -> str | None:
    """Where the redirects for good before the first temporary one lead; None: nowhere.

    What follows a temporary redirect must not be written into a record (RFC 9110 section 15.4).
    """
    address = None
    for hop in hops:
        if not hosts.lasting(hop.url, hop.code, hop.leads_to):
            break
        address = hop.leads_to
    return address


def _blocked(last: Observation, end: Forbidden) -> str:
    if end.other_scheme:
        return f"It redirects to an address that {end.detail}, which was not followed."
    who = "It redirects to a host that" if last.hops else "Its host"
    return f"{who} is not on the public internet ({end.detail}), so that was not contacted."


def _last_code(observation: Observation) -> int | None:
    return observation.hops[-1].code if observation.hops else None


@lru_cache(maxsize=64)
def _answers(status: str) -> str:
    # What is said of most links is one text, not 100,000.
    return f"It answers {status}."


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _wait(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 1e6 else "very long"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
