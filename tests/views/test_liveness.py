"""What stands beside a link, and the page about all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from atlas.catalogue import Catalogue
from atlas.catalogue.observed import Observed
from atlas.links.state import Archive, Expected, Fact, LinkState, State, Streak
from atlas.links.suppressions import Suppression
from atlas.links.words import Verdict, kind_of
from atlas.records.vocabulary import Language
from atlas.views.facts import fact_sheet
from atlas.views.link_health import MOST_LINES, OLDEST, LinkHealth, link_health
from atlas.views.liveness import Day, Live

DAY, BEFORE = date(2026, 11, 26), date(2026, 10, 12)
HOME, PAPER = "https://a.org/data", "https://arxiv.org/abs/2203.10244"
TEXT = f"links:\n  home: {HOME}\n  paper: {PAPER}\n"


def link(shown: Verdict, **more: object) -> LinkState:
    state = LinkState(BEFORE, DAY, shown, shown, Streak(kind_of(shown), (DAY,)), last_ok=BEFORE)
    return replace(state, **more)  # type: ignore[arg-type]


def catalogue(data, links: Mapping[str, LinkState], *suppressions: Suppression) -> Catalogue:
    return replace(data.catalogue(), observed=Observed(State(DAY, links), suppressions))


def beside(data, state: LinkState | None, lang: Language = "en", text: str = TEXT) -> Live:
    data.add(text)
    whole = catalogue(data, {HOME: state} if state else {})
    return fact_sheet(whole, whole.datasets["example"], lang).live["home"]


def test_a_link_that_nobody_asked_is_not_checked_yet(data) -> None:
    assert beside(data, None) == Live("not-checked", "not checked yet")
    assert beside(data, None, "zh") == Live("not-checked", "尚未检查")
    # The state knows another link only.
    data.add(TEXT)
    whole = catalogue(data, {PAPER: link(Verdict.OK)})
    lives = fact_sheet(whole, whole.datasets["example"], "en").live
    assert (lives["home"].id, lives["paper"].id) == ("not-checked", "ok")


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize(
    ("lang", "day"), [("en", "26 November 2026"), ("zh", "2026 年 11 月 26 日")]
)
def test_a_link_says_what_was_found_and_when(
    data, real, verdict: Verdict, lang: Language, day: str
) -> None:
    live = beside(data, link(verdict), lang)
    assert live.id == verdict
    assert live.label == real.vocabularies["verdicts"].item(verdict).label(lang)
    assert live.asked == Day("2026-11-26", day)
    # Where it does not work now, a reader wants to know when it did.
    told = live.worked is not None
    assert told == (verdict in (Verdict.DEAD, Verdict.TRANSIENT, Verdict.RATE_LIMITED))


def test_a_moved_link_says_where_to(data) -> None:
    new = "https://b.org/data"
    assert beside(data, link(Verdict.MOVED, new_url=new)).new_url == new
    assert beside(data, link(Verdict.OK, new_url=new)).new_url is None
    for hostile in ("javascript:alert(1)", "data:text/html,x", 'https://b.org/"onclick="x', "//b"):
        assert beside(data, link(Verdict.MOVED, new_url=hostile)).new_url is None


def test_copies_and_origins_say_it_too(data) -> None:
    copy, origin = "https://c.org/copy", "https://o.org/"
    data.add(
        f"links:\n  home: {HOME}\n  paper: {{url: {PAPER}, via: {copy}}}\n"
        "  code: {url: https://github.com/o/r, via: stored}\n"
        f"derived_from:\n  - {{name: Older pictures, url: '{origin}', source: home}}\n"
    )
    for links, words in (
        ({}, ["not-checked"] * 2),
        ({copy: link(Verdict.DEAD)}, ["dead", "not-checked"]),
    ):
        whole = catalogue(data, links)
        sheet = fact_sheet(whole, whole.datasets["example"], "en")
        assert [sheet.elsewhere[url].id for url in (copy, origin)] == words
        assert len(sheet.elsewhere) == 2


KEPT = Archive("https://web.archive.org/web/20240102030405/https://a.org/data", date(2024, 1, 2))


def test_only_a_dead_link_offers_its_archived_copy(data) -> None:
    dead = beside(data, link(Verdict.DEAD, archive=KEPT))
    assert (dead.copy, dead.copied) == (KEPT.url, Day("2024-01-02", "2 January 2024"))
    assert beside(data, link(Verdict.TRANSIENT, archive=KEPT)).copy is None
    hostile = Archive("javascript:alert(1)", date(2024, 1, 2))
    assert beside(data, link(Verdict.DEAD, archive=hostile)).copy is None


@pytest.mark.parametrize(
    ("copy", "day"),
    [
        ("https://web.archive.org/web/20200304/http://www.a.org/data/", "2020-03-04"),
        ("https://web.archive.org/web/20200304050607id_/https://a.org/data", "2020-03-04"),
        ("https://web.archive.org/web/20201399050607/https://a.org/data", None),
        ("https://archive.ph/20200304050607/https://a.org/data", "2020-03-04"),
    ],
)
def test_a_copy_that_the_record_names_comes_first(data, copy: str, day: str | None) -> None:
    text = f"{TEXT}  kept: {{kind: archive, url: '{copy}'}}\n"
    live = beside(data, link(Verdict.DEAD, archive=KEPT), text=text)
    assert (live.copy, live.copied and live.copied.iso) == (copy, day)


def test_a_copy_of_another_link_is_none_of_this_one(data) -> None:
    for url in ("https://web.archive.org/web/2020/https://b.org/", "https://zenodo.org/records/1"):
        text = f"{TEXT}  kept: {{kind: archive, url: '{url}'}}\n"
        assert beside(data, link(Verdict.DEAD), text=text).copy is None


# The page of all links ----------------------------------------------------------------------------


def health(
    data, links: Mapping[str, LinkState], *suppressions: Suppression, lang: Language = "en"
) -> LinkHealth:
    return link_health(catalogue(data, links, *suppressions), lang)


def test_without_a_state_the_page_says_how_many_links_wait(data) -> None:
    data.add(TEXT)
    page = link_health(data.catalogue(), "en")
    assert (page.updated, page.cited, page.counts, page.oldest) == (None, 2, (), ())
    assert [live.id for live, _ in page.legend] == [*Verdict, "not-checked"]
    assert all(meaning for _, meaning in page.legend)


def test_what_needs_a_person_comes_with_the_records_that_cite_it(data) -> None:
    for number in range(5):
        data.add(TEXT, f"set-{number}")
    page = health(data, {HOME: link(Verdict.DEAD, reason="Gone."), PAPER: link(Verdict.MOVED)})
    assert page.updated == Day("2026-11-26", "26 November 2026")
    assert [(live.id, count) for live, count in page.counts] == [("moved", 1), ("dead", 1)]
    (dead,), (moved,) = page.dead.lines, page.moved.lines
    assert (dead.url, dead.reason, dead.more) == (HOME, "Gone.", 2)
    assert [one.path for one in dead.citing] == [f"datasets/set-{number}/" for number in range(3)]
    assert moved.url == PAPER


def test_an_excused_link_needs_nobody_until_its_day(data, tmp_path) -> None:
    data.add(TEXT)

    def excuse(until: date, verdict: Verdict = Verdict.DEAD) -> Suppression:
        return Suppression(HOME, verdict, "Asked.", until, tmp_path / "s.yaml", 1)

    page = health(data, {HOME: link(Verdict.DEAD)}, excuse(date(2026, 12, 24)))
    assert page.dead.total == 0
    (line,) = page.suppressed
    assert (line.url, line.over, line.until.iso) == (HOME, False, "2026-12-24")
    page = health(data, {HOME: link(Verdict.DEAD)}, excuse(date(2026, 11, 25)))
    (line,) = page.suppressed
    assert line.over
    assert page.dead.total == 1
    # Nor is it excused for what it was not excused for.
    other = excuse(date(2026, 12, 24), Verdict.MOVED)
    assert health(data, {HOME: link(Verdict.DEAD)}, other).dead.total == 1


FACTS = (
    TEXT + "source: home\nsize:\n  - {value: 9, unit: images, expect: nine images}\n"
    "  - {value: 8, unit: videos, expect: eight videos}\n"
    "  - {value: 7, unit: frames, source: [home, paper], expect: seven rows}\n"
)


def test_facts_that_are_gone_or_were_never_there_are_listed_with_their_days(data) -> None:
    data.add(FACTS)
    never, seen = Expected(Fact.NEVER, None, DAY), Expected(Fact.SEEN, DAY)
    expect = {
        "nine images": Expected(Fact.GONE, BEFORE, DAY),
        "eight videos": never,
        "seven rows": never,
    }
    home = link(Verdict.OK, expect=expect)
    page = health(data, {HOME: home, PAPER: link(Verdict.OK, expect={"seven rows": seen})})
    (gone,) = page.gone.lines
    assert (gone.literal, gone.url, gone.field) == ("nine images", HOME, "size[0]")
    assert (gone.last_seen.iso, gone.missing_since.iso) == ("2026-10-12", "2026-11-26")
    # Its other source shows the third.
    assert [line.literal for line in page.never.lines] == ["eight videos"]


def test_hosts_are_listed_with_the_most_troubled_first(data) -> None:
    data.add(TEXT, "one")
    data.add("links:\n  paper: https://arxiv.org/abs/1\n  home: https://b.org/\n", "two")
    links = {HOME: link(Verdict.TRANSIENT), "https://b.org/": link(Verdict.DEAD)}
    page = health(data, {**links, PAPER: link(Verdict.OK)})
    assert [
        (line.host, line.cited, line.dead, line.troubled, line.never_asked)
        for line in page.hosts.lines
    ] == [("b.org", 1, 1, 0, 0), ("a.org", 1, 0, 1, 0), ("arxiv.org", 2, 0, 0, 1)]


def test_those_that_waited_longest_come_first_and_lists_are_cut(data) -> None:
    keys = [f"  k{number}: {{kind: home, url: 'https://h{number}.org/'}}" for number in range(60)]
    for number in range(5):
        lines = [line.replace("//h", f"//h{number}-") for line in keys]
        data.add("links:\n" + "\n".join(lines), f"set-{number}")
    urls = [f"https://h{one}-{two}.org/" for one in range(5) for two in range(60)]
    page = health(data, {url: link(Verdict.DEAD) for url in urls[1:]})
    assert len(page.oldest) == OLDEST
    assert page.oldest[0].url == urls[0]
    assert page.oldest[0].live.id == "not-checked"
    assert (len(page.dead.lines), page.dead.total) == (MOST_LINES, 299)


def test_links_of_models_are_there_too(data) -> None:
    data.add(TEXT)
    data.write(
        "models/llava.yaml", f"name: LLaVA\nlinks:\n  paper: {PAPER}\n  code: https://m.org/\n"
    )
    page = health(data, {"https://m.org/": link(Verdict.DEAD), HOME: link(Verdict.OK)})
    assert page.cited == 3
    (line,) = page.dead.lines
    assert [(one.name, one.path) for one in line.citing] == [("LLaVA", None)]
