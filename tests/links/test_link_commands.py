"""``atlas links check`` as people and CI call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from answers import redirect, status
from fault_server import FaultServer
from link_run import Check, lines, write

from atlas.links.identity import user_agent
from atlas.links.void import NOBODY as VOID

ROOT = Path(__file__).parents[2]


def test_ndjson_has_one_object_a_link_with_the_promised_keys(
    check: Check, server: FaultServer
) -> None:
    moved = server.url("moved-301")
    result = check("--urls", "-", "--format", "ndjson", stdin=f"# a list\n\n{moved}\n{moved}\n")
    (line,) = lines(result)
    keys = ["url", "verdict", "shown", "code", "new_url", "chain", "reason", "attempts", "elapsed"]
    assert list(line) == keys
    assert line["url"] == moved
    assert line["verdict"] == "moved"
    assert line["new_url"] == server.url("moved-301", "/new")
    assert line["chain"] == [{"url": moved, "code": 301, "leads_to": line["new_url"]}]
    assert line["attempts"] == 1
    assert 0 <= float(str(line["elapsed"])) < 4
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [("status-200", 0), ("moved-301", 0), ("status-403", 0), ("status-500", 0),
     ("429-wait-long", 0), ("inside", 1), ("status-404", 1), ("gone", 1)],
)  # fmt: skip
def test_only_what_needs_a_person_fails_the_run(
    name: str, code: int, check: Check, server: FaultServer
) -> None:
    urls = f"{server.url(name)}\n{server.url('status-200', '/other')}\n"
    assert check("--urls", "-", stdin=urls).exit_code == code


def test_what_is_no_address_fails_the_run(check: Check) -> None:
    result = check("--urls", "-", stdin="http://user:secret@example.org/\n")
    assert result.exit_code == 1
    assert "user name" in result.stdout


def test_a_run_without_network_says_one_sentence_and_succeeds(check: Check) -> None:
    result = check("--urls", "-", stdin="http://refused.fault:1/\nhttp://gone.fault/\n")
    assert result.exit_code == 0
    assert result.stderr == VOID + "\n"
    assert result.stdout == "2 links: 2 transient\n"


def test_a_record_is_asked_once_for_an_address_that_it_cites_twice(
    check: Check, server: FaultServer, data: Path
) -> None:
    home, paper = server.url("cited-home"), server.url("cited-paper")
    public = home.replace(".fault:", ".org:"), paper.replace(".fault:", ".org:")
    server.behaviours["cited-paper"] = status(404)
    write(data, "pictures", *public)
    result = check("--data", str(data), "--format", "github")
    (error, summary) = result.stdout.splitlines()
    assert error.startswith("::error file=")
    assert "pictures.yaml,line=10,col=10,title=link is dead::" in error
    assert public[1] in error
    assert summary == "2 links: 1 ok, 1 dead"
    assert result.exit_code == 1


def test_every_place_that_cites_a_dead_address_is_annotated(
    check: Check, server: FaultServer, data: Path
) -> None:
    server.behaviours["twice"] = status(410)
    url = server.url("twice").replace(".fault:", ".org:")
    fine = server.url("status-200").replace(".fault:", ".org:")
    write(data, "pictures", url, fine)
    result = check("--data", str(data), "--format", "github")
    places = [line.partition("::error file=")[2].partition(",title")[0] for line in
              result.stdout.splitlines() if line.startswith("::")]  # fmt: skip
    assert [place.rpartition("pictures.yaml,")[2] for place in places] == [
        "line=8,col=9",
        "line=13,col=10",
    ]


def test_hostile_addresses_cannot_issue_commands(check: Check, server: FaultServer) -> None:
    server.behaviours["hostile"] = status(404)
    path = "/%0A::add-mask::x,line=9,file=y:%25##[add-mask]x"
    lines_in = [server.url("hostile", path), "\u2028::warning::\u202ex", "::add-mask::x##[group]y"]
    for form in ("github", "table", "ndjson"):
        result = check("--urls", "-", "--format", form, stdin="\n".join(lines_in) + "\n")
        assert result.exit_code == 1
        assert "##[" not in result.stdout
        for line in result.stdout.splitlines():
            assert not line.lstrip().startswith("::") or line.startswith("::error file=stdin,line=")
    github = check("--urls", "-", "--format", "github", stdin=lines_in[0]).stdout.splitlines()[0]
    properties, _, message = github.removeprefix("::error ").partition("::")
    assert properties == "file=stdin,line=1,col=1,title=link is dead"
    assert "%250A" in message
    assert "%2525" in message


def test_a_moved_link_is_a_warning(check: Check, server: FaultServer) -> None:
    result = check("--urls", "-", "--format", "github", stdin=server.url("moved-308"))
    assert result.stdout.startswith("::warning file=")
    assert f"New address: {server.url('moved-308', '/new')}" in result.stdout


def test_one_record_can_be_named(check: Check, server: FaultServer, data: Path) -> None:
    fine = server.url("status-200").replace(".fault:", ".org:")
    write(data, "one", fine, fine + "?1")
    write(data, "two", fine, fine + "?2")
    result = check("--data", str(data), "--record", "two", "--format", "ndjson")
    assert [line["url"] for line in lines(result)] == [fine, fine + "?2"]
    wrong = check("--data", str(data), "--record", "twoo")
    assert wrong.exit_code == 2
    assert "Did you mean two?" in wrong.stderr


def test_a_record_with_problems_is_left_out_and_named(
    check: Check, server: FaultServer, data: Path
) -> None:
    fine = server.url("status-200").replace(".fault:", ".org:")
    write(data, "sound", fine, fine)
    write(data, "broken", "not a URL", fine + "?broken")
    result = check("--data", str(data), "--format", "ndjson")
    assert [line["url"] for line in lines(result)] == [fine]
    assert "broken" in result.stderr
    assert "atlas validate" in result.stderr


def test_a_folder_of_which_nothing_can_be_read_is_no_success(check: Check, data: Path) -> None:
    (data / "broken.yaml").write_text("name: [\n", encoding="utf-8")
    result = check("--data", str(data))
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_choices_that_exclude_each_other_are_told(check: Check) -> None:
    result = check("--record", "x", "--changed-since", "main")
    assert result.exit_code == 2
    assert "Choose one" in result.stderr
    assert "write a network" in check("--allow-network", "localhost").stderr


def test_a_redirect_into_a_private_network_is_blocked_and_needs_a_person(
    check: Check, server: FaultServer
) -> None:
    server.behaviours["metadata"] = redirect(302, "http://169.254.169.254/latest/meta-data/")
    result = check("--urls", "-", "--format", "ndjson", stdin=server.url("metadata"))
    assert lines(result)[0]["verdict"] == "blocked"
    assert result.exit_code == 1


def test_the_script_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "check_links.py", "--urls", "-", "--format", "ndjson"],
        input="http://127.0.0.1/\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout)["verdict"] == "blocked"
    assert done.returncode == 1
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({}, "https://github.com/multimodal-data-atlas/atlas"),
        ({"ATLAS_REPO_URL": "https://git.example.org/a"}, "https://git.example.org/a"),
        (
            {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "someone/fork"},
            "https://github.com/someone/fork",
        ),
        (
            {"ATLAS_REPO_URL": "https://x.org/\r\nCookie: a=b"},
            "https://github.com/multimodal-data-atlas/atlas",
        ),
    ],
)
def test_the_checker_names_the_project(environ: dict[str, str], address: str) -> None:
    assert user_agent(environ) == f"MultimodalDataAtlas-LinkChecker/1 (+{address})"
