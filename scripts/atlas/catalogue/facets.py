"""What datasets can be told apart by: the one list of facets, by the names that filters, columns,
addresses and files use. A facet bears the name of the record's field.

Where a record has no value, the kind of nothing is the value (DESIGN section 3): *not-stated*,
*not-found* and *none* as its ``absent`` says, else *not-recorded*, since nobody has looked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from atlas.catalogue.terms import USES, Target, stated
from atlas.records.model import Dataset, Described
from atlas.records.texts import holders
from atlas.records.vocabulary import Vocabularies

#: Nobody has looked, or nobody has written it down.
NOT_RECORDED = "not-recorded"
#: A license of these says nothing about the data.
NOT_THE_DATA = ("code", "model-output")


@dataclass(frozen=True)
class Facet:
    """``vocabulary`` is the list that its values come from; ``absent`` are the keys of a record's
    ``absent`` that speak of it."""

    name: str
    vocabulary: str
    absent: tuple[str, ...]
    #: From one holder of statements, the record or a part of it; None where the catalogue works
    #: the values out itself.
    values: Callable[[Described], Iterable[str]] | None = None


def _licenses(holder: Described) -> Iterable[str]:
    for item in holder.license:
        if not item.until and item.covers not in NOT_THE_DATA:
            yield item.id


_LICENSE = ("license", "license.dataset", "license.annotations")
_ACCESS = ("access", "access.dataset", "access.annotations")
#: In the order in which a reader meets them.
FACETS: Mapping[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("roles", "roles", ("roles",)),
        Facet("tasks", "tasks", ("tasks",)),
        Facet("modalities", "modalities", ("modalities",)),
        Facet("languages", "languages", ("languages",)),
        Facet("license", "licenses", _LICENSE, _licenses),
        Facet(
            "access",
            "access-levels",
            _ACCESS,
            lambda holder: (item.level for item in holder.access if not item.until),
        ),
        Facet(
            "how",
            "access-hows",
            (*_ACCESS, "access.media"),
            lambda holder: (item.how for item in holder.access if item.how and not item.until),
        ),
        Facet("contains", "contains", ("contains",)),
        Facet(
            "creation",
            "creation-methods",
            ("creation",),
            lambda holder: holder.creation.method if holder.creation else (),
        ),
        Facet(
            "answers",
            "answers",
            ("evaluation",),
            lambda holder: holder.evaluation.answers if holder.evaluation else (),
        ),
        Facet(
            "scoring",
            "scoring",
            ("evaluation",),
            lambda holder: holder.evaluation.scoring if holder.evaluation else (),
        ),
        Facet(
            "labels",
            "labels",
            ("evaluation",),
            lambda holder: (
                (holder.evaluation.labels,)
                if holder.evaluation and holder.evaluation.labels
                else ()
            ),
        ),
        Facet("live", "live", ()),
        Facet("status", "statuses", ()),
    )
}
#: What the stated terms permit: of the annotations under the use's own name, of the media with
#: ``media_`` before it.
PERMITS: Mapping[str, tuple[Target, str]] = {
    **{use: ("annotations", use) for use in USES},
    **{f"media_{use}": ("media", use) for use in USES},
}


def stated_values(record: Dataset, facet: Facet) -> tuple[str, ...]:
    """The values that ``record`` and its parts state, each once, in the order of statements."""
    if facet.values is None:
        return ()
    found = (value for _, holder in holders(record) for value in facet.values(holder))
    return tuple(dict.fromkeys(found))


def nothing(record: Dataset, absent: tuple[str, ...]) -> str:
    """The kind of nothing of a field whose keys in ``absent`` these are."""
    for key in absent:
        if key in record.absent:
            return record.absent[key].why
    return NOT_RECORDED


def permits(record: Dataset, vocabularies: Vocabularies) -> Mapping[str, str]:
    """For each name of PERMITS a permission, or the kind of nothing where nothing is stated."""
    none = nothing(record, _LICENSE)
    media = nothing(record, ("license.media", *_LICENSE))
    of: dict[Target, Mapping[str, str] | None] = {
        target: stated(record, vocabularies, target) for target in ("annotations", "media")
    }
    found = {}
    for name, (target, use) in PERMITS.items():
        known = of[target]
        found[name] = known[use] if known else (none if target == "annotations" else media)
    return found


def value_ids(vocabularies: Vocabularies, name: str) -> tuple[str, ...]:
    """Every value that facet or permission ``name`` can have, the kinds of nothing last."""
    own = "permissions" if name in PERMITS else FACETS[name].vocabulary
    kinds = (*vocabularies["absences"].by_id, NOT_RECORDED)
    return (*vocabularies[own].by_id, *kinds)
