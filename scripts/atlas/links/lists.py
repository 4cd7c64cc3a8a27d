"""The lists that a run is told by: how hosts want to be asked, and whom to ask for a control."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from atlas.links.manners import Manners
from atlas.links.plan import PlannedLink
from atlas.records.reading import read_document
from atlas.records.vocabulary import Item

_ITEMS = TypeAdapter(tuple[Item, ...])


def read_manners(data_dir: Path) -> Manners:
    """What ``vocabulary/link-hosts.yaml`` says."""
    return Manners.from_items(_read(data_dir / "vocabulary" / "link-hosts.yaml"))


def read_controls(data_dir: Path) -> tuple[PlannedLink, ...]:
    """The links of ``vocabulary/control-hosts.yaml``, which nothing cites."""
    items = _read(data_dir / "vocabulary" / "control-hosts.yaml")
    return tuple(PlannedLink(item.url, ()) for item in items if item.url)


def _read(path: Path) -> tuple[Item, ...]:
    """The items of a list; none when it is missing or has a mistake, which ``atlas validate``
    tells."""
    try:
        document = read_document(path, path.read_bytes(), top=list)
        return () if document.problems else _ITEMS.validate_python(document.data)
    except (OSError, ValidationError):
        return ()
