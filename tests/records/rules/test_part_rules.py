"""Parts, and what they add up to."""

from __future__ import annotations

import pytest


class TestParts:
    def test_a_part_that_lies_nowhere_is_told_with_the_nearest(self, data) -> None:
        data.add("parts:\n  - {id: images, kind: medium}\n  - {id: train, kind: split, of: imges}")
        assert data.problems() == [
            "example.yaml:3:34: parts[1].of: “imges” is not a part of this record; allowed: images;"
            " did you mean images? [parts]"
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "parts:\n  - {id: a, kind: split, of: a}",
            "parts:\n  - {id: a, kind: split, of: b}\n  - {id: b, kind: split, of: a}",
        ],
    )
    def test_a_part_does_not_lie_in_itself(self, data, text: str) -> None:
        data.add(text)
        assert set(data.rules_told()) == {"parts"}
        assert "parts[0].of: the part lies in itself" in data.problems()[0]

    def test_parts_lie_in_parts_only_so_deep(self, data) -> None:
        def chain(length: int) -> str:
            inner = [f"  - {{id: p{i}, kind: split, of: p{i - 1}}}" for i in range(1, length)]
            return "\n".join(["parts:", "  - {id: p0, kind: split}", *inner])

        data.add(chain(9))
        assert data.problems() == []
        data.add(chain(10))
        (problem,) = data.problems()
        assert "parts[9].of: the part lies in more than 8 other parts [parts]" in problem


def tiers(*sizes: str, whole: str = "{value: 900, unit: videos}") -> str:
    parts = [f"  - {{id: t{i}, kind: tier, size: {size}}}" for i, size in enumerate(sizes)]
    return "\n".join(["source: paper", f"size: {whole}", "parts:", *parts])


class TestSums:
    SIX_HUNDRED = "{value: 600, unit: videos}"

    def test_tiers_that_exceed_the_whole_are_told_at_the_whole(self, data) -> None:
        data.add(tiers(self.SIX_HUNDRED, self.SIX_HUNDRED))
        assert data.problems() == [
            "example.yaml:2:15: size.value: the parts of kind tier add up to 1200 videos, more than"
            " 900 [sums]"
        ]

    @pytest.mark.parametrize(
        "second",
        [
            "{value: 600, unit: videos, basis: counted}",
            "{value: 600, unit: clips}",
            "{value: 600, unit: videos, approximate: true}",
            "{value: 600, unit: videos, at_least: true}",
            "{value: 600, unit: videos, statistic: max}",
            "{value: 600, unit: videos, per: hours}",
            "{value: 600, unit: videos, covers: media}",
        ],
        ids=lambda size: size[20:],
    )
    def test_what_is_not_counted_alike_is_not_added_up(self, data, second: str) -> None:
        data.add(tiers(self.SIX_HUNDRED, second))
        assert data.problems() == []

    def test_a_whole_that_is_rounded_is_no_bound(self, data) -> None:
        whole = "{value: 900, unit: videos, approximate: true}"
        data.add(tiers(self.SIX_HUNDRED, self.SIX_HUNDRED, whole=whole))
        assert data.problems() == []

    def test_a_difference_across_two_bases_is_no_error(self, data) -> None:
        whole = "{value: 900, unit: videos, basis: counted}"
        data.add(tiers(self.SIX_HUNDRED, self.SIX_HUNDRED, whole=whole))
        assert data.problems() == []

    @pytest.mark.parametrize("kind", ["subset", "medium", "version"])
    def test_parts_that_may_overlap_are_not_added_up(self, data, kind: str) -> None:
        text = tiers(self.SIX_HUNDRED, self.SIX_HUNDRED)
        data.add(text.replace("kind: tier", f"kind: {kind}"))
        assert data.problems() == []

    def test_a_split_and_a_tier_are_two_divisions(self, data) -> None:
        text = tiers(self.SIX_HUNDRED, self.SIX_HUNDRED)
        data.add(text.replace("kind: tier", "kind: split", 1))
        assert data.problems() == []

    def test_two_sources_with_two_numbers_for_one_part_are_not_a_sum(self, data) -> None:
        data.add(tiers("[{value: 600, unit: videos}, {value: 500, unit: videos}]"))
        assert data.problems() == []

    def test_a_part_is_the_whole_of_the_parts_in_it(self, data) -> None:
        data.add(
            "source: paper\nsize: {value: 900, unit: videos}\nparts:\n"
            "  - {id: a, kind: medium, size: {value: 10, unit: videos}}\n"
            "  - {id: b, kind: split, of: a, size: {value: 6, unit: videos}}\n"
            "  - {id: c, kind: split, of: a, size: {value: 6, unit: videos}}"
        )
        (problem,) = data.problems()
        assert problem.startswith("example.yaml:4:41: parts[0].size.value: the parts of kind split")

    def test_hours_with_decimals_that_add_up_exactly_are_right(self, data) -> None:
        text = tiers(*["{value: 0.1, unit: hours}"] * 3, whole="{value: 0.3, unit: hours}")
        data.add(text)
        assert data.problems() == []
