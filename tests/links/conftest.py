"""The fault server, once for all tests of the link checker, and the command against it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from behaviours import CASES
from click.testing import CliRunner, Result
from fault_server import FaultServer
from link_run import Check, FastClock

from atlas.links import command
from atlas.links.check import World

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def server() -> Iterator[FaultServer]:
    with FaultServer({name: case.behaviour for name, case in CASES.items()}) as running:
        yield running


@pytest.fixture
def check(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Run the command against the fault server, without pauses."""
    original = command.check_links

    def with_world(*arguments: object, **more: object) -> object:
        world = World(clock=FastClock(), lookup=server.lookup)
        return original(*arguments, world=world, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "check_links", with_world)
    # The archive is on the internet; test_archive.py asks one on 127.0.0.1.
    monkeypatch.setattr(command, "look_up", lambda *_, **__: {})

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(
            command.links,
            [
                "check",
                "--allow-network",
                "127.0.0.1/32",
                "--timeout",
                "1",
                "--gap",
                "0",
                *arguments,
            ],
            input=stdin,
        )

    return invoke


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the real vocabularies."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "vocabulary", folder / "vocabulary")
    return folder
