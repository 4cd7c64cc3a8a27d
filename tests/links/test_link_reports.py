"""What runs and states say to people and programs, with text of strangers in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from answers import status
from click.testing import CliRunner, Result
from fault_server import FaultServer
from link_run import Check, write

from atlas.links import command
from atlas.links.history import Asked, advance
from atlas.links.markdown import code, prose
from atlas.links.state import Archive, Expected, Fact, State, write_state
from atlas.links.words import Verdict

DAYS = [date(2026, 11, day) for day in (1, 4, 9)]
HOSTILE = "/`x`|<img src=x>@somebody#1[a](b)\u202e"


def test_junit_is_xml_with_a_case_a_link(check: Check, server: FaultServer) -> None:
    server.behaviours["for-junit"] = status(404)
    bad = server.url("for-junit", '/?a=1&b="<x>"')
    urls = f"{bad}\n{server.url('status-200', '/j')}\n"
    result = check("--urls", "-", "--format", "junit", stdin=urls)
    suite = ElementTree.fromstring(result.stdout)
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    cases = suite.findall("testcase")
    assert cases[0].get("name") == bad
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("type") == "dead"
    assert "404" in failure.get("message", "")
    assert cases[1].find("failure") is None


def test_junit_of_a_void_run_fails_nothing(check: Check) -> None:
    result = check("--urls", "-", "--format", "junit", stdin="http://gone.fault/\n")
    suite = ElementTree.fromstring(result.stdout)
    assert suite.get("failures") == "0"
    assert suite.find("testcase/skipped") is not None
    assert "no network" in suite.findtext("system-out", "")


def test_markdown_holds_addresses_as_code(check: Check, server: FaultServer) -> None:
    server.behaviours["for-markdown"] = status(404)
    lines = f"{server.url('for-markdown')}\nhttp://evil.example/{HOSTILE}\n"
    result = check("--urls", "-", "--format", "markdown", stdin=lines)
    assert result.stdout.startswith("**2 links: 1 invalid, 1 dead**")
    assert "<img" not in prose_of(result.stdout)
    assert "@somebody" not in prose_of(result.stdout)


def prose_of(text: str) -> str:
    """Markdown without its code spans, in which GitHub reads nothing."""
    return re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)


@pytest.mark.parametrize("text", ["a`b", "``", "x", "`x", "a @b #1 <img>", "\u202e"])
def test_code_spans_cannot_be_left(text: str) -> None:
    assert prose_of(code(text)) == ""
    assert "\n" not in code(text + "\n# x")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Its server says no (404).", r"Its server says no \(404\)."),
        ("a @maintainer [x](y)", "a @\u2060maintainer \\[x\\]\\(y\\)"),
        ("see https://x.example/a_b", "see `https://x.example/a_b`"),
        ("<b>", r"\<b\>"),
    ],
)
def test_words_are_no_markup(text: str, written: str) -> None:
    assert prose(text) == written


# --- atlas links report ---

#: The third is shown by one of its two sources.
FACTS = """\
size:
  - {value: 12, unit: hours, source: home, expect: "12 `hours` @all"}
  - {value: 9, unit: videos, source: home, expect: x}
  - {value: 7, unit: frames, source: [home, "paper:README"], expect: shown there}
"""


def report(data: Path, path: Path, form: str) -> Result:
    arguments = ["--data", str(data), "--state", str(path), "--day", "2026-11-26"]
    return CliRunner().invoke(command.links, ["report", *arguments, "--format", form])


@pytest.fixture
def standing(data: Path, tmp_path: Path) -> Path:
    """A state in which a link is dead, another has moved and a third lost a fact."""
    dead, moved = "https://dead.example.org/", "https://moved.example.org/"
    says, quiet = "https://says.example.org/", "https://quiet.example.org/"
    write(data, "one", dead, moved)
    expecting = write(data, "two", says, quiet)
    expecting.write_text(expecting.read_text("utf-8") + FACTS, "utf-8")
    states = {"https://uncited.example.org/": None, dead: None}
    for day in DAYS:
        for url in states:
            states[url] = advance(states[url], Asked(Verdict.DEAD, "No such page.", 404), day)
    found = dict(states)
    copy = Archive("https://web.archive.org/web/2026/x", date(2026, 2, 3))
    found[dead] = replace(found[dead], archive=copy, last_ok=date(2026, 10, 30))
    new = "https://new.example.org/"
    found[moved] = advance(None, Asked(Verdict.MOVED, "It has moved.", 200, new), DAYS[2])
    fine = advance(None, Asked(Verdict.OK, "It answers."), DAYS[2])
    gone = Expected(Fact.GONE, date(2026, 10, 1), date(2026, 11, 2))
    never, seen = Expected(Fact.NEVER), Expected(Fact.SEEN, DAYS[2])
    of_says = {"12 `hours` @all": gone, "x": never, "shown there": never}
    found[says] = replace(fine, expect={**of_says, "no statement expects it": gone})
    failed = advance(None, Asked(Verdict.DEAD, "No such page.", 404), DAYS[2])
    found[quiet] = replace(failed, expect={"README: shown there": seen})
    path = tmp_path / "links.json"
    write_state(State(DAYS[2], found), path)
    return path


def test_what_needs_a_person_is_listed_the_most_urgent_first(standing: Path, data: Path) -> None:
    told = json.loads(report(data, standing, "json").stdout)
    assert told["updated"] == "2026-11-09"
    assert [(need["want"], need["url"].split("/")[2]) for need in told["needs"]] == [
        ("dead", "dead.example.org"),
        ("gone", "says.example.org"),
        ("never", "says.example.org"),
        ("moved", "moved.example.org"),
    ]
    dead, gone, never, moved = told["needs"]
    assert (dead["since"], dead["last_good"]) == ("2026-11-01", "2026-10-30")
    assert dead["archive"] == "https://web.archive.org/web/2026/x"
    assert [use["line"] for use in dead["uses"]] == [8, 13]
    assert (gone["last_good"], gone["since"]) == ("2026-10-01", "2026-11-02")
    # A fact is looked up where it is expected, a link where it is cited.
    assert [use["line"] for use in gone["uses"]] == [16]
    assert (never["literal"], [use["line"] for use in never["uses"]]) == ("x", [17])
    assert moved["new_url"] == "https://new.example.org/"


def test_the_list_is_sections_in_markdown_and_lines_in_a_table(standing: Path, data: Path) -> None:
    text = report(data, standing, "markdown").stdout
    assert "## Dead links (1)" in text
    assert "since 2026-11-01, good on 2026-10-30" in text
    assert "archived on 2026-02-03" in text
    assert re.search(r"expected in `[^`]*two.yaml:16 \(two\)`", text)
    assert "@all" not in prose_of(text)
    table = report(data, standing, "table").stdout
    assert table.splitlines()[0] == "dead     https://dead.example.org/"
    assert "As of 2026-11-09: 1 dead, 1 gone, 1 never, 1 moved." in table


def test_what_is_excused_is_left_out_of_the_issue(standing: Path, data: Path) -> None:
    (data / "links").mkdir()
    (data / "links" / "suppressions.yaml").write_text(
        "- url: https://dead.example.org/\n  verdict: dead\n  reason: It moves.\n"
        "  until: 2026-12-01\n"
        "- url: https://moved.example.org/\n  verdict: dead\n  reason: It was dead.\n"
        "  until: 2026-12-01\n",
        "utf-8",
    )
    text = report(data, standing, "markdown").stdout
    assert "Dead links" not in text
    assert "(1 excused)" in text
    assert "not needed: the link is moved now" in text.replace("\\", "")


def test_without_a_state_nothing_was_checked(data: Path, tmp_path: Path) -> None:
    write(data, "one", "https://a.example.org/", "https://b.example.org/")
    for form in ("table", "markdown"):
        result = report(data, tmp_path / "none.json", form)
        assert result.stdout == "No link was checked yet.\n"
        assert result.exit_code == 0
