"""What renders a record's page in the tests of hostile records."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.preview.frame import Looks, read_looks


@pytest.fixture(scope="session")
def looks() -> Looks:
    return read_looks(Path(__file__).resolve().parents[3])
