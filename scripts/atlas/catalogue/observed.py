"""What the link checker found, as far as it is there: read once, never fetched.

``observed/links.json`` in the data folder is absent from a fresh checkout; every link is then *not
checked yet*, and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from atlas.links.state import LinkState, State, read_state
from atlas.links.suppressions import BadSuppressions, Suppression, read_suppressions
from atlas.links.words import Verdict
from atlas.records.model import Dataset
from atlas.records.texts import urls

STATE = Path("observed") / "links.json"
SUPPRESSIONS = Path("links") / "suppressions.yaml"
#: Values of the facet: what a reader wants to know of all links of a record together.
ALL_LIVE, SOME_DEAD, NOT_CHECKED = "all-live", "some-dead", "not-checked"
#: Something is there, whoever may see it.
_THERE = frozenset({Verdict.OK, Verdict.MOVED, Verdict.RESTRICTED})
_DEAD = frozenset({Verdict.DEAD, Verdict.INVALID})
#: Says nothing about the page; what is blocked leads nowhere that a reader could go.
_MAY_PASS = frozenset({Verdict.TRANSIENT, Verdict.RATE_LIMITED})


@dataclass(frozen=True)
class Observed:
    """The state of links by address, and the links that a person has excused; ``complaints`` are
    sentences about what could not be read."""

    state: State = field(default_factory=State)
    suppressions: tuple[Suppression, ...] = ()
    complaints: tuple[str, ...] = ()

    @property
    def links(self) -> Mapping[str, LinkState]:
        """What is known of each link, by the address that records write."""
        return self.state.links


def read_observed(data_dir: Path) -> Observed:
    """What stands in ``data_dir``. Never raises for what the files hold."""
    state, complaints = read_state(data_dir / STATE)
    try:
        suppressions = read_suppressions(data_dir / SUPPRESSIONS)
    except BadSuppressions as error:
        return Observed(state, (), (*complaints, str(error)))
    return Observed(state, suppressions, tuple(complaints))


def live(record: Dataset, links: Mapping[str, LinkState]) -> str:
    """A value of the facet for ``record``."""
    if not links:
        return NOT_CHECKED
    return _together(links.get(url) for _, url in urls(record))


def _together(states: Iterable[LinkState | None]) -> str:
    known = list(states)
    if any(one is not None and one.shown in _DEAD for one in known):
        return SOME_DEAD
    return ALL_LIVE if all(map(_lives, known)) else NOT_CHECKED


def _lives(link: LinkState | None) -> bool:
    """Whether it is there, or was and may be again: a bad minute of a host kills no link."""
    if link is None:
        return False
    return link.shown in _THERE or (link.shown in _MAY_PASS and link.last_ok is not None)
