"""The fault server, once for all tests of the link checker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from behaviours import CASES
from fault_server import FaultServer


@pytest.fixture(scope="session")
def server() -> Iterator[FaultServer]:
    with FaultServer({name: case.behaviour for name, case in CASES.items()}) as running:
        yield running
