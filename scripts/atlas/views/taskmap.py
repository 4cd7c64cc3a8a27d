"""How many datasets there are for each kind of task and modality: the map on the home page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from atlas.catalogue import Catalogue
from atlas.records.vocabulary import Language
from atlas.views.rows import Word


@dataclass(frozen=True)
class Cell:
    """A number of datasets, and the query of the full table that shows them."""

    count: int
    query: str
    label: str


@dataclass(frozen=True)
class TaskMap:
    """``rows`` holds, for each group of tasks, a cell for each of ``modalities``, None for zero."""

    modalities: tuple[Word, ...]
    rows: tuple[tuple[Word, tuple[Cell | None, ...]], ...]


def task_map(catalogue: Catalogue, lang: Language) -> TaskMap:
    """The map in ``lang``: groups and modalities that have datasets, in vocabulary order.

    Text is left out: nearly every dataset has some, so it tells nothing apart.
    """
    vocabularies = catalogue.vocabularies
    tasks = vocabularies["tasks"].items
    entries = list(catalogue.datasets.values())
    shown = [
        item
        for item in vocabularies["modalities"].items
        if item.id != "text" and any(item.id in entry.modalities for entry in entries)
    ]
    rows = []
    for group in vocabularies["task-groups"].items:
        inside = {task.id for task in tasks if task.group == group.id}
        cells: list[Cell | None] = []
        for modality in shown:
            found = [
                entry
                for entry in entries
                if modality.id in entry.modalities and inside & set(entry.tasks)
            ]
            used = sorted(inside & {task for entry in found for task in entry.tasks})
            query = urlencode([("modalities", modality.id), *(("tasks", task) for task in used)])
            label = f"{group.label(lang)} · {modality.label(lang)}: {len(found)}"
            cells.append(Cell(len(found), query, label) if found else None)
        if any(cells):
            rows.append((Word(group.id, group.label(lang)), tuple(cells)))
    return TaskMap(tuple(Word(item.id, item.label(lang)) for item in shown), tuple(rows))
