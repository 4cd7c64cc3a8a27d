"""The glossary, and that everything else in Chinese uses its terms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from atlas.records import LoadResult
from atlas.records.rules.right_terms import wrong_terms
from atlas.records.rules.text_language import HAN

ROOT = Path(__file__).resolve().parents[2]


def test_a_term_has_both_names_and_both_meanings(real: LoadResult) -> None:
    glossary = real.vocabularies["glossary"]
    assert len(glossary.items) >= 45
    for item in glossary.items:
        assert HAN.search(item.zh), item.id
        assert not HAN.search(item.en), item.id
        assert item.meaning.en.endswith("."), item.id
        assert item.meaning.zh.endswith("。"), item.id


def test_no_wrong_term_lies_in_a_right_one_or_means_two_things(real: LoadResult) -> None:
    glossary = real.vocabularies["glossary"]
    words = [word for item in glossary.items for word in item.not_zh]
    assert sorted(set(words)) == sorted(words)
    for item in glossary.items:
        assert [word for word in words if word in item.zh] == [], item.id


def test_a_word_of_a_closed_list_that_the_glossary_has_too_reads_the_same(real: LoadResult) -> None:
    glossary = {item.en: item.zh for item in real.vocabularies["glossary"].items}
    for name, vocabulary in real.vocabularies.lists.items():
        for item in vocabulary.items:
            assert glossary.get(item.en, item.zh) == item.zh, f"{name}: {item.id}"


def chinese(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from chinese(inner)
    elif isinstance(value, str):
        yield value


def test_the_sites_own_chinese_uses_the_terms(real: LoadResult) -> None:
    glossary = real.vocabularies["glossary"]
    texts = {
        path.relative_to(ROOT): path.read_text(encoding="utf-8")
        for path in (ROOT / "docs" / "zh").rglob("*.md")
    }
    for path in (ROOT / "scripts" / "atlas").rglob("words.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts[path.relative_to(ROOT)] = "\n".join(chinese(content))
    for name, vocabulary in real.vocabularies.lists.items():
        labels = (text for item in vocabulary.items for text in (item.zh, item.meaning.zh))
        texts[Path(name)] = "\n".join(labels)
    told = {
        str(path): [word for word, _ in wrong_terms(text, glossary)] for path, text in texts.items()
    }
    assert {path: words for path, words in told.items() if words} == {}
