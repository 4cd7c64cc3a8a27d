"""Nothing is made from itself, directly or through others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.records.model import Dataset
from atlas.records.problem import FieldPath, Finding
from atlas.records.rules.base import CatalogueRule, Context
from atlas.records.texts import holders
from atlas.records.vocabulary import Words


def check_all(records: Mapping[str, Dataset], context: Context) -> Iterator[tuple[str, Finding]]:
    """Yield one finding for each circle, at the edge that closes it.

    A depth-first walk with its own stack, since chains may be longer than Python's recursion.
    """
    edges = {key: list(_edges(record)) for key, record in records.items()}
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        stack = [(start, iter(edges[start]))]
        trail = {start: 0}
        while stack:
            here, rest = stack[-1]
            for path, target in rest:
                if target in trail:
                    circle = [*list(trail)[trail[target] :], target]
                    what = "made from itself" if len(circle) == 2 else "made in a circle"
                    yield here, Finding(path, f"is {what}: {' ← '.join(circle)}")
                elif target in edges and target not in done:
                    trail[target] = len(stack)
                    stack.append((target, iter(edges[target])))
                    break
            else:
                stack.pop()
                trail.pop(here)
                done.add(here)


def _edges(record: Dataset) -> Iterator[tuple[FieldPath, str]]:
    for place, holder in holders(record):
        for index, origin in enumerate(holder.derived_from):
            # A part made from another part of the same record is told apart by from_part.
            if origin.id and not (origin.id == record.id and origin.from_part):
                yield (*place, "derived_from", index), origin.id
    for index, member in enumerate(record.members):
        yield ("members", index), member.id


RULE = CatalogueRule(
    name="no-cycles",
    why=Words(
        en="Lineage runs back in time; a circle means that one of the arrows points the wrong way.",
        zh="谱系只能向过去回溯；出现环路说明有一处方向写反了。",
    ),
    wrong=("name: Itself\nsource: paper\nderived_from: example",),
    right=("source: paper\nderived_from: {name: Something older}",),
    check_all=check_all,
)
