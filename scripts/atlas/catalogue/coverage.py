"""How much the catalogue holds, and what is still wanted: the numbers of ``atlas coverage``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.catalogue.catalogue import Catalogue, Entry
from atlas.catalogue.select import in_section
from atlas.records.texts import prose
from atlas.records.vocabulary import LANGUAGES

#: So many records are named as the longest unread.
OLDEST = 10


@dataclass(frozen=True)
class Coverage:
    """What a catalogue holds, counted as of its newest ``checked`` and never of the clock.

    ``counts`` is datasets by group of numbers and name: *status*, *role*, *section*, *modality*,
    *prose* (the languages that summary and notes stand in) and *translation wanted* (the language
    that they lack). ``missing`` counts the gaps before *verified*, the most frequent first, and
    ``oldest`` names the records that were gone over longest ago.
    """

    as_of: str | None
    total: int
    counts: Mapping[str, Mapping[str, int]]
    missing: Mapping[str, int]
    oldest: tuple[tuple[str, str], ...]

    def share(self, group: str, name: str) -> float:
        """The part of all datasets that one number is, from 0 to 1."""
        return self.counts[group].get(name, 0) / self.total if self.total else 0.0


def coverage(catalogue: Catalogue) -> Coverage:
    """Count ``catalogue``. Pure."""
    entries = list(catalogue.datasets.values())
    words = catalogue.vocabularies
    checked = {entry.id: entry.record.checked for entry in entries if entry.record.checked}
    written = {entry.id: _languages(entry) for entry in entries}
    counts = {
        "status": _ordered(words["statuses"].by_id, (entry.status for entry in entries)),
        "role": _ordered(words["roles"].by_id, _all(entry.values("roles") for entry in entries)),
        "section": {
            section.id: len(in_section(catalogue, section)) for section in catalogue.sections()
        },
        "modality": _ordered(
            words["modalities"].by_id, _all(entry.values("modalities") for entry in entries)
        ),
        "prose": _ordered(("en and zh", "en", "zh"), map(_named, written.values())),
        "translation wanted": _ordered(
            LANGUAGES, (lang for have in written.values() for lang in LANGUAGES if lang not in have)
        ),
    }
    oldest = sorted(checked.items(), key=lambda pair: (pair[1], pair[0]))[:OLDEST]
    return Coverage(
        as_of=max(checked.values(), default=None),
        total=len(entries),
        counts=counts,
        missing=dict(Counter(_all(_gaps(entry) for entry in entries)).most_common()),
        oldest=tuple(oldest),
    )


def _languages(entry: Entry) -> frozenset[str]:
    """The languages in which the summary and every note stand."""
    texts = [text for path, text in prose(entry.record) if path[0] in ("summary", "notes")]
    return frozenset(lang for lang in LANGUAGES if all(text.has(lang) for text in texts))


def _named(languages: frozenset[str]) -> str:
    return " and ".join(sorted(languages)) or "mixed"


def _gaps(entry: Entry) -> set[str]:
    """The fields that are missing, without which note or link it is; a collection lacks none."""
    if entry.status == "collection":
        return set()
    return {gap.partition("[")[0].partition(".")[0] for gap in entry.missing}


def _all(values: Iterable[Iterable[str]]) -> Iterable[str]:
    return (value for some in values for value in some)


def _ordered(order: Iterable[str], found: Iterable[str]) -> Mapping[str, int]:
    """How often each was found, in ``order``; what is not in it stands last, where there is any."""
    counted = Counter(found)
    names = dict.fromkeys([*order, *sorted(counted)])
    return {name: counted[name] for name in names}
