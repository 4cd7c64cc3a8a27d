"""How much the Atlas must hold.

A catalogue is worth what it holds, and it can lose records without anybody meaning it: a rule gets
stricter, a field gets another name, files are moved. So these numbers only rise. Whoever adds
records raises them to a round number below what is there; nobody lowers them to make a change
pass. That 40 % of the datasets are for training is a bar of its own, because the lists that
records are gathered from are lists of benchmarks.

Days are measured from the newest ``checked`` and not from the clock: a floor that turned red while
nobody changed anything would tell nothing about the change that is being tested.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.coverage import coverage
from atlas.catalogue.history import History
from atlas.records import LoadResult

RECORDS = 300
VERIFIED = 200
TRAINING = 0.40
#: Sections that may hold fewer than three datasets: the notes that the Atlas began from had it.
SMALL = {"captions-general"}


@pytest.fixture(scope="module")
def catalogue(real: LoadResult) -> Catalogue:
    return build(real, History(), date(2026, 11, 24))


def test_the_floor_of_records(catalogue: Catalogue) -> None:
    assert coverage(catalogue).total >= RECORDS


def test_the_floor_of_verified_records(catalogue: Catalogue) -> None:
    """Gone over within the year before the newest day, as the word promises."""
    newest = coverage(catalogue).as_of
    assert newest is not None
    since = (date.fromisoformat(newest) - timedelta(days=366)).isoformat()
    verified = [
        entry
        for entry in catalogue.datasets.values()
        if entry.status == "verified" and (entry.record.checked or "") >= since
    ]
    assert len(verified) >= VERIFIED


def test_the_floor_of_training_sets(catalogue: Catalogue) -> None:
    assert coverage(catalogue).share("role", "training") >= TRAINING


def test_no_section_is_nearly_empty(catalogue: Catalogue) -> None:
    counts = coverage(catalogue).counts["section"]
    assert {name for name, count in counts.items() if count < 3} <= SMALL


def test_every_language_but_english_leads_to_the_section_of_languages(
    catalogue: Catalogue,
) -> None:
    """The section lists languages; a record in none of them would be missed without a word."""
    sections = catalogue.vocabularies["sections"].by_id
    known = set(sections["chinese-and-multilingual"].filter["languages"])
    spoken = set(catalogue.vocabularies["languages"].by_id) - {"en"}
    missed = [
        entry.id
        for entry in catalogue.datasets.values()
        if set(entry.values("languages")) & spoken and not set(entry.values("languages")) & known
    ]
    assert missed == []
