"""The lists that are asked, and how each is read: text of strangers → names and addresses."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.new.proposals import clean
from atlas.records.rules.urls import complain

#: Where lists stand; tests put their own in place.
BASES: Mapping[str, str] = {
    "hub": "https://huggingface.co",
    "raw": "https://raw.githubusercontent.com",
}
#: Fewer people than that like most copies and trials of a dataset.
LEAST_LIKES = 20
#: Names of one list, and addresses of one name.
MOST_NAMES = 2000
MOST_LINKS = 3
LONGEST_NAME = 60
#: A list of papers has titles where one of datasets has names.
_HEADS = frozenset({"name", "dataset", "datasets", "benchmark", "benchmarks"})
_LINK = re.compile(r"\]\((https?://[^\s()<>]{1,500})\)")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
#: ``1. <mark>Name</mark> "Title" …``
_MARKED = re.compile(r"\s{0,8}(?:[-*+]|\d{1,4}\.)\s+<mark>([^<]{1,200})</mark>(.*)")
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Listed:
    """A name that a list has, with the addresses that stand beside it."""

    name: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A list: what it is called in ``data/wanted.csv``, where it stands, and how it is read."""

    name: str
    base: str
    path: str
    read: Callable[[str], Iterator[Listed]]

    def url(self, bases: Mapping[str, str] = BASES) -> str:
        """The address that is asked."""
        return bases[self.base] + self.path


def read_hub(answer: str) -> Iterator[Listed]:
    """The datasets that Hugging Face's interface lists. Raises ValueError for another answer."""
    said = json.loads(answer)
    if not isinstance(said, list):
        raise ValueError("no list")
    for one in said:
        identifier, likes = str(one.get("id", "")), one.get("likes")
        if isinstance(likes, int) and likes >= LEAST_LIKES and _REPOSITORY.fullmatch(identifier):
            url = f"https://huggingface.co/datasets/{identifier}"
            yield from _listed(identifier.partition("/")[2], [url])


def read_markdown(answer: str) -> Iterator[Listed]:
    """Names of a README: first cells of tables of datasets, and marked names of lists."""
    inside = False
    for line in answer.split("\n"):
        if marked := _MARKED.match(line[:5000]):
            yield from _listed(marked[1], _LINK.findall(marked[2]))
        if not line.lstrip().startswith("|"):
            inside = False
            continue
        first, _, rest = line.strip()[1:5000].partition("|")
        name = re.sub(r"[*_`]{1,3}", "", first.strip()) if "](" not in first else _text(first)
        if name.casefold() in _HEADS:
            inside = True
        elif inside and not re.fullmatch(r"[\s:-]*", first):
            yield from _listed(name, [*_LINK.findall(first), *_LINK.findall(rest)])


def _text(cell: str) -> str:
    """What a link says: ``**[Name](https://…)**`` → ``Name``."""
    found = re.search(r"\[([^][]{1,200})\]\(", cell)
    return re.sub(r"[*_`]{1,3}", "", found[1]) if found else ""


def _listed(name: str, links: Sequence[str]) -> Iterator[Listed]:
    """Nothing for a name that is none: empty, long, without a letter, or with a sign before it that
    a spreadsheet takes for a formula."""
    said = clean(name)
    usable = tuple(dict.fromkeys(url for url in links if not complain(url)))[:MOST_LINKS]
    if (
        usable
        and 2 <= len(said) <= LONGEST_NAME
        and any(one.isalpha() for one in said)
        and not _looks_like_formula(said)
    ):
        yield Listed(said, usable)


def _looks_like_formula(name: str) -> bool:
    return unicodedata.normalize("NFKC", name).lstrip().startswith(_FORMULA)


def _hub(task: str) -> Source:
    query = f"filter=task_categories:{task}&sort=likes&direction=-1&limit=100"
    return Source("huggingface", "hub", f"/api/datasets?{query}", read_hub)


def _readme(name: str, repository: str) -> Source:
    return Source(name, "raw", f"/{repository}/HEAD/README.md", read_markdown)


SOURCES: Sequence[Source] = (
    _readme("BradyFU", "BradyFU/Awesome-Multimodal-Large-Language-Models"),
    _readme("swordlidev", "swordlidev/Evaluation-Multimodal-LLMs-Survey"),
    _hub("visual-question-answering"),
    _hub("document-question-answering"),
    _hub("image-text-to-text"),
    _hub("video-text-to-text"),
    _hub("image-to-text"),
)
