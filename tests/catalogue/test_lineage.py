"""What a dataset goes back to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.history import History
from atlas.catalogue.lineage import ancestors, origins
from atlas.records.model import Origin


def names(catalogue: Catalogue, identifier: str) -> list[str]:
    return [origin.node for origin in ancestors(catalogue, identifier)]


def test_everything_is_told_once_and_the_nearest_first(data) -> None:
    data.add("", "coco")
    data.add("source: paper\nderived_from: [coco, {name: A Crawl}]", "a")
    data.add("source: paper\nderived_from: [coco, {name: a crawl}]", "b")
    data.add("source: paper\nderived_from: [a, b]", "c")
    catalogue = data.catalogue()
    assert names(catalogue, "c") == ["a", "b", "coco", "a crawl"]
    assert names(catalogue, "a") == ["coco", "a crawl"]
    assert names(catalogue, "coco") == []


def test_origins_of_parts_count(data) -> None:
    data.add("", "coco")
    data.add("source: paper\nparts:\n  - {id: x, kind: split, derived_from: coco}", "a")
    assert names(data.catalogue(), "a") == ["coco"]


def test_a_collection_goes_back_to_its_members_and_to_theirs(data) -> None:
    data.add("", "coco")
    data.add("source: paper\nderived_from: coco", "a")
    data.add("members: [a]", "all")
    assert names(data.catalogue(), "all") == ["a", "coco"]


def test_a_part_made_from_another_part_adds_nothing(data) -> None:
    data.add(
        "source: paper\nderived_from: {name: A Crawl}\nparts:\n  - {id: a, kind: split}\n"
        "  - {id: b, kind: split, derived_from: {id: example, from_part: a}}"
    )
    catalogue = data.catalogue()
    assert "example" in [origin.node for origin in origins(catalogue, "example")]
    assert names(catalogue, "example") == ["a crawl"]


def test_a_branch_ends_where_there_is_no_record(data) -> None:
    data.add("source: paper\nderived_from: {name: A Crawl, relation: selects}")
    (only,) = ancestors(data.catalogue(), "example")
    assert (only.id, only.name, only.relation) == (None, "A Crawl", "selects")


def test_a_chain_of_many_is_followed_to_its_end(data) -> None:
    data.add("source: paper")
    result = data.load_valid()
    record = result.records["example"]
    last = 1_500
    records = {
        f"r{number}": record.model_copy(
            update={
                "id": f"r{number}",
                "derived_from": (Origin(id=f"r{number + 1}"),) if number < last else (),
            }
        )
        for number in range(last + 1)
    }
    catalogue = build(replace(result, records=records), History(), date(2026, 11, 24))
    assert names(catalogue, "r0") == [f"r{number}" for number in range(1, last + 1)]


def test_a_circle_that_no_rule_has_caught_ends(data) -> None:
    data.add("source: paper")
    result = data.load_valid()
    record = result.records["example"]
    records = {
        one: record.model_copy(update={"id": one, "derived_from": (Origin(id=other),)})
        for one, other in (("a", "b"), ("b", "a"))
    }
    catalogue = build(replace(result, records=records), History(), date(2026, 11, 24))
    assert names(catalogue, "a") == ["b"]
