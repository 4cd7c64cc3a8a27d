"""Each thing that a stranger may send ends as the corpus says: soon, in bounds, without a trace."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import yaml
from corpus import ACCEPTED, FILES, LOOKALIKES, REFUSED_CHARACTERS, URLS, YAML, Case

from atlas.records.load import MAX_PROBLEMS
from atlas.site.datasets import dataset_content

ROOT = Path(__file__).resolve().parents[3]
#: Seconds of CPU for one file and its vocabulary, on a slow and busy machine.
SECONDS = 5
RAW = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


@contextmanager
def soon(seconds: float = SECONDS) -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


def expect(data, content: bytes, told: str | None) -> None:
    data.write("example.yaml", content)
    with soon():
        problems = data.problems()
    if told is None:
        assert problems == []
    else:
        assert any(told in problem for problem in problems), problems[:3]
    assert len(problems) <= MAX_PROBLEMS + 1
    for problem in problems:
        assert not RAW.search(problem)
        assert "\n" not in problem
        assert len(problem) < 4000
        assert problem.startswith("example.yaml:")


@pytest.mark.parametrize("case", [*YAML, *LOOKALIKES], ids=lambda case: case.name[:30])
def test_a_file_ends_as_it_should(data, case: Case) -> None:
    expect(data, case.content, case.told)


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_text_that_looks_dangerous_is_a_name(data, text: str) -> None:
    record = data.record(yaml.safe_dump({"name": text}, allow_unicode=True).strip())
    assert record.name == text


@pytest.mark.parametrize("one", REFUSED_CHARACTERS, ids=lambda one: f"U+{ord(one):04X}")
@pytest.mark.parametrize("spelled", ["raw", "escaped"])
def test_a_character_that_hides_something_is_refused(data, one: str, spelled: str) -> None:
    if spelled == "escaped":
        one = f"\\U{ord(one):08X}"
    data.add(f'name: "Chart{one}QA"')
    problems = data.problems()
    assert problems
    assert not any(RAW.search(problem) for problem in problems)


def test_a_megabyte_of_text_is_refused(data) -> None:
    expect(data, b"name: " + b"x" * 1_000_000, "at most 65,536 are read")


def test_a_text_as_long_as_a_file_is_refused_by_its_field(data) -> None:
    data.add("name: " + "图" * 20_000)
    (problem,) = data.problems()
    assert "is longer than 200 characters" in problem
    assert len(problem) < 1000


@pytest.mark.parametrize(("url", "told"), URLS, ids=[url[:40] for url, _ in URLS])
def test_an_address_ends_as_it_should(data, url: str, told: str | None) -> None:
    data.add(yaml.safe_dump({"links": {"home": url}}, allow_unicode=True, width=9999))
    problems = data.problems()
    if told is None:
        assert problems == []
    else:
        assert told in problems[0]
        assert len(problems[0]) < 4000


def write_named(data, name: str) -> None:
    """A file of that name, where the file system has one."""
    try:
        data.write(name, "name: A\n")
    except OSError:
        pytest.skip("this file system has no such name")


@pytest.mark.parametrize("name", FILES, ids=[ascii(name)[1:40] for name in FILES])
def test_a_file_with_this_name_is_no_record(data, name: str) -> None:
    write_named(data, name)
    result = data.load()
    assert result.records == {}
    assert [problem.rule for problem in result.problems] == ["files"]
    for problem in result.problems:
        assert not RAW.search(problem.text())
        assert "\n" not in problem.text() + problem.github()
        assert problem.github().startswith("::error file=")


def test_twins_of_one_name_are_both_told(data) -> None:
    for name in ("caf\u00e9.yaml", "cafe\u0301.yaml"):
        data.write(name, "name: A\n")
    if len([*data.folder.glob("*.yaml")]) == 1:
        pytest.skip("this file system takes the two for one")
    assert len(data.problems()) == 2


def test_a_file_below_a_folder_is_not_read(data) -> None:
    data.write("more/example.yaml", "name: A\n")
    (problem,) = data.problems()
    assert problem.startswith("more:1:1: is a folder that the Atlas does not know")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_nobody_may_read_is_told(data) -> None:
    data.add().chmod(0)
    assert data.problems() == ["example.yaml:1:1: cannot be read: Permission denied [files]"]


def test_relations_that_lead_nowhere_or_back_are_refused(data) -> None:
    data.add("source: paper\nderived_from: nowhere", "dangling")
    data.add("source: paper\nderived_from: itself", "itself")
    data.add("source: paper\nderived_from: [b, b]", "a")
    data.add("source: paper\nderived_from: c", "b")
    data.add("source: paper\nderived_from: a", "c")
    told = "\n".join(data.problems())
    assert "“nowhere” is not the id of a record" in told
    assert "is made from itself" in told
    assert "is made in a circle" in told
    assert "derived_from[1]: names “b” again" in told


@pytest.mark.parametrize(
    "name",
    ["../example", "/etc/passwd", "a/b", "Example", "con.yaml", "a--b", "exаmple", "ex\u200bample",
     "https://example.org/", "<script>", "{{ 7*7 }}"],
    ids=ascii,
)  # fmt: skip
def test_a_relation_to_what_is_no_id_is_refused(data, name: str) -> None:
    relation = {"source": "paper", "derived_from": [{"id": name}]}
    data.add(yaml.safe_dump(relation, allow_unicode=True))
    problems = data.problems()
    assert problems
    assert all("derived_from" in problem and not RAW.search(problem) for problem in problems)


def test_a_chain_of_1500_ancestors_works(data, looks) -> None:
    for number in range(1500):
        older = f"source: paper\nderived_from: a{number - 1}" if number else ""
        data.add(older, f"a{number}")
    with soon(30):
        catalogue = data.catalogue()
        site = looks.site(catalogue)
        page = dataset_content(site, catalogue.datasets["a1499"], "en")
        first = dataset_content(site, catalogue.datasets["a0"], "zh")
    assert "A1498" in page
    assert "A1" in first


def test_a_chain_of_1500_that_ends_where_it_begins_is_told_in_one_line(data) -> None:
    for number in range(1500):
        data.add(f"source: paper\nderived_from: a{(number - 1) % 1500}", f"a{number}")
    with soon(30):
        (problem,) = data.problems()
    assert "is made in a circle" in problem
    assert len(problem) < 1000


def bound_memory() -> None:
    # macOS knows the limit and does not let it be set.
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


@pytest.mark.parametrize("form", ["table", "github"])
def test_all_of_it_at_once_is_told_in_bounds(data, form: str) -> None:
    """As the command prints it, in a process that may take 1 GiB."""
    for number, case in enumerate([*YAML, *LOOKALIKES]):
        data.write(f"case-{number}.yaml", case.content)
    for name in FILES:
        with suppress(OSError):  # names that macOS's file system does not have
            data.write(name, "name: A\n")
    data.write("commands.yaml", "name: A\n'::error::x': 1\n\"a\\n::error::b\": 1\n")
    command = [sys.executable, "-c", "from atlas.cli import main; main()", "validate"]
    done = subprocess.run(
        [*command, "--data", str(data.folder), "--format", form],
        cwd=ROOT,
        env={**os.environ, "CI": "1"},
        capture_output=True,
        timeout=120,
        preexec_fn=bound_memory,
        check=False,
    )
    told = done.stdout.decode()
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert not RAW.search(told)
    assert len(told) < 1_000_000
    starts = {line.split(" ")[0] for line in told.splitlines() if line.startswith("::")}
    assert starts == ({"::error"} if form == "github" else set())
    if form == "github":
        assert all(line.startswith("::error file=") for line in told.splitlines())
