"""What the answers of a few large hosts mean: gated, archived, renamed, withdrawn, private. Pure.

One table of rows: at such a host such a status, with such words in a header, the title or the
text, means this. What no row knows is judged like any other answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from atlas.links.meaning import Meaning, Reply
from atlas.links.words import Verdict

HUGGING_FACE = ("huggingface.co", "hf.co", "www.huggingface.co")
GITHUB = ("github.com", "www.github.com")
GITHUB_API = ("api.github.com",)
ARXIV = ("arxiv.org", "www.arxiv.org", "export.arxiv.org")
MODELSCOPE = ("modelscope.cn", "www.modelscope.cn")
ZENODO = ("zenodo.org", "www.zenodo.org")
DRIVE = ("drive.google.com", "docs.google.com", "drive.usercontent.google.com")
#: Hosts for some of whose addresses better_address knows another.
WITH_INTERFACE = frozenset((*GITHUB, *MODELSCOPE))

_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_REPOSITORY = re.compile(rf"/({_NAME})/({_NAME}?)(?:\.git)?/?")
_HF_RESERVED = "docs|blog|papers|collections|spaces|join|login|pricing|tasks|learn|api"
_HF_REPOSITORY = re.compile(
    rf"/(?P<kind>datasets/|spaces/|(?!(?:{_HF_RESERVED})(?:/|$)))"
    rf"(?P<name>{_NAME}/{_NAME})"
    rf"(?:/(?:blob|resolve|raw|tree)/(?P<revision>[^/]+)(?:/(?P<file>.+))?)?/?"
)
_MODELSCOPE = re.compile(
    rf"/(datasets|models)/({_NAME}/{_NAME})(?:/(?:summary|files|dataPeview))?/?"
)


@dataclass(frozen=True, slots=True)
class Row:
    """At ``hosts`` an answer with one of ``codes`` and ``pattern`` in ``where`` means ``verdict``.

    ``where``: ``title``, ``text`` (the title and the first 64 KiB), ``path``, or a header's name.
    """

    hosts: tuple[str, ...]
    codes: tuple[int, ...]
    where: str
    pattern: str
    verdict: Verdict
    reason: str


#: The headers of Hugging Face: huggingface_hub, utils/_http.py, hf_raise_for_status. GitHub's 404:
#: docs.github.com, "Troubleshooting the REST API". Zenodo's tombstones: about.zenodo.org/policies.
#: Google's titles are those of its pages in English, which our Accept-Language asks for.
ROWS = (
    Row(HUGGING_FACE, (401, 403), "X-Error-Code", r"GatedRepo", Verdict.RESTRICTED,
        "It is gated: Hugging Face shows it to those who log in and are let in."),
    Row(HUGGING_FACE, (401, 403), "X-Error-Message", r"Access to this resource is disabled\.?",
        Verdict.RESTRICTED, "Hugging Face has it, but access to it is disabled."),
    Row(HUGGING_FACE, (401, 403), "X-Error-Code", r"RepoNotFound", Verdict.RESTRICTED,
        "It is private or gone: Hugging Face does not tell which without a login."),
    Row(HUGGING_FACE, (404,), "X-Error-Code", r"EntryNotFound", Verdict.DEAD,
        "Hugging Face has the repository, but no such file in it."),
    Row(HUGGING_FACE, (404,), "X-Error-Code", r"RevisionNotFound", Verdict.DEAD,
        "Hugging Face has the repository, but no such revision of it."),
    Row(HUGGING_FACE, (404,), "X-Error-Code", r"RepoNotFound", Verdict.DEAD,
        "Hugging Face knows no such repository that anybody may see."),
    Row((*GITHUB, *GITHUB_API), (403, 429), "X-RateLimit-Remaining", r"0", Verdict.RATE_LIMITED,
        "GitHub wants fewer requests from here for a while."),
    Row(GITHUB, (404,), "path", _REPOSITORY.pattern, Verdict.DEAD,
        "The repository was deleted or made private: GitHub says 404 for both."),
    Row(GITHUB, (451,), "path", r".*", Verdict.RESTRICTED,
        "GitHub took it down after a legal notice."),
    Row(GITHUB, (200,), "text", r"This repository (?:was|has been) archived by the owner",
        Verdict.OK, "It answers; its owner has archived the repository, so it changes no more."),
    Row(ARXIV, (200,), "text",
        r">\s*(?:Comments:\s*)?This (?:paper|submission|article|manuscript) (?:has been|is|was) "
        r"withdrawn|\[v\d+\][^<]{0,80}\(?withdrawn\)?",
        Verdict.OK, "It answers, and says that the paper was withdrawn."),
    Row(ARXIV, (404,), "text", r"(?:has been|was) withdrawn", Verdict.DEAD,
        "There is no such file at arXiv, as the paper was withdrawn."),
    Row(ZENODO, (410,), "path", r".*", Verdict.DEAD,
        "Zenodo has withdrawn the record and keeps its tombstone only."),
    Row(ZENODO, (401, 403), "path", r"/(?:records?|api/records)/.*", Verdict.RESTRICTED,
        "Zenodo has the record, but shows it to some people only."),
    Row(ZENODO, (200,), "text", r"publicly accessible, but (?:the )?files are restricted",
        Verdict.OK, "It answers; Zenodo gives the record's files to some people only."),
    Row(DRIVE, (200, 403, 429), "title", r"Google Drive - Quota exceeded", Verdict.RATE_LIMITED,
        "Too many people fetched the file today; Google Drive gives it again later."),
    Row(DRIVE, (200, 401, 403), "title",
        r"(?:Google (?:Drive|Docs)(?: - |: ))?(?:You need access|Access denied|Sign-in)",
        Verdict.RESTRICTED, "Its owner has not made it public: Google Drive wants a login."),
    Row(DRIVE, (200, 404), "text", r"the file you have requested does not exist", Verdict.DEAD,
        "Google Drive says that there is no such file."),
    Row(DRIVE, (200, 404), "text", r"file is in (?:the )?owner.{1,6}s trash", Verdict.DEAD,
        "Google Drive says that its owner has thrown the file away."),
    Row(DRIVE, (200,), "title", r"Google Drive - Virus scan warning", Verdict.OK,
        "It answers; Google Drive asks before it gives a file too large to scan."),
)  # fmt: skip


def meaning_of(reply: Reply) -> Meaning | None:
    """What the answer of a known host means, None when no row knows."""
    if reply.host in GITHUB_API and reply.code == 200:
        return _github(reply)
    if reply.host in MODELSCOPE and urlsplit(reply.url).path.startswith("/api/v1/"):
        return _modelscope(reply)
    for row in ROWS:
        if reply.host in row.hosts and reply.code in row.codes and _matches(row, reply):
            return Meaning(row.verdict, row.reason)
    return None


def _matches(row: Row, reply: Reply) -> bool:
    if row.where == "text":
        return bool(re.search(row.pattern, reply.text, re.IGNORECASE))
    if row.where == "path":
        found = urlsplit(reply.url).path
    else:
        found = reply.title if row.where == "title" else reply.headers.get(row.where, "")
    return bool(re.fullmatch(row.pattern, found.strip(), re.IGNORECASE))


def wants_text(host: str) -> bool:
    """Whether an answer of ``host`` is told apart by its text, so that HEAD would not do."""
    return host in ARXIV or host in ZENODO or host in DRIVE


def says_by_status(host: str) -> bool:
    """Whether ``host`` answers 404 for what it does not have, so that a good status is enough: its
    pages name no length, and each would be fetched for its title."""
    return host in GITHUB or host in HUGGING_FACE


def lasting(url: str, code: int, leads_to: str) -> bool:
    """Whether the redirect is one for good: 301 and 308, and 307 for a renamed repository at
    Hugging Face, which answers its old name so for as long as nobody takes it."""
    if code in (301, 308):
        return True
    old, new = urlsplit(url), urlsplit(leads_to)
    one = _HF_REPOSITORY.fullmatch(old.path) if old.hostname in HUGGING_FACE else None
    other = _HF_REPOSITORY.fullmatch(new.path) if new.hostname in HUGGING_FACE else None
    return code == 307 and bool(one and other and one["kind"] == other["kind"])


def better_address(url: str, *, github_token: bool) -> str | None:
    """The address of an interface that knows more of ``url`` than its page says; None: the page.

    GitHub's is asked only with a token, since without one it answers 60 times an hour. ModelScope
    serves one and the same page for every name, so that only its interface knows.
    """
    parts = urlsplit(url)
    # As it is: tests serve these hosts at a port of their own.
    scheme, port = (parts.scheme, f":{parts.port}") if parts.port else ("https", "")
    if parts.hostname in GITHUB and github_token:
        found = _REPOSITORY.fullmatch(parts.path)
        if found and not parts.query:
            owner, name = found.groups()
            return f"{scheme}://api.github.com{port}/repos/{owner}/{name}"
    if parts.hostname in MODELSCOPE:
        found = _MODELSCOPE.fullmatch(parts.path)
        if found:
            return f"{scheme}://www.modelscope.cn{port}/api/v1/{found[1]}/{found[2]}"
    return None


def plain_text(url: str) -> str:
    """The address at which ``url``'s words stand without a page around them; else ``url``.

    A repository's front page is its README, a page of a file the file itself.
    """
    parts = urlsplit(url)
    path, host = unquote(parts.path), parts.hostname or ""
    if host in GITHUB:
        file = re.fullmatch(rf"/({_NAME}/{_NAME})/(?:blob|raw)/([^/]+)/(.+)", path)
        front = _REPOSITORY.fullmatch(path)
        raw = "https://raw.githubusercontent.com"
        if file:
            return f"{raw}/{file[1]}/{file[2]}/{quote(file[3])}"
        return f"{raw}/{front[1]}/{front[2]}/HEAD/README.md" if front else url
    if host in HUGGING_FACE:
        found = _HF_REPOSITORY.fullmatch(path)
        if found and not (found["revision"] and not found["file"]):
            file_path = quote(found["file"] or "README.md")
            revision = found["revision"] or "main"
            return (
                f"https://huggingface.co/{found['kind']}{found['name']}/raw/{revision}/{file_path}"
            )
    if host in MODELSCOPE:
        found = _MODELSCOPE.fullmatch(path)
        if found:
            query = "Revision=master&FilePath=README.md"
            return f"https://www.modelscope.cn/api/v1/{found[1]}/{found[2]}/repo?{query}"
    return url


def _github(reply: Reply) -> Meaning | None:
    """https://docs.github.com/en/rest/repos/repos#get-a-repository"""
    said = _object(reply.text)
    address = said.get("html_url")
    if not isinstance(address, str) or not address.startswith("https://github.com/"):
        return None
    archived = " Its owner has archived it." if said.get("archived") is True else ""
    return Meaning(Verdict.OK, f"GitHub has the repository.{archived}", address)


def _modelscope(reply: Reply) -> Meaning | None:
    """modelscope, hub/api.py: ``Success`` beside ``Data``; 404 with a ``Code`` for no such name."""
    said = _object(reply.text)
    if reply.code == 200 and said.get("Success") is True and isinstance(said.get("Data"), dict):
        return Meaning(Verdict.OK, "ModelScope has it.")
    if reply.code == 404 and "Code" in said:
        return Meaning(Verdict.DEAD, "ModelScope knows nothing of that name that anybody may see.")
    if reply.code in (401, 403):
        return Meaning(Verdict.RESTRICTED, "ModelScope has it, but shows it to some people only.")
    return None


def _object(text: str) -> Mapping[str, object]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
