"""Only what a change touches is asked, so that a pull request answers quickly."""

from __future__ import annotations

from pathlib import Path

import pytest
from fault_server import FaultServer
from link_run import Check, git, lines, write


def test_only_records_changed_since_a_revision_are_asked(
    check: Check, server: FaultServer, data: Path
) -> None:
    fine = server.url("status-200").replace(".fault:", ".org:")
    write(data, "old", fine + "?old", fine + "?old")
    write(data, "removed", fine + "?removed", fine + "?removed")
    write(data, "edited", fine + "?before", fine + "?before")
    git(data.parent, "init", "-q", "-b", "main")
    git(data, "add", "--all")
    git(data, "commit", "-qm", "start")
    git(data, "switch", "-qc", "topic")
    write(data, "edited", fine + "?after", fine + "?after")
    (data / "removed.yaml").unlink()
    git(data, "commit", "-qam", "edit")
    write(data, "new", fine + "?new", fine + "?new")
    git(data, "switch", "-q", "main")
    write(data, "elsewhere", fine + "?elsewhere", fine + "?elsewhere")
    git(data, "add", "elsewhere.yaml")
    git(data, "commit", "-qm", "work of others")
    git(data, "switch", "-q", "topic")
    result = check("--data", str(data), "--changed-since", "main", "--format", "ndjson")
    assert [line["url"] for line in lines(result)] == [fine + "?after", fine + "?new"]


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", ""])
def test_an_unknown_revision_is_told(revision: str, check: Check, data: Path) -> None:
    git(data.parent, "init", "-q")
    result = check("--data", str(data), f"--changed-since={revision}")
    assert result.exit_code == 2
    assert "Git knows no revision" in result.stderr


def test_a_record_of_a_model_is_asked_too(check: Check, server: FaultServer, data: Path) -> None:
    fine = server.url("status-200").replace(".fault:", ".org:")
    git(data.parent, "init", "-q")
    git(data.parent, "add", "--all")
    git(data.parent, "commit", "-qm", "start")
    (data / "models").mkdir()
    (data / "models" / "viewer.yaml").write_text(
        f"name: Viewer\nlinks:\n  home: {fine}\n", encoding="utf-8"
    )
    for arguments in ([], ["--record", "models/viewer"], ["--changed-since", "HEAD"]):
        result = check("--data", str(data), "--format", "ndjson", *arguments)
        assert [line["url"] for line in lines(result)] == [fine]
