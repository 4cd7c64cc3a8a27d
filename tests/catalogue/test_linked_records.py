"""What follows for a record from all the others: lineage read backwards."""

from __future__ import annotations

import pytest

from atlas.catalogue import InvalidData, load_catalogue


def test_a_source_knows_what_was_made_from_it_once_each_and_by_id(data) -> None:
    data.add("parts:\n  - {id: train, kind: split}", "coco")
    data.add("source: paper\nderived_from: [coco]", "zeta")
    data.add(
        "source: paper\nderived_from: {id: coco, from_part: train}\nparts:\n"
        "  - {id: a, kind: split, derived_from: coco}",
        "alpha",
    )
    datasets = data.catalogue().datasets
    assert datasets["coco"].derived == ("alpha", "zeta")
    assert datasets["zeta"].derived == ()


def test_only_the_next_of_kin_is_told(data) -> None:
    data.add("", "a")
    data.add("source: paper\nderived_from: a", "b")
    data.add("source: paper\nderived_from: b", "c")
    datasets = data.catalogue().datasets
    assert datasets["a"].derived == ("b",)
    assert datasets["b"].derived == ("c",)


def test_a_part_made_from_another_part_does_not_make_a_record_its_own_child(data) -> None:
    data.add(
        "source: paper\nparts:\n  - {id: a, kind: split}\n"
        "  - {id: b, kind: split, derived_from: {id: example, from_part: a}}"
    )
    assert data.catalogue().datasets["example"].derived == ()


def test_a_name_without_a_record_links_to_nothing(data) -> None:
    data.add("source: paper\nderived_from: {name: A crawl}")
    assert data.catalogue().datasets["example"].derived == ()


def test_a_member_knows_its_collections(data) -> None:
    data.add("", "coco")
    data.add("members: [coco]", "gathered")
    datasets = data.catalogue().datasets
    assert datasets["coco"].collections == ("gathered",)
    assert datasets["coco"].derived == ()


def test_an_older_record_knows_its_successor(data) -> None:
    data.add("", "old")
    data.add("notes:\n  - {kind: successor, of: old, en: It follows the old one.}", "new")
    data.add("notes:\n  - {kind: caution, of: old, en: Not the same as the old one.}", "other")
    datasets = data.catalogue().datasets
    assert datasets["old"].successors == ("new",)
    assert datasets["new"].successors == ()


def test_words_stand_in_the_order_of_their_vocabulary(data) -> None:
    data.add("modalities: [video, text, image]\nroles: [evaluation, training]")
    entry = data.catalogue().datasets["example"]
    assert entry.modalities == ("text", "image", "video")
    assert entry.facets["roles"] == ("training", "evaluation")


def test_collections_that_hold_collections_have_the_words_of_all(data) -> None:
    data.add("modalities: [audio]\ntasks: [speech-recognition]", "voices")
    data.add("members: [voices]\nmodalities: [image]", "inner")
    data.add("members: [inner]\nmodalities: [text]", "outer")
    assert data.catalogue().datasets["outer"].modalities == ("text", "image", "audio")


def test_the_description_for_a_search_engine_is_only_in_its_own_language(data) -> None:
    data.add()
    entry = data.catalogue().datasets["example"]
    assert entry.description("en").startswith("Questions about charts")
    assert entry.description("zh") is None
    assert entry.title("zh") == "Example"


def test_a_folder_with_problems_gives_no_catalogue_but_all_of_them(data) -> None:
    data.add("roles: [traning]")
    data.add("tasks: [x]", "other")
    with pytest.raises(InvalidData, match="2 problems in the data") as caught:
        load_catalogue(data.folder)
    assert [problem.path.name for problem in caught.value.problems] == [
        "example.yaml",
        "other.yaml",
    ]


def test_a_folder_without_problems_is_read_judged_and_linked_up(data) -> None:
    data.add("checked: 2026-11-20")
    catalogue = load_catalogue(data.folder)
    assert set(catalogue.datasets) == {"example"}
    assert catalogue.datasets["example"].added is None


def test_a_part_that_is_out_has_what_is_said_of_a_whole_only_promised(data) -> None:
    data.add(
        "access: {level: not-released, source: paper}\nparts:\n"
        "  - {id: small, kind: subset, access: {level: open, source: paper}}"
    )
    entry = data.catalogue().datasets["example"]
    assert entry.tasks == ("chart-question-answering",)
    assert entry.modalities == ("text", "image")
