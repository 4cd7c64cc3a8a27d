"""The one pure function from observations to a verdict, where the fault server cannot reach it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from atlas.links.observation import (
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
from atlas.links.verdict import Verdict, decide, worth_retrying

URL = "https://example.org/data"
FINE = RunFacts(answered=True, network_failed=False, names_resolved=True)
VOID = RunFacts(answered=False, network_failed=True, names_resolved=True)

urls = st.sampled_from([URL, "https://example.org/", "http://other.org/login", "https://a.org/404"])
hops = st.lists(
    st.builds(Hop, urls, st.sampled_from([301, 302, 303, 307, 308]), urls), max_size=3
).map(tuple)
ends = st.one_of(
    st.builds(
        Answer, urls, st.integers(100, 999),
        st.none() | st.floats(0, 1e12), st.none() | st.just("Cloudflare"), st.booleans(),
    ),
    st.builds(Failure, urls, st.sampled_from(Trouble)),
    st.builds(Forbidden, urls, st.just("127.0.0.1")),
    st.builds(Unusable, st.just("is no URL")),
    st.builds(HeldBack, urls, st.floats(10, 1e12)),
)  # fmt: skip
observations = st.lists(st.builds(Observation, hops, ends), min_size=1, max_size=3)
facts = st.builds(RunFacts, st.booleans(), st.booleans(), st.booleans())


@given(observations, facts)
def test_every_observation_has_a_verdict_with_a_sentence(
    seen: list[Observation], run: RunFacts
) -> None:
    judgement = decide(URL, seen, run)
    assert judgement.reason[0].isupper()
    assert judgement.reason.endswith(".")
    assert (judgement.new_url is None) or judgement.verdict is Verdict.MOVED


@given(observations, facts)
def test_dead_needs_a_word_of_the_server_or_a_working_name_system(
    seen: list[Observation], run: RunFacts
) -> None:
    if decide(URL, seen, run).verdict is not Verdict.DEAD:
        return
    end = seen[-1].end
    if isinstance(end, Failure):
        assert end.trouble is Trouble.NAME_NOT_FOUND
        assert run.names_resolved
        assert not run.void
    else:
        assert isinstance(end, Answer)
        assert end.code in (404, 410) or "404" in end.url


@given(observations)
def test_a_void_run_blames_no_link_for_the_network(seen: list[Observation]) -> None:
    judgement = decide(URL, seen, VOID)
    if isinstance(seen[-1].end, Failure):
        assert judgement.verdict is Verdict.TRANSIENT


@pytest.mark.parametrize("code", [401, 403, 407, 451, 999])
def test_what_keeps_visitors_out_is_never_asked_again(code: int) -> None:
    assert not worth_retrying(Observation((), Answer(URL, code)), 10)


@pytest.mark.parametrize(("wait", "again"), [(None, True), (10.0, True), (10.5, False)])
def test_a_wait_is_worth_it_up_to_the_longest(wait: float | None, again: bool) -> None:
    assert worth_retrying(Observation((), Answer(URL, 429, wait)), 10) is again


def test_a_loop_back_to_the_start_is_no_move() -> None:
    hop = (Hop(URL, 301, URL),)
    judgement = decide(URL, [Observation(hop, Answer(URL, 200))], FINE)
    assert (judgement.verdict, judgement.new_url) == (Verdict.OK, None)


def test_the_verdicts_are_the_words_of_the_vocabulary() -> None:
    vocabulary = Path(__file__).parents[2] / "data" / "vocabulary" / "verdicts.yaml"
    items = yaml.safe_load(vocabulary.read_text(encoding="utf-8"))
    assert {item["id"] for item in items} == set(Verdict)
