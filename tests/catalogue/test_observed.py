"""What the link checker left, as the catalogue knows it: read when it is there, never missed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from atlas.catalogue import FilterError, select
from atlas.catalogue.catalogue import build
from atlas.catalogue.history import History
from atlas.catalogue.observed import live, read_observed
from atlas.links.state import LinkState, State, Streak, write_state
from atlas.links.words import Kind, Verdict, kind_of

DAY = date(2026, 11, 26)
HOME, PAPER, COPY = "https://a.org/", "https://arxiv.org/abs/2203.10244", "https://c.org/copy"
TEXT = f"links:\n  home: {HOME}\n  paper: {{url: {PAPER}, via: {COPY}}}\n"


def link(shown: Verdict, worked: bool = False) -> LinkState:
    kind = kind_of(shown)
    last_ok = DAY - timedelta(days=9) if worked else DAY if kind is Kind.OK else None
    return LinkState(DAY, DAY, shown, shown, Streak(kind, (DAY,)), last_ok=last_ok)


def links(paper: LinkState | None) -> dict[str, LinkState]:
    known = {HOME: link(Verdict.OK), COPY: link(Verdict.OK)}
    return {**known, PAPER: paper} if paper else known


@pytest.mark.parametrize(
    ("paper", "value"),
    [
        (link(Verdict.OK), "all-live"),
        (link(Verdict.MOVED), "all-live"),
        (link(Verdict.RESTRICTED), "all-live"),
        (link(Verdict.TRANSIENT, worked=True), "all-live"),
        (link(Verdict.RATE_LIMITED, worked=True), "all-live"),
        (link(Verdict.TRANSIENT), "not-checked"),
        (link(Verdict.RATE_LIMITED), "not-checked"),
        (link(Verdict.BLOCKED), "not-checked"),
        (link(Verdict.BLOCKED, worked=True), "not-checked"),
        (None, "not-checked"),
        (link(Verdict.DEAD), "some-dead"),
        (link(Verdict.DEAD, worked=True), "some-dead"),
        (link(Verdict.INVALID), "some-dead"),
    ],
)
def test_the_facet_speaks_of_all_links_together(data, paper: LinkState | None, value: str) -> None:
    assert live(data.record(TEXT), links(paper)) == value


def test_a_dead_link_outweighs_one_that_nobody_asked(data) -> None:
    assert live(data.record(TEXT), {PAPER: link(Verdict.DEAD)}) == "some-dead"


def test_datasets_can_be_chosen_by_it(data) -> None:
    data.add(TEXT, "one")
    data.add("", "two")
    write_state(State(DAY, links(link(Verdict.OK))), data.folder / "observed" / "links.json")
    observed = read_observed(data.folder)
    catalogue = build(data.load_valid(), History(), DAY, observed)
    assert [entry.id for entry in select(catalogue, live="all-live")] == ["one", "two"]
    catalogue = data.catalogue()
    assert [entry.values("live") for entry in catalogue.datasets.values()] == [("not-checked",)] * 2
    assert select(catalogue, live=["all-live", "some-dead"]) == []
    with pytest.raises(FilterError, match="all-live"):
        select(catalogue, live="alive")


def test_without_a_state_there_is_nothing_to_say(data) -> None:
    observed = read_observed(data.folder)
    assert (observed.links, observed.suppressions, observed.complaints) == ({}, (), ())


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"links": 4}', "\x00", "[" * 100_000])
def test_a_damaged_state_is_told_and_raises_nothing(data, damage: str) -> None:
    data.write("observed/links.json", damage)
    observed = read_observed(data.folder)
    assert observed.links == {}
    assert observed.complaints


def test_a_list_of_suppressions_that_cannot_be_read_is_told(data) -> None:
    data.write("links/suppressions.yaml", "- {url: https://a.org/, verdict: dead}\n")
    observed = read_observed(data.folder)
    assert observed.suppressions == ()
    (complaint,) = observed.complaints
    assert "suppressions.yaml:1" in complaint
    data.write(
        "links/suppressions.yaml",
        "- {url: https://a.org/, verdict: dead, reason: Asked its owners., until: 2026-12-24}\n",
    )
    (entry,) = read_observed(data.folder).suppressions
    assert (entry.url, entry.until) == (HOME, date(2026, 12, 24))
