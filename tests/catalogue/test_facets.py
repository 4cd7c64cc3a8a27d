"""What datasets are told apart by, and the kind of nothing where a record says nothing."""

from __future__ import annotations

import pytest

from atlas.catalogue.facets import FACETS, NOT_RECORDED, PERMITS, value_ids

LINKS = (
    "source: paper\nlinks:\n  paper: https://arxiv.org/abs/2203.10244\n"
    "  code: {url: 'https://github.com/vis-nlp/ChartQA', as_of: 2cbf831}\n"
)


def entry(data, text: str = ""):
    data.add(LINKS + text)
    return data.catalogue().datasets["example"]


def test_what_nobody_looked_for_is_not_recorded(data) -> None:
    found = entry(data)
    for name in (*FACETS, *PERMITS):
        if name not in ("roles", "tasks", "modalities", "live", "status"):
            assert found.values(name) == (NOT_RECORDED,), name


@pytest.mark.parametrize("why", ["not-stated", "not-found", "none"])
@pytest.mark.parametrize(
    ("field", "facets"),
    [
        ("access", ["access", "how"]),
        ("access.dataset", ["access", "how"]),
        ("access.annotations", ["access", "how"]),
        ("access.media", ["how"]),
        ("creation", ["creation"]),
        ("languages", ["languages"]),
        ("contains", ["contains"]),
        ("evaluation", ["answers", "scoring", "labels"]),
        ("license", ["license", *PERMITS]),
        ("license.dataset", ["license", *PERMITS]),
        ("license.annotations", ["license", *PERMITS]),
        ("license.media", [name for name in PERMITS if "media" in name]),
    ],
)
def test_a_kind_of_nothing_is_a_value_of_the_facets_that_it_speaks_of(
    data, why: str, field: str, facets: list[str]
) -> None:
    found = entry(data, f"absent: {{{field}: {{why: {why}, source: paper}}}}")
    told = [name for name in (*FACETS, *PERMITS) if found.values(name) == (why,)]
    assert told == [name for name in (*FACETS, *PERMITS) if name in facets]


def test_a_license_of_code_or_of_what_models_make_says_nothing_of_the_data(data) -> None:
    found = entry(
        data,
        "license:\n  - {id: MIT, source: code, covers: code}\n"
        "  - {id: Apache-2.0, source: code, covers: model-output}",
    )
    assert found.values("license") == (NOT_RECORDED,)
    assert found.values("commercial") == (NOT_RECORDED,)


def test_statements_of_parts_count_for_the_whole_each_value_once(data) -> None:
    found = entry(
        data,
        "license: {id: CC-BY-4.0, source: paper}\naccess: {level: open, source: code}\nparts:\n"
        "  - {id: a, kind: split, license: {id: MIT, source: code},"
        " access: {level: request, source: code}, creation: found}\n"
        "  - {id: b, kind: split, license: {id: CC-BY-4.0, source: code}}",
    )
    assert found.values("license") == ("CC-BY-4.0", "MIT")
    assert found.values("access") == ("open", "request")
    assert found.values("creation") == ("found",)


def test_what_ended_does_not_count(data) -> None:
    found = entry(
        data,
        "license:\n  - {id: MIT, source: paper, until: 2023}\n"
        "  - {id: CC-BY-4.0, source: paper, since: 2023}\n"
        "access: {level: open, how: included, source: paper, until: 2023}",
    )
    assert found.values("license") == ("CC-BY-4.0",)
    assert found.values("how") == (NOT_RECORDED,)


def test_terms_are_asked_of_annotations_and_of_media(data) -> None:
    found = entry(
        data,
        "license:\n  - {id: CC-BY-4.0, source: paper, covers: annotations}\n"
        "  - {id: CC-BY-NC-4.0, source: paper, covers: media}",
    )
    assert found.values("commercial") == ("permitted",)
    assert found.values("media_commercial") == ("forbidden",)


def test_a_facets_values_end_with_the_kinds_of_nothing(real) -> None:
    kinds = (*real.vocabularies["absences"].by_id, NOT_RECORDED)
    assert kinds == ("not-stated", "not-found", "none", "not-recorded")
    for name in (*FACETS, *PERMITS):
        ids = value_ids(real.vocabularies, name)
        assert ids[-len(kinds) :] == kinds
        assert len(ids) == len(set(ids))
