"""Links that a person has looked at: excused until a day, and told when they need not be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from answers import status
from fault_server import FaultServer
from link_run import Check, write

from atlas.links.suppressions import (
    BadSuppressions,
    Suppression,
    judge_suppressions,
    read_suppressions,
)
from atlas.links.words import Verdict

DAY = date(2026, 11, 26)
URL = "https://example.org/data"
ENTRY = Suppression(URL, Verdict.DEAD, "The server moves.", DAY, Path("s.yaml"), 4)


@pytest.mark.parametrize(
    ("verdict", "shown", "excused"),
    [
        ("dead", None, True),
        ("dead", "transient", True),
        ("transient", "dead", True),
        ("transient", "transient", True),  # says nothing
        ("rate_limited", "rate_limited", True),  # says nothing either
        ("ok", "ok", False),
        ("moved", "moved", False),
        ("restricted", "restricted", False),
    ],
)
def test_a_link_is_excused_while_it_is_what_it_is_excused_for(
    verdict: str, shown: str | None, excused: bool
) -> None:
    found = {URL: (Verdict(verdict), shown and Verdict(shown))}
    judged = judge_suppressions([ENTRY], found, DAY)
    assert judged.excused == ({URL} if excused else set())
    assert bool(judged.complaints) is not excused
    if not excused:
        assert judged.complaints[0].startswith(f"s.yaml:4: {URL}: The suppression is not needed")


def test_an_excuse_ends_on_its_day() -> None:
    found = {URL: (Verdict.DEAD, Verdict.DEAD)}
    assert judge_suppressions([ENTRY], found, DAY).excused == {URL}
    judged = judge_suppressions([ENTRY], found, date(2026, 11, 27))
    assert judged.excused == set()
    assert "ended on 2026-11-26" in judged.complaints[0]


def test_an_excuse_for_what_nobody_cites_is_told_by_a_whole_run_only() -> None:
    assert judge_suppressions([ENTRY], {}, DAY).complaints == ()
    assert "no record cites" in judge_suppressions([ENTRY], {}, DAY, cited=()).complaints[0]
    assert judge_suppressions([ENTRY], {}, DAY, cited={URL}).complaints == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- url: https://a.example/\n  verdict: dead\n  until: 2026-12-01\n", "reason"),
        ("- url: https://a.example/\n  verdict: dead\n  reason: So.\n", "until"),
        ("- url: https://a.example/\n  verdict: gone\n  reason: So.\n  until: 2026-12-01\n",
         "verdict"),
        ("- {url: https://a.example/, verdict: dead, reason: So., until: some day}\n", "until"),
        ("url: https://a.example/\n", "not a list"),
        ("- [\n", "YAML"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_told_with_its_place(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "suppressions.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadSuppressions, match=why) as told:
        read_suppressions(path)
    assert f"{path}:" in str(told.value)


def test_the_file_of_the_project_can_be_read(tmp_path: Path) -> None:
    read_suppressions(Path(__file__).parents[2] / "data" / "links" / "suppressions.yaml")
    assert read_suppressions(tmp_path / "absent.yaml") == ()


def suppress(data: Path, url: str, until: str, verdict: str = "dead") -> None:
    (data / "links").mkdir(exist_ok=True)
    (data / "links" / "suppressions.yaml").write_text(
        f"- url: {url}\n  verdict: {verdict}\n  reason: It moves.\n  until: {until}\n", "utf-8"
    )


@pytest.mark.parametrize(
    ("code", "until", "exit_code", "told"),
    [(404, "2026-12-01", 0, "excused"), (404, "2026-11-01", 1, "ended on 2026-11-01"),
     (200, "2026-12-01", 1, "not needed: the link is ok now")],
)  # fmt: skip
def test_a_run_excuses_and_complains(
    code: int, until: str, exit_code: int, told: str,
    check: Check, server: FaultServer, data: Path,
) -> None:  # fmt: skip
    server.behaviours["looked-at"] = status(code)
    url = server.url("looked-at").replace(".fault", ".org")
    write(data, "pictures", url, server.url("status-200", "/z").replace(".fault", ".org"))
    suppress(data, url, until)
    result = check("--data", str(data), "--day", str(DAY))
    assert result.exit_code == exit_code
    assert told in result.stdout
    github = check("--data", str(data), "--day", str(DAY), "--format", "github")
    errors = [line for line in github.stdout.splitlines() if line.startswith("::error ")]
    assert bool(errors) is bool(exit_code)
    if errors:
        assert any("suppressions.yaml,line=1" in line for line in errors)


def test_a_broken_file_stops_the_run_before_anybody_is_asked(
    check: Check, server: FaultServer, data: Path
) -> None:
    url = server.url("never-asked").replace(".fault", ".org")
    write(data, "pictures", url, url)
    suppress(data, url, "soon")
    result = check("--data", str(data))
    assert result.exit_code == 2
    assert "until" in result.stderr
    assert not server.asked("never-asked.org")
