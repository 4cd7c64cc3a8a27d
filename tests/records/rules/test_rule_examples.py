"""Each rule by its own examples."""

from __future__ import annotations

import pytest

from atlas.records.rules import ALL_RULES, Rule

WRONG = [
    pytest.param(rule, text, id=f"{rule.name}-{number}")
    for rule in ALL_RULES
    for number, text in enumerate(rule.wrong)
]


RIGHT = [
    pytest.param(rule, text, id=f"{rule.name}-{number}")
    for rule in ALL_RULES
    for number, text in enumerate(rule.right)
]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_a_rule_calls_wrong_is_told_by_it_and_no_other(data, rule: Rule, text: str) -> None:
    data.add(text)
    told = {problem.rule for problem in data.load().problems}
    assert told == {rule.name}


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_what_a_rule_calls_right_is_valid(data, rule: Rule, text: str) -> None:
    data.add(text)
    assert data.problems() == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_says_why_in_both_languages_and_shows_both_cases(rule: Rule) -> None:
    assert rule.wrong
    assert rule.right
    assert rule.why.en.endswith(".")
    assert rule.why.zh.endswith("。")


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in ALL_RULES]
    assert len(set(names)) == len(names)
