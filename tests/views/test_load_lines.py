"""The code that loads a dataset from a hub, where a reader may load it."""

from __future__ import annotations

import pytest

from atlas.views.loading import LoadLines, load_lines

HUB = "  hub: https://huggingface.co/datasets/opendatalab/ShareGPT-4o\n"
MODELSCOPE = "  scope: {kind: mirror, url: 'https://modelscope.cn/datasets/iic/AnyWord-3M'}\n"
COPY = "  mirror: {url: 'https://huggingface.co/datasets/somebody/copy', by: Somebody}\n"


def lines(data, links: str, more: str = "") -> list[tuple[str, str, str | None]]:
    record = data.record(f"links:\n{links}  paper: https://arxiv.org/abs/2203.10244\n{more}")
    return [(line.hub, line.repository, line.by) for line in load_lines(record)]


def test_both_hubs_stand_side_by_side_the_owners_first(data) -> None:
    assert lines(data, COPY + HUB + MODELSCOPE) == [
        ("Hugging Face", "opendatalab/ShareGPT-4o", None),
        ("ModelScope", "iic/AnyWord-3M", None),
        ("Hugging Face", "somebody/copy", "Somebody"),
    ]


def test_the_code_is_what_each_hub_asks_for(data) -> None:
    record = data.record("links:\n" + HUB + MODELSCOPE)
    hugging_face, modelscope = load_lines(record)
    assert hugging_face == LoadLines(
        "Hugging Face",
        "opendatalab/ShareGPT-4o",
        'from datasets import load_dataset\n\ndataset = load_dataset("opendatalab/ShareGPT-4o")',
        None,
    )
    assert modelscope.code == (
        'from modelscope.msdatasets import MsDataset\n\ndataset = MsDataset.load("iic/AnyWord-3M")'
    )


def test_one_repository_is_shown_once_whatever_page_of_it_is_linked(data) -> None:
    page = "  hub-2: {kind: hub, url: 'https://huggingface.co/datasets/opendatalab/ShareGPT-4o/tree/main'}\n"
    assert len(lines(data, HUB + page)) == 1


@pytest.mark.parametrize(
    "link",
    [
        "  code: https://github.com/vis-nlp/ChartQA\n",
        "  home: https://huggingface.co/datasets/a/b\n",
        "  hub: https://huggingface.co/a/a-model\n",
        "  hub: https://evil.org/huggingface.co/datasets/a/b\n",
        "  hub: https://huggingface.co.evil.org/datasets/a/b\n",
    ],
)
def test_other_addresses_give_no_code(data, link: str) -> None:
    assert lines(data, link) == []


@pytest.mark.parametrize("level", ["withdrawn", "not-released"])
def test_what_cannot_be_had_is_not_loaded(data, level: str) -> None:
    assert lines(data, HUB, f"access: {{level: {level}, source: paper}}") == []


def test_what_was_open_once_and_is_withdrawn_now_is_not_loaded(data) -> None:
    access = (
        "access:\n  - {level: withdrawn, since: 2024-02-23, source: paper}\n"
        "  - {level: open, until: 2024-02-23, source: paper}"
    )
    assert lines(data, HUB, access) == []


@pytest.mark.parametrize("level", ["open", "registration", "request"])
def test_what_a_hub_gives_is_loaded(data, level: str) -> None:
    assert len(lines(data, HUB, f"access: {{level: {level}, source: paper}}")) == 1


def test_open_annotations_are_loaded_although_the_media_are_withdrawn(data) -> None:
    access = (
        "access:\n  - {level: open, covers: annotations, source: paper}\n"
        "  - {level: withdrawn, covers: media, source: paper}"
    )
    assert len(lines(data, HUB, access)) == 1
