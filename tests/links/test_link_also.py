"""One run tells people and the next command, each in its own format."""

from __future__ import annotations

import json
from pathlib import Path

from fault_server import FaultServer
from link_run import Check


def test_a_report_is_also_written_in_another_format(
    check: Check, server: FaultServer, tmp_path: Path
) -> None:
    gone, there = server.url("gone"), server.url("status-200", "/other")
    file = tmp_path / "found.ndjson"
    result = check("--urls", "-", "--also", f"ndjson={file}", stdin=f"{gone}\n{there}\n")
    assert result.exit_code == 1
    assert "1 dead" in result.stdout
    found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {one["url"]: one["verdict"] for one in found} == {gone: "dead", there: "ok"}


def test_a_format_that_is_none_is_told(check: Check) -> None:
    result = check("--urls", "-", "--also", "xml=a", stdin="")
    assert result.exit_code == 2
    assert "ndjson" in result.stderr
