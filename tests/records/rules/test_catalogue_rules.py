"""What holds among records: ids, circles, names."""

from __future__ import annotations

import pytest

from atlas.records import Dataset
from atlas.records.rules import Context, catalogue_rules
from atlas.records.rules.no_cycles import RULE as NO_CYCLES


class TestReferences:
    def test_an_unknown_id_is_told_with_the_nearest(self, data) -> None:
        data.add(identifier="chartqa")
        data.add("source: paper\nderived_from:\n  - chartqaa")
        assert data.problems() == [
            "example.yaml:3:5: derived_from[0].id: “chartqaa” is not the id of a record; a dataset"
            " that has none yet is given by name:; did you mean chartqa? [references]"
        ]

    def test_members_and_notes_are_read_too(self, data) -> None:
        data.add(
            "members: [coco, example-2]\n"
            "notes:\n  - {kind: successor, of: lvis, en: It follows.}\n"
            "  - {kind: successor, of: [lvis], en: It follows.}"
        )
        assert [line.split(": ")[1] for line in data.lines_told("references")] == [
            "members[0].id", "members[1].id", "notes[0].of", "notes[1].of[0]",
        ]  # fmt: skip

    def test_a_part_that_does_not_exist_is_told_with_those_that_do(self, data) -> None:
        data.add("parts:\n  - {id: train, kind: split}", "coco")
        data.add("source: paper\nderived_from: {id: coco, from_part: trian}")
        assert data.problems() == [
            "example.yaml:2:37: derived_from.from_part: “trian” is not a part of coco; allowed:"
            " train; did you mean train? [references]"
        ]

    def test_a_part_that_exists_is_welcome(self, data) -> None:
        data.add("parts:\n  - {id: train, kind: split}", "coco")
        data.add("source: paper\nderived_from: {id: coco, from_part: train}")
        data.add("members: [{id: coco, from_part: train}]", "other")
        assert data.problems() == []

    def test_a_name_that_has_a_record_is_to_be_written_as_its_id(self, data) -> None:
        data.add("name: MS COCO", "coco")
        data.add("source: paper\nderived_from: {name: ms coco}")
        assert data.problems() == [
            "example.yaml:2:22: derived_from.name: “ms coco” has a record; write id: coco"
            " [references]"
        ]


def dataset(identifier: str, **more: object) -> Dataset:
    summary = {"en": "Questions about charts drawn from the web, each with one answer."}
    content = {"id": identifier, "name": identifier, "summary": summary, **more}
    return Dataset.model_validate(content)


class TestNoCycles:
    def test_a_circle_of_three_is_told_once(self, data) -> None:
        for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
            data.add(f"source: paper\nderived_from: {other}", one)
        assert data.problems() == [
            "c.yaml:2:15: derived_from: is made in a circle: a ← b ← c ← a [no-cycles]"
        ]

    def test_a_collection_in_itself_is_told(self, data) -> None:
        data.add("members: [other]")
        data.add("source: paper\nderived_from: example", "other")
        assert data.rules_told() == ["no-cycles"]

    def test_a_part_is_followed_too(self, data) -> None:
        data.add("source: paper\nparts:\n  - {id: a, kind: split, derived_from: other}")
        data.add("source: paper\nderived_from: example", "other")
        assert data.rules_told() == ["no-cycles"]

    def test_two_ways_to_one_ancestor_are_no_circle(self, data) -> None:
        data.add(identifier="root")
        data.add("source: paper\nderived_from: root", "left")
        data.add("source: paper\nderived_from: root", "right")
        data.add("source: paper\nderived_from: [left, right, root]")
        assert data.problems() == []

    def test_a_part_made_from_another_part_of_the_same_record_is_no_circle(self, data) -> None:
        data.add(
            "source: paper\nparts:\n  - {id: a, kind: split}\n"
            "  - {id: b, kind: split, derived_from: {id: example, from_part: a}}"
        )
        assert data.problems() == []

    def test_a_chain_of_1500_ancestors_is_followed_to_its_end(self) -> None:
        chain = {f"d{i}": dataset(f"d{i}", derived_from=f"d{i + 1}") for i in range(1500)}
        assert list(NO_CYCLES.check_all(chain, Context())) == []
        chain["d1500"] = dataset("d1500", derived_from="d0")
        assert [key for key, _ in NO_CYCLES.check_all(chain, Context())] == ["d1500"]


class TestUniqueNames:
    def test_a_name_is_given_once_in_any_case_and_width(self, data) -> None:
        data.add("name: ChartQA", "a")
        data.add("name: ＣＨＡＲＴＱＡ", "b")
        assert data.problems() == [
            "b.yaml:1:7: name: “ＣＨＡＲＴＱＡ” is already the name of a [unique-names]"
        ]

    def test_an_alias_that_two_share_is_told(self, data) -> None:
        data.add("aliases: [SQA]", "a")
        data.add("aliases: [x, sqa]", "b")
        assert data.problems() == [
            "b.yaml:1:14: aliases[1]: “sqa” also means a; list each in the other's"
            " not_to_be_confused_with [unique-names]"
        ]

    def test_an_alias_that_is_the_name_of_another_is_told(self, data) -> None:
        data.add("name: SQA", "a")
        data.add("aliases: [SQA]", "b")
        assert data.rules_told() == ["unique-names"]

    @pytest.mark.parametrize("first", ["b", "Bee"], ids=["by id", "by name"])
    def test_a_shared_alias_that_both_declare_is_fine(self, data, first: str) -> None:
        data.add(f"name: Aye\naliases: [SQA]\nnot_to_be_confused_with: {first}", "a")
        data.add("name: Bee\naliases: [SQA]\nnot_to_be_confused_with: [x, Aye]", "b")
        assert data.problems() == []

    def test_one_side_alone_does_not_declare_it(self, data) -> None:
        data.add("aliases: [SQA]\nnot_to_be_confused_with: b", "a")
        data.add("aliases: [SQA]", "b")
        assert data.rules_told() == ["unique-names"]

    def test_two_records_of_one_name_are_told_although_they_declare_it(self, data) -> None:
        data.add("name: SQA\nnot_to_be_confused_with: b", "a")
        data.add("name: SQA\nnot_to_be_confused_with: a", "b")
        assert data.rules_told() == ["unique-names"]


def test_the_slowest_rules_take_a_thousand_records_in_their_stride() -> None:
    records = {f"d{i}": dataset(f"d{i}", aliases=[f"x{i}"]) for i in range(1000)}
    for rule in catalogue_rules():
        assert list(rule.check_all(records, Context())) == []
