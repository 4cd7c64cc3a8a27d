"""What a workflow runs for, as its runner says: read from a file, never put into a shell line."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def event(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The event, empty outside of a workflow."""
    path = environ.get("GITHUB_EVENT_PATH")
    found = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    return found if isinstance(found, dict) else {}


def default_branch(said: Mapping[str, Any]) -> str:
    """The name of the repository's default branch; empty where the event does not say."""
    return str(said.get("repository", {}).get("default_branch", ""))
