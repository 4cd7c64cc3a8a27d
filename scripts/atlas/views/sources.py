"""A record's reference to a source → what a page shows: a label, an address, how it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from atlas.records.model import Dataset, Link
from atlas.records.vocabulary import Language, Vocabularies

_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_VERSION = re.compile(r"v[0-9]+")
_GITHUB = re.compile(r"https://github\.com/[^/]+/[^/?#]+")
_HUGGING_FACE = re.compile(r"https://huggingface\.co/datasets/[^/]+/[^/?#]+")
_ARXIV = re.compile(r"https://arxiv\.org/abs/[0-9]{4}\.[0-9]{4,5}")

#: How a source was read: at a commit or version that anyone can open again, in a copy, or live.
READ_AT_VERSION, READ_IN_COPY, READ_LIVE = "version", "copy", "live"


@dataclass(frozen=True)
class Source:
    """One place where a fact was read. ``by`` is who speaks there when it is not the owner;
    ``number`` is the place's number on its page, 0 where pages do not number it."""

    number: int
    key: str
    kind: str
    label: str
    url: str
    read: str
    as_of: str | None
    by: str | None
    copy_url: str | None


def source(
    record: Dataset, ref: str, lang: Language, vocabularies: Vocabularies, number: int = 0
) -> Source:
    """The source that ``ref`` (``code:LICENSE``, ``paper:Table 2``) names in ``record``."""
    key, _, place = ref.partition(":")
    link = record.links[key]
    label = link.label or vocabularies.label("link-kinds", link.kind, lang)
    return Source(
        number=number,
        key=key,
        kind=link.kind,
        label=f"{label}: {place}" if place else label,
        url=address(link, place),
        read=how_read(link),
        as_of=link.as_of,
        by=link.by,
        copy_url=link.via if link.via and link.via != "stored" else None,
    )


def how_read(link: Link) -> str:
    """Whether ``link`` was read at a fixed version, in a copy or live."""
    if link.via:
        return READ_IN_COPY
    if link.as_of and (_COMMIT.fullmatch(link.as_of) or _VERSION.fullmatch(link.as_of)):
        return READ_AT_VERSION
    return READ_LIVE


def address(link: Link, place: str = "") -> str:
    """The address of ``place`` (a file) in ``link`` at the version that was read.

    Where a host's addresses are not known, the link's own address.
    """
    url, as_of = link.url, link.as_of or ""
    commit = as_of if _COMMIT.fullmatch(as_of) else ""
    is_file = bool(place) and " " not in place
    if is_file and link.kind in ("code", "hub", "mirror"):
        for pattern, branch in ((_GITHUB, commit or "HEAD"), (_HUGGING_FACE, commit or "main")):
            repository = pattern.match(url)
            if repository:
                return f"{repository.group()}/blob/{branch}/{quote(place)}"
    repository = _GITHUB.fullmatch(url.removesuffix("/"))
    if commit and repository:
        return f"{repository.group()}/tree/{commit}"
    if _VERSION.fullmatch(as_of) and _ARXIV.fullmatch(url):
        return f"{url}{as_of}"
    return url
