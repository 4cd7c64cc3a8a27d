"""Whatever a file holds, reading it ends in a record or in problems that have a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atlas.records import LoadResult, Problem
from atlas.records.load import MAX_PROBLEMS
from atlas.records.model import Dataset
from atlas.records.reading import read_document

FILE = Path("example.yaml")
#: What must never reach a terminal or a log as it is: line ends, controls, characters that hide.
RAW = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MANY = settings(FEW, max_examples=150)

KEYS = [*Dataset.model_fields, "url", "kind", "value", "unit", "en", "zh", "source", "why", "of"]
ODD_SCALARS = st.sampled_from(
    [
        "", "~", "null", "no", "yes", "true", "1_000", "0x10", "010", "190:20:30", "1e5", ".inf",
        "2023-02-30", "2024", "image", "training", "paper", "code:README.md", "MIT", "open",
        "videos", "split", "example", "https://example.org/", "javascript:alert(1)", "{{ 7*7 }}",
        "<script>", "图表", "\u202e", "\u2028", "\x85", "\ufeff", "\x00", "\x1b[31m", "a\tb", "- a",
        "a: b", "#", "&a", "*a", "!!python/name:os.system", "%", "@", "`", "'", '"', "x" * 3000,
    ]
)  # fmt: skip
SCALARS = ODD_SCALARS | st.text(max_size=8)
NESTED = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | SCALARS, inner, max_size=5)
    ),
    max_leaves=20,
)
RECORDS = st.dictionaries(st.sampled_from(KEYS) | SCALARS, NESTED, max_size=12)


@st.composite
def yaml_texts(draw: st.DrawFn) -> str:
    """A record-like text: dumped in one style or another, then perhaps spoilt."""
    text = yaml.dump(
        draw(RECORDS | NESTED),
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([True, False, None])),
        width=draw(st.sampled_from([20, 80, 10_000])),
    )
    spoilers = ["&a ", "*a", "!!str ", "!x ", "? ", "---\n", "\t", "<<: ", "%YAML 9\n", "name: A\n"]
    for spoiler in draw(st.lists(st.sampled_from(spoilers), max_size=2)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + spoiler + text[place:]
    return text


def expect_places(problems: list[Problem], content: bytes) -> None:
    lines = len(content.decode("utf-8", "replace").splitlines()) + 1
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.message
        line = problem.text()
        assert not RAW.search(line)
        assert not RAW.search(problem.github())
        assert len(line) < 10_000


def expect_an_end(content: bytes) -> None:
    document = read_document(FILE, content)
    if not document.problems:
        assert isinstance(document.data, dict)
    expect_places(document.problems, content)


@FEW
@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff\xfe\x00")
@example(b"\xed\xa0\x80: a")
@example(b'a: "\\ud800"')
@example(b'a: "\\U00110000"')
@example(b"\xc2\x85\xe2\x80\xa8[")
def test_any_bytes_are_read_or_refused_at_a_place(content: bytes) -> None:
    expect_an_end(content)


@MANY
@given(yaml_texts())
def test_any_yaml_is_read_or_refused_at_a_place(text: str) -> None:
    expect_an_end(text.encode("utf-8", "surrogatepass"))


def load(data, content: bytes) -> LoadResult:
    data.write("example.yaml", content)
    return data.load()


def expect_record_or_problems(data, content: bytes) -> None:
    result = load(data, content)
    assert result.problems or set(result.records) == {"example"}
    assert len(result.problems) <= MAX_PROBLEMS + 1
    expect_places(result.problems, content)


@FEW
@given(content=st.binary(max_size=200))
def test_a_folder_with_any_bytes_ends_in_a_record_or_in_problems(data, content: bytes) -> None:
    expect_record_or_problems(data, content)


@FEW
@given(text=yaml_texts())
def test_a_folder_with_any_yaml_ends_in_a_record_or_in_problems(data, text: str) -> None:
    expect_record_or_problems(data, text.encode("utf-8", "surrogatepass"))


SIX_KEYS: dict[str, Any] = {
    "name": "Example",
    "summary": {"en": "Questions about charts drawn from the web, each with one answer."},
    "roles": ["training"],
    "modalities": ["image"],
    "tasks": ["chart-question-answering"],
    "links": {"paper": "https://arxiv.org/abs/2203.10244"},
    "source": "paper",
}


@settings(FEW, max_examples=60)
@given(key=st.sampled_from(sorted(set(Dataset.model_fields) - {"id"})), value=NESTED)
@example(key="parts", value=[{"id": "a", "kind": "split", "of": "a"}])
@example(key="links", value={"Bad Key": "https://example.org/", "paper": []})
@example(key="links", value={"paper": {"kind": "paper", "url": {"a": "b"}}})
@example(key="absent", value={"license": "not-stated"})
@example(key="sources", value={"": [""], "released": {}})
@example(key="members", value=[{}])
@example(key="notes", value=[{"kind": "caution", "en": {}}])
@example(key="size", value=[[], {}, "9"])
def test_a_valid_record_with_one_field_of_anything_ends_in_a_record_or_in_problems(
    data, key: str, value: object
) -> None:
    text = yaml.dump({**SIX_KEYS, key: value}, allow_unicode=True)
    expect_record_or_problems(data, text.encode("utf-8", "surrogatepass"))
