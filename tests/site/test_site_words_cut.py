"""jieba's dictionary cut down to what a build can meet."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import jieba
import pytest

from atlas.site.search import TOTAL, WORDS, prepare_words

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def whole() -> jieba.Tokenizer:
    """A tokenizer with the whole dictionary, and the words of the field."""
    jieba.setLogLevel(logging.WARNING)
    made = jieba.Tokenizer()
    made.initialize()
    assert made.total == TOTAL
    for word in WORDS:
        made.add_word(word)
    return made


@pytest.fixture
def texts(real) -> Iterator[list[str]]:
    kept = jieba.dt.FREQ, jieba.dt.total, jieba.dt.initialized
    prose = [path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))]
    prose += [record.summary.zh for record in real.records.values() if record.summary.zh]
    yield prose
    jieba.dt.FREQ, jieba.dt.total, jieba.dt.initialized = kept


def test_the_sum_of_all_frequencies_is_the_dictionarys() -> None:
    with jieba.get_module_res("dict.txt") as lines:
        told = [line.decode("utf-8").split(" ") for line in lines.read().splitlines()]
    assert sum(int(frequency) for _, frequency, _ in told) == TOTAL


def test_everything_is_cut_as_by_the_whole_dictionary(whole, texts) -> None:
    prepare_words(texts)
    assert len(jieba.dt.FREQ) < len(whole.FREQ) / 5
    for text in texts:
        assert list(jieba.cut(text)) == list(whole.cut(text))


def test_a_text_alone_is_cut_the_same(whole, texts) -> None:
    """The fewer the words that can be met, the smaller the dictionary; never another cut."""
    for text in ["多模态数据集", "研究生命起源", "视频问答", "图表", "a", "", *texts[-20:]]:
        prepare_words([text])
        assert list(jieba.cut(text)) == list(whole.cut(text)), text
