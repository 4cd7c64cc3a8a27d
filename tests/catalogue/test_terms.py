"""What the license statements say a user may do, as stated, the strictest reading first."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from atlas.catalogue.terms import Target, permissions, stated, strictest
from atlas.records.model import License

LINKS = (
    "links:\n  paper: https://arxiv.org/abs/2203.10244\n"
    "  mirror: {url: 'https://huggingface.co/datasets/a/b', by: Somebody, via: stored}\n"
)


def terms(data, *statements: str, target: Target = "annotations") -> Mapping[str, str] | None:
    lines = [f"  - {{{statement}}}" for statement in statements]
    license = "\n".join(["license:", *lines]) if lines else ""
    record = data.record(LINKS + license)
    return stated(record, data.load().vocabularies, target)


def test_nothing_stated_is_not_known(data) -> None:
    assert terms(data) is None


def test_what_a_license_permits_is_read_from_the_vocabulary(data) -> None:
    assert terms(data, "id: CC-BY-NC-4.0, source: paper") == {
        "commercial": "forbidden", "training": "permitted", "redistribution": "permitted",
        "derivatives": "permitted",
    }  # fmt: skip


def test_of_several_statements_by_the_owner_the_strictest_counts_use_by_use(data) -> None:
    read = terms(
        data,
        "id: CC-BY-ND-4.0, source: paper",
        "id: CC-BY-NC-4.0, source: paper",
        "id: MIT, source: paper",
    )
    assert read == {
        "commercial": "forbidden", "training": "unclear", "redistribution": "permitted",
        "derivatives": "forbidden",
    }  # fmt: skip


def test_a_third_party_never_loosens(data) -> None:
    read = terms(data, "id: CC-BY-NC-4.0, source: paper", "id: CC0-1.0, source: mirror")
    assert read is not None
    assert read["commercial"] == "forbidden"


def test_where_the_owner_speaks_a_stricter_third_party_does_not_decide(data) -> None:
    read = terms(data, "id: CC0-1.0, source: paper", "id: CC-BY-NC-4.0, source: mirror")
    assert read is not None
    assert read["commercial"] == "permitted"


def test_where_only_a_third_party_speaks_its_permission_is_unclear(data) -> None:
    assert terms(data, "id: CC-BY-NC-4.0, source: mirror") == {
        "commercial": "forbidden", "training": "unclear", "redistribution": "unclear",
        "derivatives": "unclear",
    }  # fmt: skip


def test_a_third_partys_conditions_are_unclear_too(data) -> None:
    read = terms(data, "id: C-UDA-1.0, source: mirror")
    assert read is not None
    assert set(read.values()) == {"unclear"}


def test_a_license_of_the_dataset_leaves_the_media_unclear(data) -> None:
    assert terms(data, "id: CC-BY-NC-4.0, source: paper", target="media") == {
        "commercial": "forbidden", "training": "unclear", "redistribution": "unclear",
        "derivatives": "unclear",
    }  # fmt: skip


def test_a_license_of_the_media_is_about_them_alone(data) -> None:
    statement = "id: CC0-1.0, covers: media, source: paper"
    assert terms(data, statement) is None
    read = terms(data, statement, target="media")
    assert read is not None
    assert set(read.values()) == {"permitted"}


def test_a_license_of_the_annotations_says_nothing_of_the_media(data) -> None:
    statement = "id: CC0-1.0, covers: annotations, source: paper"
    assert terms(data, statement, target="media") is None
    assert terms(data, statement) is not None


@pytest.mark.parametrize("covers", ["code", "model-output"])
def test_a_license_of_something_else_says_nothing(data, covers: str) -> None:
    assert terms(data, f"id: MIT, covers: {covers}, source: paper") is None
    assert terms(data, f"id: MIT, covers: {covers}, source: paper", target="media") is None


def test_a_statement_that_ended_binds_nobody(data) -> None:
    read = terms(
        data, "id: CC-BY-NC-4.0, source: paper, until: 2023", "id: MIT, source: paper, since: 2023"
    )
    assert read is not None
    assert read["commercial"] == "permitted"
    assert terms(data, "id: MIT, source: paper, until: 2023") is None


def test_a_part_is_read_too(data) -> None:
    record = data.record(
        LINKS + "license: {id: MIT, source: paper}\n"
        "parts:\n  - {id: a, kind: subset, license: {id: CC-BY-NC-4.0, source: paper}}"
    )
    read = stated(record, data.load().vocabularies)
    assert read is not None
    assert read["commercial"] == "forbidden"


def test_one_statement_can_be_asked_by_itself(real) -> None:
    item = License(id="MIT", covers="annotations")
    assert permissions(item, real.vocabularies, "media") is None
    read = permissions(item, real.vocabularies, "annotations")
    assert read is not None
    assert set(read) == {"commercial", "training", "redistribution", "derivatives"}


def test_the_strictest_word_wins() -> None:
    order = ["forbidden", "unclear", "conditional", "permitted"]
    for index, word in enumerate(order):
        assert strictest(order[index:][::-1]) == word


def test_the_vocabulary_lists_permissions_in_the_order_of_looseness(real) -> None:
    assert [item.id for item in real.vocabularies["permissions"].items] == [
        "permitted", "conditional", "unclear", "forbidden",
    ]  # fmt: skip


def test_the_table_asks_for_commercial_use_of_the_annotations(data) -> None:
    data.add(LINKS + "license: {id: CC-BY-NC-4.0, source: paper}")
    data.add("", "silent")
    datasets = data.catalogue().datasets
    assert datasets["example"].permits["commercial"] == "forbidden"
    assert datasets["silent"].permits["commercial"] == "not-recorded"
