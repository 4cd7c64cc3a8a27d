"""What a row of runs makes of a link: when it is shown dead, and when it is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.links.history import Asked, advance, due, next_due, was_alive
from atlas.links.state import Expected, Fact, LinkState
from atlas.links.words import Kind, Verdict

START = date(2026, 1, 1)
URL = "https://example.org/data"
#: One letter an answer, in the words of people who read the histories below.
ANSWERS = {
    "ok": Asked(Verdict.OK, "It answers."),
    "moved": Asked(Verdict.MOVED, "It has moved.", 200, "https://example.org/new"),
    "gone": Asked(Verdict.DEAD, "There is no such page.", 404),
    "fails": Asked(Verdict.TRANSIENT, "It failed.", 500),
    "cert": Asked(Verdict.TRANSIENT, "Its certificate is not valid.", certificate=True),
    "walled": Asked(Verdict.RESTRICTED, "It wants a login.", 401),
    "slow-down": Asked(Verdict.RATE_LIMITED, "Fewer requests.", 429, wait=60.0),
}


def after(history: str) -> LinkState:
    """The state after ``0 ok, 7 gone``: on day 0 it answered, on day 7 it was gone."""
    state = None
    for step in history.split(", "):
        day, answer = step.split()
        state = advance(state, ANSWERS[answer], START + timedelta(days=int(day)))
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("history", "shown"),
    [
        # 3 hard answers over at least 7 days.
        ("0 ok, 7 gone, 8 gone, 14 gone", "dead"),
        ("0 ok, 7 gone, 8 gone, 9 gone", "transient"),
        ("0 ok, 7 gone, 14 gone", "transient"),
        ("0 gone, 3 gone, 7 gone", "dead"),
        # One good answer resets, also by a redirect.
        ("0 gone, 3 gone, 6 ok, 7 gone, 8 gone", "transient"),
        ("0 gone, 3 gone, 7 gone, 8 moved", "moved"),
        # Failures that may pass do not end a hard streak, nor make it shorter.
        ("0 gone, 1 fails, 4 gone, 5 fails, 8 gone", "dead"),
        # 5 transient runs over at least 30 days.
        ("0 ok, 1 fails, 8 fails, 16 fails, 24 fails, 31 fails", "dead"),
        ("0 ok, 1 fails, 2 fails, 3 fails, 4 fails, 5 fails, 6 fails", "transient"),
        ("0 ok, 1 fails, 15 fails, 20 fails, 40 fails", "transient"),
        ("0 fails, 9 fails, 18 fails, 27 ok, 36 fails, 45 fails", "transient"),
        # Certificate errors for 30 days, however seldom it was asked.
        ("0 ok, 7 cert, 36 cert", "transient"),
        ("0 ok, 7 cert, 37 cert", "dead"),
        ("0 cert, 15 fails, 31 cert", "transient"),
        # Restricted and rate limited never become dead.
        ("0 walled, 10 walled, 20 walled, 30 walled, 90 walled", "restricted"),
        ("0 slow-down, 8 slow-down, 16 slow-down, 24 slow-down, 60 slow-down", "rate_limited"),
        ("0 gone, 3 gone, 7 gone, 8 walled", "restricted"),
        # They end no streak either.
        ("0 gone, 3 walled, 4 gone, 5 slow-down, 7 gone", "dead"),
        # Gone twice and silent ever since is no better than silent.
        ("0 gone, 5 gone, 12 fails, 20 fails, 31 fails", "dead"),
        # Asked five times on one day counts once.
        ("0 gone, 0 gone, 0 gone, 7 gone", "transient"),
    ],
)
def test_a_history_ends_as_it_should(history: str, shown: str) -> None:
    assert after(history).shown == shown


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(sorted(ANSWERS))), min_size=1))
def test_whatever_happened_a_good_answer_is_shown_and_dead_needs_reasons(
    steps: list[tuple[int, str]],
) -> None:
    state, day = None, START
    history: list[tuple[date, str]] = []
    for days, answer in steps:
        day += timedelta(days=days)
        state = advance(state, ANSWERS[answer], day)
        history.append((day, answer))
    assert state is not None
    last = history[-1][1]
    if last in ("ok", "moved"):
        assert state.shown == last
        assert state.last_ok == day
    if last in ("walled", "slow-down"):
        assert state.shown not in ("dead", "transient")
    if state.shown == "dead":
        good = [when for when, answer in history if answer in ("ok", "moved")]
        bad = [
            when
            for when, answer in history
            if answer in ("gone", "fails", "cert") and when >= (good or [START])[-1]
        ]
        assert (max(bad) - min(bad)).days >= 7
    assert len(state.streak.days) <= 5  # the file does not grow with the years


def test_a_long_streak_keeps_its_first_and_last_days() -> None:
    state = after(", ".join(f"{day} gone" for day in range(0, 40, 2)))
    assert state.streak.days[0] == START
    assert state.streak.days[-1] == START + timedelta(days=38)
    assert state.shown == "dead"


def test_first_seen_and_last_ok_are_kept() -> None:
    state = after("0 ok, 7 fails, 8 gone")
    assert (state.first_seen, state.last_ok) == (START, START)
    assert state.last_asked == START + timedelta(days=8)
    assert (state.code, state.reason) == (404, "There is no such page.")


def test_what_answered_well_is_asked_about_once_a_week() -> None:
    state = after("0 ok")
    intervals = []
    for number in range(300):
        url = f"https://example.org/{number}"
        first = next_due(url, state, START)
        intervals.append((first - START).days)
        again = replace(state, last_asked=first)
        assert (next_due(url, again, first) - first).days == 7
    assert set(intervals) == set(range(4, 11))  # spread over a week, seven days on average
    assert 6.5 < sum(intervals) / len(intervals) < 7.5


def test_every_run_agrees_on_whose_turn_it_is() -> None:
    state = after("0 ok")
    # A fixed number: another Python, another machine and another year say the same.
    assert next_due(URL, state, START) == date(2026, 1, 7)
    assert [due(URL, state, date(2026, 1, day)) for day in (6, 7, 8)] == [False, True, True]


@pytest.mark.parametrize("history", ["0 gone", "0 fails", "0 walled", "0 slow-down", "0 cert"])
def test_what_did_not_answer_well_is_asked_about_daily(history: str) -> None:
    state = after(history)
    assert not due(URL, state, START)
    assert due(URL, state, START + timedelta(days=1))


@pytest.mark.parametrize(
    ("fact", "days"), [(Fact.MISSING, 1), (Fact.SEEN, 6), (Fact.GONE, 6), (Fact.NEVER, 6)]
)
def test_a_fact_that_one_run_missed_is_looked_for_again_the_next_day(fact: Fact, days: int) -> None:
    state = replace(after("0 ok"), expect={"58,000 images": Expected(fact)})
    assert (next_due(URL, state, START) - START).days == days


def test_a_link_that_was_never_asked_is_due() -> None:
    assert due(URL, None, START)


def test_a_host_that_wants_days_of_rest_has_them_but_not_for_ever() -> None:
    long = advance(None, replace(ANSWERS["slow-down"], wait=2.5 * 86_400), START)
    assert not due(URL, long, START + timedelta(days=2))
    assert due(URL, long, START + timedelta(days=3))
    ever = advance(None, replace(ANSWERS["slow-down"], wait=1e300), START)
    assert due(URL, ever, START + timedelta(days=8))


def test_a_clock_that_was_wrong_once_silences_no_link() -> None:
    state = advance(None, ANSWERS["ok"], date(2099, 1, 1))
    assert due(URL, state, START)


def test_validators_are_of_the_last_good_answer_only() -> None:
    state = advance(None, replace(ANSWERS["ok"], etag='"1"', last_modified="Thu"), START)
    assert (state.etag, state.last_modified) == ('"1"', "Thu")
    failed = advance(state, replace(ANSWERS["gone"], etag='"404"'), START)
    assert (failed.etag, failed.last_modified) == (None, None)


@pytest.mark.parametrize(
    ("history", "alive"),
    [("0 ok", True), ("0 ok, 7 walled", True), ("0 ok, 7 fails", False), ("0 walled", False)],
)
def test_last_seen_alive_means_its_last_telling_answer_was_good(history: str, alive: bool) -> None:
    assert was_alive(after(history)) is alive
    assert not was_alive(None)
    assert after("0 walled").streak.kind is Kind.SOFT
