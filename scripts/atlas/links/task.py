"""What a run is about: the links to ask, what is known of them, and the facts to look for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from atlas.links.changed import GitFailed, addresses_before, changed_records
from atlas.links.expect import Watch, by_link
from atlas.links.lists import read_controls
from atlas.links.mistakes import planned_records
from atlas.links.options import load, tell_left_out
from atlas.links.plan import MODELS, PlannedLink, plan_lines, plan_records, record_name
from atlas.links.state import State
from atlas.records import LoadResult
from atlas.records.model import Dataset, Model
from atlas.records.problem import nearest


@dataclass(frozen=True, slots=True)
class Task:
    """What to ask, and how to judge it: ``cited`` are all links of the catalogue when the run is
    about it, ``known`` those that no change adds, ``controls`` are asked to test the network.
    ``records`` are those that cite the links, ``watched`` the facts that they expect; ``named``
    says that the run is about them alone."""

    links: tuple[PlannedLink, ...]
    cited: frozenset[str] | None = None
    known: frozenset[str] = frozenset()
    controls: tuple[PlannedLink, ...] = ()
    complete: bool = True
    loaded: LoadResult | None = None
    records: Mapping[str, Dataset | Model] = field(default_factory=dict)
    watched: Mapping[str, Sequence[Watch]] = field(default_factory=dict)
    named: bool = False


def task_of(
    data_dir: Path,
    records: tuple[str, ...],
    changed_since: str | None,
    urls: str | None,
    state: State | None,
) -> Task:
    """What a run with these options is about; ``state`` is None without one.

    Raises what click tells for a record, a revision or a folder that is not there.
    """
    if urls is not None:
        with click.open_file(urls, encoding="utf-8", errors="replace") as lines:
            return Task(plan_lines(lines, Path("stdin" if urls == "-" else urls)).links)
    loaded = load(data_dir)
    only = _named(data_dir, records, changed_since)
    planned = plan_records(loaded, only)
    tell_left_out(planned)
    addresses = frozenset(link.url for link in planned.links)
    complete = not planned.left_out
    cited_by = planned_records(loaded, planned.links)
    watched = by_link(cited_by.values())
    if only is None:
        # Of what a whole run finds the first time, history has the last word too.
        return Task(
            planned.links,
            cited=addresses if complete else None,
            known=addresses if state is not None else frozenset(),
            complete=complete,
            loaded=loaded,
            records=cited_by,
            watched=watched,
        )
    known = frozenset(url for url in addresses if state is not None and url in state.links)
    if changed_since is not None:
        try:
            known |= addresses_before(data_dir, changed_since, addresses)
        except GitFailed as error:
            raise click.BadParameter(str(error), param_hint="--changed-since") from error
    # A change that has no link asks nobody.
    controls = read_controls(data_dir) if planned.links else ()
    return Task(
        planned.links,
        known=known,
        controls=controls,
        complete=complete,
        loaded=loaded,
        records=cited_by,
        watched=watched,
        named=True,
    )


def _named(
    data_dir: Path, records: tuple[str, ...], changed_since: str | None
) -> frozenset[str] | None:
    """The records that the run is about, None for all."""
    if records:
        only = frozenset(records)
        known = {record_name(data_dir, path) for path in data_dir.glob("*.yaml")}
        known |= {record_name(data_dir, path) for path in data_dir.glob(f"{MODELS}/*.yaml")}
        for unknown in sorted(only - known):
            hint = nearest(unknown, known)
            raise click.BadParameter(
                f"there is no record {unknown!r} in {data_dir}."
                + (f" Did you mean {hint}?" if hint else ""),
                param_hint="--record",
            )
        return only
    if changed_since is None:
        return None
    try:
        return changed_records(data_dir, changed_since)
    except GitFailed as error:
        raise click.BadParameter(str(error), param_hint="--changed-since") from error
