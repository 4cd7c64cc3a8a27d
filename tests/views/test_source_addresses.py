"""Where a fact was read: the address of the very version, and how it was read."""

from __future__ import annotations

import pytest

from atlas.records.model import Link
from atlas.views.sources import address, how_read, source

GITHUB = "https://github.com/lupantech/ScienceQA"
HUB = "https://huggingface.co/datasets/derek-thomas/ScienceQA"
ARXIV = "https://arxiv.org/abs/2209.09513"


def link(url: str, kind: str = "code", as_of: str | None = None, **more: str) -> Link:
    return Link.model_validate({"kind": kind, "url": url, "as_of": as_of, **more})


@pytest.mark.parametrize(
    ("where", "place", "url"),
    [
        (link(GITHUB, as_of="2cbf831"), "LICENSE-DATA", f"{GITHUB}/blob/2cbf831/LICENSE-DATA"),
        (link(GITHUB, as_of="2cbf831"), "data/a.json", f"{GITHUB}/blob/2cbf831/data/a.json"),
        (link(GITHUB), "README.md", f"{GITHUB}/blob/HEAD/README.md"),
        (link(GITHUB, as_of="2024-05-01"), "README.md", f"{GITHUB}/blob/HEAD/README.md"),
        (link(GITHUB, as_of="2cbf831"), "", f"{GITHUB}/tree/2cbf831"),
        (link(f"{GITHUB}/", as_of="2cbf831"), "", f"{GITHUB}/tree/2cbf831"),
        (link(f"{GITHUB}/", as_of="2cbf831"), "LICENSE", f"{GITHUB}/blob/2cbf831/LICENSE"),
        (link(f"{GITHUB}#data", as_of="2cbf831"), "LICENSE", f"{GITHUB}/blob/2cbf831/LICENSE"),
        (link(f"{GITHUB}?tab=readme", as_of="2cbf831"), "A", f"{GITHUB}/blob/2cbf831/A"),
        (link(f"{GITHUB}/tree/main/tools", as_of="2cbf831"), "A", f"{GITHUB}/blob/2cbf831/A"),
        (link(GITHUB), "", GITHUB),
        (link(GITHUB, as_of="2cbf831"), "Table 2", f"{GITHUB}/tree/2cbf831"),
        (link(GITHUB), "图表/a&b?.md", f"{GITHUB}/blob/HEAD/%E5%9B%BE%E8%A1%A8/a%26b%3F.md"),
        (link(HUB, "mirror", "a2fe9f1"), "README.md", f"{HUB}/blob/a2fe9f1/README.md"),
        (link(HUB, "hub"), "README.md", f"{HUB}/blob/main/README.md"),
        (link(HUB, "hub"), "", HUB),
        (link(ARXIV, "paper", "v2"), "Table 2", f"{ARXIV}v2"),
        (link(ARXIV, "paper", "v2"), "", f"{ARXIV}v2"),
        (link(ARXIV, "paper"), "Table 2", ARXIV),
        (link(f"{ARXIV}v3", "paper", "v3"), "", f"{ARXIV}v3"),
        (link(f"{GITHUB}/issues/25", "discussion", "2024-09-09"), "", f"{GITHUB}/issues/25"),
        (link("https://cocodataset.org/", "home"), "index.html", "https://cocodataset.org/"),
    ],
)
def test_a_place_has_the_address_of_the_version_that_was_read(
    where: Link, place: str, url: str
) -> None:
    assert address(where, place) == url


@pytest.mark.parametrize(
    ("where", "how"),
    [
        (link(GITHUB, as_of="2cbf831"), "version"),
        (link(ARXIV, "paper", "v2"), "version"),
        (link(GITHUB), "live"),
        (link("https://cocodataset.org/", "home", "2024-05-01"), "live"),
        (link(HUB, "hub", via="stored"), "copy"),
        (link(HUB, "hub", "a2fe9f1", via="stored"), "copy"),
        (link(ARXIV, "paper", "v2", via="https://core.ac.uk/works/1"), "copy"),
    ],
)
def test_a_source_says_whether_it_was_read_at_a_version_in_a_copy_or_live(
    where: Link, how: str
) -> None:
    assert how_read(where) == how


def test_a_source_is_labelled_in_the_pages_language_and_says_who_speaks(data) -> None:
    record = data.record(
        "links:\n  paper: {url: 'https://arxiv.org/abs/2209.09513', as_of: v2,"
        " via: 'https://core.ac.uk/works/1'}\n"
        f"  mirror: {{url: '{HUB}', by: derek-thomas, via: stored, label: The copy}}"
    )
    known = data.load().vocabularies
    paper = source(record, "paper:Table 2", "en", known, number=3)
    assert (paper.label, paper.number, paper.by) == ("paper: Table 2", 3, None)
    assert (paper.read, paper.as_of) == ("copy", "v2")
    assert paper.copy_url == "https://core.ac.uk/works/1"
    assert source(record, "paper", "zh", known).label == "论文"
    mirror = source(record, "mirror:README.md", "zh", known)
    assert (mirror.label, mirror.by) == ("The copy: README.md", "derek-thomas")
    assert mirror.copy_url is None
