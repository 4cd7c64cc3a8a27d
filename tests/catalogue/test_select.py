"""Asking the catalogue: filters that bear the names of the fields."""

from __future__ import annotations

import pytest

from atlas.catalogue import Catalogue, FilterError, select

PAPER = "https://arxiv.org/abs/2203.10244"
ROLES = "training, evaluation, not-stated, not-found, none, not-recorded"


@pytest.fixture
def catalogue(data) -> Catalogue:
    data.add(
        "roles: [training]\nmodalities: [image, text]\ntasks: [image-captioning]\n"
        "contains: boxes\nsource: paper\nreleased: 2021\nlanguages: [en]\n"
        "license: {id: MIT, source: paper}\naccess: {level: open, source: paper}",
        "photos",
    )
    data.add(
        "roles: [training, evaluation]\nmodalities: [video, text]\ntasks: [video-captioning]\n"
        "source: paper\nreleased: 2023-05\nlanguages: [en, zh]\nderived_from: photos\n"
        "license: {id: CC-BY-NC-4.0, source: paper}\naccess: {level: request, source: paper}",
        "clips",
    )
    data.add(
        "roles: [training]\nmodalities: [image, video, text]\n"
        "tasks: [image-captioning, video-captioning]",
        "both",
    )
    data.add(
        "roles: [evaluation]\nmodalities: [image]\ntasks: [chart-question-answering]", "charts"
    )
    return data.catalogue()


def found(catalogue: Catalogue, **filters: object) -> list[str]:
    return [entry.id for entry in select(catalogue, **filters)]


def test_no_filter_gives_all_newest_first_and_the_undated_last_by_name(catalogue) -> None:
    assert found(catalogue) == ["clips", "photos", "both", "charts"]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"roles": "evaluation"}, ["clips", "charts"]),
        ({"modalities": ["image", "video"]}, ["clips", "photos", "both", "charts"]),
        ({"modalities": ("video",)}, ["clips", "both"]),
        ({"modalities": {"video"}, "roles": "evaluation"}, ["clips"]),
        ({"modalities_all": ["image", "video"]}, ["both"]),
        ({"modalities_all": "text"}, ["clips", "photos", "both"]),
        ({"tasks_not": "image-captioning"}, ["clips", "charts"]),
        ({"tasks_not": ["image-captioning", "video-captioning"]}, ["charts"]),
        ({"tasks": "image-captioning", "modalities_not": "video"}, ["photos"]),
        ({"contains": "boxes"}, ["photos"]),
        ({"languages": "zh"}, ["clips"]),
        ({"license": "CC-BY-NC-4.0"}, ["clips"]),
        ({"commercial": "permitted"}, ["photos"]),
        ({"commercial": "forbidden"}, ["clips"]),
        ({"commercial": "not-recorded"}, ["both", "charts"]),
        ({"commercial": "not-stated"}, []),
        ({"media_commercial": "permitted"}, []),
        ({"license": "not-recorded"}, ["both", "charts"]),
        ({"access": ["open", "not-recorded"]}, ["photos", "both", "charts"]),
        ({"how": "not-recorded", "roles": "evaluation"}, ["clips", "charts"]),
        ({"access": ["open", "request"]}, ["clips", "photos"]),
        ({"status": "listed"}, ["clips", "photos", "both", "charts"]),
        ({"status": "collection"}, []),
        ({"derived": True}, ["photos"]),
        ({"derived": "false"}, ["clips", "both", "charts"]),
        ({"ids": ["charts", "both"]}, ["both", "charts"]),
        ({"ids_not": "charts"}, ["clips", "photos", "both"]),
        ({"roles": []}, []),
        ({"section": "evaluation"}, ["clips", "charts"]),
        ({"section": "sources"}, ["photos"]),
        ({"section": "captions-general"}, ["both"]),
        ({"section": "captions-video", "roles": "evaluation"}, ["clips"]),
    ],
)
def test_a_filter_means_or_within_a_field_and_and_between_fields(
    catalogue, filters: dict[str, object], ids: list[str]
) -> None:
    assert found(catalogue, **filters) == ids


def refusal(catalogue: Catalogue, **filters: object) -> str:
    with pytest.raises(FilterError) as caught:
        select(catalogue, **filters)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("modality", "modalities"),
        ("task", "tasks"),
        ("modalites_not", "modalities_not"),
        ("task_all", "tasks_all"),
        ("sections", "section"),
    ],
)
def test_an_unknown_filter_is_told_with_the_nearest(catalogue, name: str, nearest: str) -> None:
    said = refusal(catalogue, **{name: "video"})
    assert said.startswith(
        f"“{name}” is not a filter; allowed: roles, tasks, modalities, languages"
    )
    assert said.endswith(f"; did you mean {nearest}?")


@pytest.mark.parametrize("name", ["modalities_not_all", "modalities_all_not", "section_not", "x"])
def test_a_filter_that_makes_no_sense_is_unknown(catalogue, name: str) -> None:
    assert refusal(catalogue, **{name: "video"}).startswith(f"“{name}” is not a filter")


def test_an_unknown_value_is_told_with_what_the_field_can_have(catalogue) -> None:
    assert refusal(catalogue, modalities="vidoe") == (
        "“vidoe” is not a value of modalities; allowed: text, image, video, audio, volume,"
        " time-series, not-stated, not-found, none, not-recorded; did you mean video?"
    )


@pytest.mark.parametrize(
    ("filters", "start", "end"),
    [
        ({"ids": "chart"}, "“chart” is not a value of ids", "did you mean charts?"),
        ({"commercial": "permited"}, "“permited” is not a value of", "did you mean permitted?"),
        ({"derived": "yes"}, "“yes” is not a value of derived", "allowed: true, false"),
        ({"section": "qa-ocrs"}, "“qa-ocrs” is not a section", "did you mean qa-ocr?"),
        ({"license": "mit"}, "“mit” is not a value of license", "did you mean MIT?"),
        (
            {"roles": None},
            "“None” is not a value of roles",
            f"allowed: {ROLES}; did you mean none?",
        ),
        ({"roles": 7}, "“7” is not a value of roles", f"allowed: {ROLES}"),
    ],
)
def test_every_field_says_what_it_can_have(
    catalogue, filters: dict[str, object], start: str, end: str
) -> None:
    said = refusal(catalogue, **filters)
    assert said.startswith(start)
    assert said.endswith(end)


def test_one_section_is_asked_for_at_a_time(catalogue) -> None:
    assert "is not a section" in refusal(catalogue, section=["evaluation"])


def test_parts_count_for_the_whole(data) -> None:
    data.add(
        "roles: [training]\nparts:\n"
        "  - {id: test, kind: split, roles: evaluation, modalities: audio}"
    )
    catalogue = data.catalogue()
    assert found(catalogue, roles="evaluation") == ["example"]
    assert found(catalogue, modalities="audio") == ["example"]
    assert catalogue.datasets["example"].facets["roles"] == ("training", "evaluation")


def test_a_part_that_was_only_promised_does_not_count(data) -> None:
    data.add(
        "parts:\n  - {id: later, kind: split, modalities: audio,"
        " access: {level: not-released, source: paper}}"
    )
    assert found(data.catalogue(), modalities="audio") == []


def test_a_collection_is_what_its_members_are(data) -> None:
    data.add("roles: [evaluation]\nmodalities: [video]\ntasks: [video-captioning]", "clips")
    data.write(
        "example.yaml",
        "name: Example\nsummary:\n  en: A collection of datasets that ask questions about clips.\n"
        "members: [clips]\n",
    )
    assert found(data.catalogue(), modalities="video", status="collection") == ["example"]


def test_terms_that_ended_are_no_longer_found(data) -> None:
    data.add(
        "license:\n  - {id: MIT, source: paper, until: 2023}\n"
        "  - {id: CC-BY-4.0, source: paper, since: 2023}\n"
        "access:\n  - {level: request, source: paper, until: 2023}\n"
        "  - {level: open, source: paper, since: 2023}"
    )
    catalogue = data.catalogue()
    assert found(catalogue, license="MIT") == []
    assert found(catalogue, license="CC-BY-4.0") == ["example"]
    assert found(catalogue, access="request") == []
    assert found(catalogue, access="open") == ["example"]


def test_the_license_of_the_code_is_not_found_as_one_of_the_data(data) -> None:
    data.add("license: {id: MIT, covers: code, source: paper}")
    assert found(data.catalogue(), license="MIT") == []
