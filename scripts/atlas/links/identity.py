"""How the checker names itself to the hosts that it asks."""

from __future__ import annotations

from collections.abc import Mapping

DEFAULT_REPOSITORY = "https://github.com/multimodal-data-atlas/atlas"


def user_agent(environ: Mapping[str, str]) -> str:
    """The User-Agent with the project's address, so that a host's operator can find us.

    The address is ATLAS_REPO_URL, else the repository that GitHub Actions runs for, else the
    project's own. What is no plain http(s) address is passed over.
    """
    server, repository = environ.get("GITHUB_SERVER_URL"), environ.get("GITHUB_REPOSITORY")
    derived = f"{server}/{repository}" if server and repository else ""
    candidates = (environ.get("ATLAS_REPO_URL", ""), derived)
    address = next(filter(_is_plain, candidates), DEFAULT_REPOSITORY)
    return f"MultimodalDataAtlas-LinkChecker/1 (+{address})"


def _is_plain(url: str) -> bool:
    # A line break here would be a second header.
    return url.isascii() and url.isprintable() and url.startswith(("http://", "https://"))
