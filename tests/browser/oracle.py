"""What a filter must find, worked out from the API file alone, by the plainest loops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

NOT_RECORDED = "not-recorded"
#: Facets whose values this can tell.
FACETS = (
    "roles", "tasks", "modalities", "languages", "contains", "license", "access", "how",
    "creation", "answers", "scoring", "labels", "status", "released", "size",
)  # fmt: skip
_WORDS = ("roles", "tasks", "modalities", "languages", "contains")
_ABSENT = {
    "license": ("license", "license.dataset", "license.annotations"),
    "access": ("access", "access.dataset", "access.annotations"),
    "how": ("access", "access.dataset", "access.annotations", "access.media"),
    "answers": ("evaluation",),
    "scoring": ("evaluation",),
    "labels": ("evaluation",),
}
_POWERS = ("1-999", "1k-10k", "10k-100k", "100k-1m", "1m-10m", "10m-100m", "100m-1b", "1b")
_MONTHS = {"1m": 1, "3m": 3, "1y": 12}

Values = Mapping[str, Mapping[str, set[str]]]


def values(api: Mapping[str, Any]) -> Values:
    """The values of each facet of each dataset, the kind of nothing where there is none."""
    datasets = {dataset["id"]: dataset for dataset in api["datasets"]}
    today = date.fromisoformat(api["generated_at"])
    return {
        key: {name: _of(name, dataset, datasets, today) for name in FACETS}
        for key, dataset in datasets.items()
    }


def passing(found: Values, **chosen: Iterable[str]) -> set[str]:
    """Ids of the datasets that have, of each facet, one of the values chosen."""
    return {
        key
        for key, facets in found.items()
        if all(set(wanted) & facets[name] for name, wanted in chosen.items())
    }


def counts(found: Values, name: str, **chosen: Iterable[str]) -> dict[str, int]:
    """How many datasets have each value of a facet, its own choices aside."""
    others = {facet: wanted for facet, wanted in chosen.items() if facet != name}
    told: dict[str, int] = {value: 0 for facets in found.values() for value in facets[name]}
    for key in passing(found, **others):
        for value in found[key][name]:
            told[value] += 1
    return told


def released_between(api: Mapping[str, Any], first: str, last: str) -> set[str]:
    """Ids of what was released for certain in these months or between them."""
    found = set()
    for dataset in api["datasets"]:
        if said := dataset["released"]:
            earliest, latest = (said + "-01-01")[:7], (said + "-12-31")[:7]
            if len(said) > 4:
                earliest = latest = said[:7]
            if (not first or earliest >= first) and (not last or latest <= last):
                found.add(dataset["id"])
    return found


def _of(name: str, dataset: Any, datasets: Mapping[str, Any], today: date) -> set[str]:
    if name == "status":
        return {dataset["status"]}
    found = set(_stated(name, dataset, datasets, today))
    if found:
        return found
    if name == "released" and dataset["released"]:
        return set()
    for field in _ABSENT.get(name, (name,)):
        for absence in dataset["absent"]:
            if absence["field"] == field and absence["part"] is None:
                return {absence["why"]}
    return {NOT_RECORDED}


def _stated(name: str, dataset: Any, datasets: Mapping[str, Any], today: date) -> Iterable[str]:
    if name in _WORDS:
        return _words(name, dataset, datasets, set())
    if name == "license":
        return (
            item["id"]
            for item in dataset["license"]
            if not item["until"] and item["covers"] not in ("code", "model-output")
        )
    if name in ("access", "how"):
        key = "level" if name == "access" else "how"
        return (item[key] for item in dataset["access"] if item[key] and not item["until"])
    if name == "creation":
        return (method for item in dataset["creation"] for method in item["method"])
    if name == "labels":
        return (item["labels"] for item in dataset["evaluation"] if item["labels"])
    if name in ("answers", "scoring"):
        return (value for item in dataset["evaluation"] for value in item[name])
    if name == "released":
        return _periods(dataset["released"], today)
    return _sizes(dataset)


def _words(name: str, dataset: Any, datasets: Mapping[str, Any], seen: set[str]) -> set[str]:
    if dataset["id"] in seen:
        return set()
    first = not seen
    seen.add(dataset["id"])
    found: set[str] = set()
    for holder in (dataset, *dataset["parts"]):
        part = None if holder is dataset else holder["id"]
        levels = {item["level"] for item in dataset["access"] if item["part"] == part}
        # What was only promised is nothing to train on; a part is what the whole is.
        if levels != {"not-released"} or not first:
            found |= set(holder[name] or (dataset[name] if first else ()))
    for member in dataset["members"]:
        if member["id"] in datasets:
            found |= _words(name, datasets[member["id"]], datasets, seen)
    return found


def _periods(said: str | None, today: date) -> Iterable[str]:
    if not said:
        return
    earliest = said + "-01-01"[len(said) - 4 :] if len(said) < 10 else said
    for value, back in _MONTHS.items():
        months = today.year * 12 + today.month - 1 - back
        since = f"{months // 12:04}-{months % 12 + 1:02}-{today.day:02}"
        if earliest >= since:
            yield value


def _sizes(dataset: Any) -> Iterable[str]:
    own = [item for item in dataset["size"] if item["part"] is None]
    if own:
        digits = len(str(int(own[0]["value"])))
        yield f"{own[0]['unit']}:{_POWERS[min(max(digits - 3, 0), 7)]}"
