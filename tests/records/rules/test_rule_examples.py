"""Each rule by its own examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.records import load
from atlas.records.rules import NAMED_RULES, Rule
from atlas.records.rules.stages import ENCODING, FILES

WRONG = [
    pytest.param(rule, text, id=f"{rule.name}-{number}")
    for rule in NAMED_RULES
    for number, text in enumerate(rule.wrong)
]


RIGHT = [
    pytest.param(rule, text, id=f"{rule.name}-{number}")
    for rule in NAMED_RULES
    for number, text in enumerate(rule.right)
]


def add(data, rule: Rule, text: str) -> None:
    """The file that an example is about: a record that says it, or what it says of a file."""
    if rule is FILES:
        data.add("name: A").rename(data.folder / text.removeprefix("# data/"))
    elif rule is ENCODING:
        path = data.add(text)
        encoding = "latin-1" if text.endswith("Latin-1") else "utf-8"
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    else:
        data.add(text)


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_a_rule_calls_wrong_is_told_by_it_and_no_other(data, rule: Rule, text: str) -> None:
    add(data, rule, text)
    told = {problem.rule for problem in data.load().problems}
    assert told == {rule.name}


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_what_a_rule_calls_right_is_valid(data, rule: Rule, text: str) -> None:
    add(data, rule, text)
    assert data.problems() == []


@pytest.mark.parametrize("rule", NAMED_RULES, ids=lambda rule: rule.name)
def test_a_rule_says_why_in_both_languages_and_shows_both_cases(rule: Rule) -> None:
    assert rule.wrong
    assert rule.right
    assert rule.why.en.endswith(".")
    assert rule.why.zh.endswith("。")


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in NAMED_RULES]
    assert len(set(names)) == len(names)


def test_every_name_that_a_problem_bears_is_that_of_a_rule() -> None:
    """``rule=`` of a Problem, and the second argument where a document places a finding."""
    folder = Path(load.__file__).parent
    told = set[str]()
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        told |= set(re.findall(r'rule="([a-z-]+)"', text))
        told |= set(re.findall(r'\.problem\([^()]*(?:\([^()]*\))?[^()]*, "([a-z-]+)"', text))
    assert told
    assert told <= {rule.name for rule in NAMED_RULES}
