"""docs/ and docs/zh/: the same pages, built the same way, each in its own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, nodes

from atlas.records.rules.text_language import HAN

DOCS = Path(__file__).resolve().parents[2] / "docs"

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) +(.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(\s*<?((?:\{\{.*?\}\}|[^()\s>])+)>?[^()]*\)|\bhref=\"([^\"]+)\"")

PAGES = sorted(
    path.relative_to(DOCS).as_posix()
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] != "zh"
)


def both(page: str) -> list[str]:
    return [(DOCS / root / page).read_text(encoding="utf-8") for root in ("", "zh")]


def front(text: str) -> dict:
    found = _FRONT.match(text)
    return (yaml.safe_load(found.group(1)) or {}) if found else {}


def prose(text: str) -> str:
    """Without front matter and code."""
    return _FENCE.sub("", _FRONT.sub("", text, count=1))


def levels(text: str) -> list[int]:
    return [len(marks) for marks, _ in _HEADING.findall(prose(text))]


def first_heading(text: str) -> str:
    return next(words for marks, words in _HEADING.findall(prose(text)) if marks == "#")


def calls(text: str) -> list[str]:
    """Every macro call with its arguments, as Jinja reads it and not as it is typed."""
    tree = Environment(autoescape=True).parse(_FRONT.sub("", text, count=1))
    return sorted(repr(call) for call in tree.find_all(nodes.Call))


def links(text: str) -> list[str]:
    """The targets, without the fragment where it is made of a heading in the page's language."""
    targets = ["".join(pair) for pair in _LINK.findall(prose(text))]
    return sorted(re.sub(r"(?<=\.md)#.*|^#.*", "#", target) for target in targets)


def test_both_languages_have_the_same_pages():
    chinese = {path.relative_to(DOCS / "zh").as_posix() for path in (DOCS / "zh").rglob("*.md")}
    assert chinese == set(PAGES)
    assert len(PAGES) > 10


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_page_have_the_same_headings(page):
    english, chinese = map(levels, both(page))
    assert english == chinese
    assert english.count(1) == 1


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_page_make_the_same_calls(page):
    english, chinese = map(calls, both(page))
    assert english == chinese


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_page_link_to_the_same_places(page):
    english, chinese = map(links, both(page))
    assert english == chinese


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_page_show_the_same_code(page):
    fences = [
        [found.group(0).split("\n", 1)[0] for found in _FENCE.finditer(t)] for t in both(page)
    ]
    assert fences[0] == fences[1]


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_page_say_the_same_things_of_it(page):
    """The same keys before the text, among them a description; the words in the own language."""
    english, chinese = map(front, both(page))
    assert english.keys() == chinese.keys()
    assert {"description"} <= english.keys()
    assert not HAN.search(english["description"])
    assert HAN.search(chinese["description"])


@pytest.mark.parametrize("what", ["heading", "description"])
def test_no_page_has_the_words_of_another(what):
    words = [
        first_heading(text) if what == "heading" else front(text)["description"].strip()
        for page in PAGES
        for text in both(page)
    ]
    assert all(words)
    assert sorted(set(words)) == sorted(words)


def test_the_parity_tests_notice_a_difference():
    assert levels("# A\n\n## B\n\n```\n# no\n```\n") == [1, 2]
    assert calls('{{ datasets(modalities="video") }}') == calls("{{datasets( modalities='video')}}")
    assert calls('{{ datasets(modalities="video") }}') != calls('{{ datasets(modalities="text") }}')
    assert calls("{{ count() }}") != []
    assert links('[a](b.md#c) and <a href="x/">y</a>') == ["b.md#", "x/"]
    assert links('[a]({{ repository("issues") }})') == ['{{ repository("issues") }}']
    assert links("[a](b.md)") != links("[a](c.md)")
