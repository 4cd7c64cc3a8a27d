"""What ``atlas fix`` makes of a record, in the words of who runs it."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator

from atlas.fix.fixed import Knowledge, fixed
from atlas.fix.names import Ids, ids_of
from atlas.fix.prose import columns, wrapped
from atlas.fix.quotes import written
from atlas.fix.shape import SHORTHANDS
from atlas.fix.words import known_key, known_word
from atlas.records import LoadResult
from atlas.records.model import Dataset, Model, joined_chinese
from atlas.records.order import ORDER
from atlas.records.reading import read_document
from atlas.records.validation import validate

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def know(real: LoadResult):
    def knowledge(**more: Any) -> Knowledge:
        return Knowledge(real.vocabularies, **more)

    return knowledge


def dedented(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def fix(text: str, known: Knowledge) -> str:
    return fixed(dedented(text).encode(), "example", known).content.decode()


def test_keys_stand_in_the_order_of_a_record_and_take_their_comments_along(know) -> None:
    text = """
        # yaml-language-server: $schema=schema/dataset.schema.json
        # found in the appendix
        tasks: [captioning]  # and more
        summary:
          zh: 关于图表的问题。
          # said by the paper
          en: Questions about charts.
        name: A
        # the end
    """
    assert fix(text, know()) == dedented(
        """
        # yaml-language-server: $schema=schema/dataset.schema.json
        name: A
        summary:
          # said by the paper
          en: Questions about charts.
          zh: 关于图表的问题。
        # found in the appendix
        tasks: [captioning]  # and more
        # the end
        """
    )


def test_keys_inside_braces_and_lists_change_places_too(know) -> None:
    text = """
        size:
          - source: paper
            unit: videos
            value: 9
          - {source: paper, value: 9, unit: images}
    """
    assert fix(text, know()) == dedented(
        """
        size:
          - value: 9
            unit: videos
            source: paper
          - {value: 9, unit: images, source: paper}
        """
    )


def test_braces_with_a_comment_in_them_stay_as_they_are(know) -> None:
    text = "size: {\n  source: paper,  # table 2\n  value: 9\n  }\n"
    assert fix(text, know()) == text


def test_links_and_absences_stay_in_the_order_that_was_chosen(know) -> None:
    text = "links:\n  paper: https://a.org/\n  home: https://b.org/\n"
    assert fix(text, know()) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("roles: [traning]", "roles: [training]"),
        ("roles: Training", "roles: training"),
        ("modalities: [images, 视频]", "modalities: [image, video]"),
        ("tasks: [Chart question answering]", "tasks: [chart-question-answering]"),
        ("license: {id: cc-by-4.0}", "license: CC-BY-4.0"),
        ("license: Apache License, Version 2.0", "license: Apache-2.0"),
        ("license: CC BY NC 4.0", "license: CC-BY-NC-4.0"),
        ("licence: MIT", "license: MIT"),
        ("publisher: A", "publishers: A"),
    ],
)
def test_what_can_only_mean_one_word_is_spelled_as_that(know, before: str, after: str) -> None:
    assert fix(before + "\n", know()) == after + "\n"


@pytest.mark.parametrize("word", ["CC-BY", "GPL", "CC-BY-4.1", "GPL-3.0", "BSD", "CC-BY-NC-SA"])
def test_no_license_is_guessed(real: LoadResult, word: str) -> None:
    assert known_word(word, real.vocabularies["licenses"]) is None


def test_words_that_may_mean_two_things_or_none_stay(real: LoadResult) -> None:
    assert known_word("something", real.vocabularies["tasks"]) is None
    assert known_word("ez", real.vocabularies["languages"]) is None
    assert known_key("nothing", ORDER[Dataset]) is None


def test_every_word_of_every_list_means_itself(real: LoadResult) -> None:
    for vocabulary in real.vocabularies.lists.values():
        for identifier in vocabulary.by_id:
            assert known_word(identifier, vocabulary) == identifier


def test_a_key_is_not_renamed_to_one_that_is_there(know) -> None:
    text = "license: MIT\nlicence: MIT\n"
    assert fix(text, know()) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("languages: [en, no]", 'languages: [en, "no"]'),
        ("name: 2048", 'name: "2048"'),
        ("size: {value: '9', unit: videos}", "size: {value: 9, unit: videos}"),
        ("released: '2024-05'", "released: 2024-05"),
        ("source: [code:README.md, 'site:a']", "source: [code:README.md, 'site:a']"),
    ],
)
def test_quotation_marks_stand_where_a_program_would_guess(know, before: str, after: str) -> None:
    assert fix(before + "\n", know()) == after + "\n"


@pytest.mark.parametrize(
    "value", ["no", "1_0", "0x1f", "1e9", "a: b", "#a", "a #b", "- a", "", "é"]
)
def test_a_written_value_is_the_same_to_every_reader(value: str) -> None:
    assert yaml.safe_load(f"k: {written(value)}\n") == {"k": value}
    assert yaml.safe_load(f"[{written(value, flow=True)}]") == [value]


def test_long_prose_is_folded_and_short_prose_is_not(know) -> None:
    english = "Questions about charts that were drawn from the web, each with one answer. " * 3
    chinese = "关于网络图表的问题，每题配有一个简短的答案，" * 6
    text = (
        f"summary:\n  en: {english.strip()}\n  zh: '{chinese}'\nnotes:\n  - en: |\n      Short.\n"
    )
    result = fix(text, know())
    assert all(columns(line) <= 100 for line in result.splitlines())
    assert result.count(">-") == 2
    assert "  - en: Short.\n" in result
    read = yaml.safe_load(result)
    assert read["summary"]["en"] == english.strip()
    assert joined_chinese(read["summary"]["zh"]) == chinese


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("links: {home: {url: https://a.org/}}", "links: {home: https://a.org/}"),
        ("links:\n  home:\n    url: https://a.org/", "links:\n  home: https://a.org/"),
        ("links: {paper: arxiv:2203.10244}", "links: {paper: https://arxiv.org/abs/2203.10244}"),
        ("links:\n  paper: doi:10.1000/182", "links:\n  paper: https://doi.org/10.1000/182"),
        ("links:\n  hub: hf:a/b", "links:\n  hub: https://huggingface.co/datasets/a/b"),
        ("access:\n  - level: open", "access:\n  - open"),
        ("creation: {method: found}", "creation: found"),
        (
            "links:\n  paper: {kind: paper, url: https://a.org/, as_of: v2}",
            "links:\n  paper: {url: https://a.org/, as_of: v2}",
        ),
    ],
)
def test_a_thing_that_can_be_said_shorter_is(know, before: str, after: str) -> None:
    assert fix(before + "\n", know()) == after + "\n"


def test_a_mapping_with_a_comment_is_not_made_shorter(know) -> None:
    text = "links:\n  home:\n    # since May\n    url: https://a.org/\n"
    assert fix(text, know()) == text


def test_a_name_that_has_a_record_becomes_its_id(know) -> None:
    known = know(ids=Ids({"coco 2017": "coco"}, {"coco": frozenset()}))
    text = "derived_from:\n  - name: COCO  2017\n    relation: selects\n  - COCO 2017\n"
    assert fix(text, known) == "derived_from:\n  - id: coco\n    relation: selects\n  - coco\n"


def test_a_name_with_an_address_that_the_record_does_not_know_stays(know) -> None:
    known = know(ids=Ids({"a": "b"}, {"b": frozenset({"https://b.org/"})}))
    text = "derived_from: {name: A, url: https://a.org/}\n"
    assert fix(text, known) == text
    assert "id: b" in fix(text.replace("a.org", "b.org"), known)


def test_a_name_that_two_records_bear_stays(data) -> None:
    data.add("name: A\naliases: [Both]\nnot_to_be_confused_with: [b]", "a")
    data.add("name: B\naliases: [Both]\nnot_to_be_confused_with: [a]", "b")
    known = ids_of(data.load_valid().records, aliases=True)
    assert known.by_name.keys() == {"a", "b"}


def test_an_alias_stays_since_it_may_mean_a_part_or_a_namesake(data, know) -> None:
    data.add("name: Charts to Text\naliases: [Charts]", "charts-to-text")
    known = know(ids=ids_of(data.load_valid().records))
    assert fix("derived_from: {name: Charts}\n", known) == "derived_from: {name: Charts}\n"
    assert "charts-to-text" in fix("derived_from: {name: charts to text}\n", known)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "links:\n  code: https://a.org/x/y",
            "links:\n  code:\n    url: https://a.org/x/y\n    as_of: abc1234",
        ),
        (
            "links: {code: {url: https://a.org/x/y, as_of: v1}}",
            "links: {code: {url: https://a.org/x/y, as_of: abc1234}}",
        ),
        (
            "links:\n  code:\n    url: https://a.org/x/y\n    by: A",
            "links:\n  code:\n    url: https://a.org/x/y\n    as_of: abc1234\n    by: A",
        ),
    ],
)
def test_a_commit_is_said_of_a_link(know, before: str, after: str) -> None:
    assert fix(before + "\n", know(commits={"code": "abc1234"})) == after + "\n"


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x", "a: [", "a: 1\na: 2", "", "# nothing", "- a"])
def test_what_is_no_record_is_left_as_it_is(know, text: str) -> None:
    result = fixed(text.encode(), "example", know())
    assert result.unread
    assert result.content == text.encode()


def test_a_byte_order_mark_and_foreign_line_ends_go(know) -> None:
    assert fixed(b"\xef\xbb\xbfname: A  \r\n\r\n", "a", know()).content == b"name: A\n"


def test_white_space_that_says_something_stays(know) -> None:
    text = "citation:\n  bibtex: |\n    @misc{a,  \n      b}\n"
    assert fix(text, know()) == text


REAL = sorted((ROOT / "data").glob("*.yaml"))
SOME = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def spoilt(text: str, rng: random.Random) -> str:
    """The same record, written by somebody else: keys in any order and any style."""
    data = yaml.load(text, yaml.BaseLoader)

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            rng.shuffle(items)
            return {key: shuffled(inner) for key, inner in items}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    return yaml.safe_dump(
        # Links keep their order, which a reader sees.
        {**shuffled(data), "links": data["links"]},
        allow_unicode=rng.random() < 0.8,
        default_flow_style=rng.choice([False, None]),
        default_style=rng.choice([None, None, '"', "'"]),
        width=rng.choice([40, 98, 10_000]),
        sort_keys=False,
    )


def record_of(text: str, real: LoadResult) -> Dataset:
    document = read_document(Path("example.yaml"), text.encode())
    record, _ = validate(Dataset, document, "example", real.vocabularies)
    assert document.problems == []
    assert record is not None
    return record


@SOME
@given(path=st.sampled_from(REAL), rng=st.randoms(use_true_random=False), spoil=st.booleans())
def test_a_fixed_record_means_the_same_and_has_nothing_left_to_fix(
    real: LoadResult, path: Path, rng: random.Random, spoil: bool
) -> None:
    text = path.read_text(encoding="utf-8")
    text = spoilt(text, rng) if spoil else text
    known = Knowledge(real.vocabularies)
    once = fixed(text.encode(), path.stem, known)
    assert not once.unread
    assert record_of(once.content.decode(), real) == record_of(text, real)
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert all(line.strip() in once.content.decode() for line in comments)
    assert fixed(once.content, path.stem, known).content == once.content


@settings(deadline=None)
@given(text=st.text(alphabet="ab 图表，。 x", max_size=80), width=st.integers(4, 30))
def test_wrapped_chinese_is_joined_again_to_what_it_was(text: str, width: int) -> None:
    text = joined_chinese(" ".join(text.split()))
    lines = wrapped(text, width, chinese=True)
    assert joined_chinese(" ".join(lines)) == text


def test_every_key_of_every_class_has_its_place() -> None:
    for model, keys in ORDER.items():
        own = set(model.model_fields) - ({"id"} if model in (Dataset, Model) else set())
        assert sorted(keys) == sorted(own), model


def test_each_shorthand_is_one_that_the_model_takes() -> None:
    said: dict[Any, set[str]] = {}
    for holder in ORDER:
        for field in holder.model_fields.values():
            find_shorthands(field.annotation, field.metadata, said)
    assert {model: {key} for model, key in SHORTHANDS.items()} == said


def find_shorthands(annotation: Any, metadata: Any, said: dict[Any, set[str]]) -> None:
    """Notes what ``from_text`` says in an annotation, by the class it stands before."""
    for item in metadata:
        if isinstance(item, BeforeValidator) and "from_text" in getattr(
            item.func, "__qualname__", ""
        ):
            key = item.func("x")
            said.setdefault(bare(annotation), set()).update(key)
    for argument in get_args(annotation):
        if hasattr(argument, "__metadata__"):
            find_shorthands(argument.__origin__, argument.__metadata__, said)
        elif not isinstance(argument, str):
            find_shorthands(argument, (), said)


def bare(annotation: Any) -> Any:
    found = [item for item in get_args(annotation) if item is not type(None)]
    return bare(found[0]) if found else annotation
