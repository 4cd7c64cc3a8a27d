"""Answers → the text of a record's first file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from atlas.fix.quotes import written
from atlas.new.proposals import Proposal

MODELINE = "# yaml-language-server: $schema=schema/dataset.schema.json"
#: Facts that stand with their source; the rest of what is proposed is the editor's wording.
FACTS = ("languages", "released", "license")


@dataclass
class Answers:
    """What a person said, or agreed to."""

    name: str = ""
    summary: dict[str, str] = field(default_factory=dict)
    roles: Sequence[str] = ()
    modalities: Sequence[str] = ()
    tasks: Sequence[str] = ()
    links: dict[str, str] = field(default_factory=dict)
    #: Link → version that was read.
    as_of: dict[str, str] = field(default_factory=dict)
    #: Proposals that were agreed to, by field.
    facts: dict[str, Proposal] = field(default_factory=dict)
    #: Proposals that nobody agreed to yet.
    open: Sequence[Proposal] = ()


def identifier_of(name: str) -> str:
    """The id that a name suggests; empty where it suggests none (a Chinese name, say)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


def record_text(answers: Answers) -> str:
    """The file, in the order of a record. What is proposed and open stands in comments."""
    lines = [MODELINE, f"name: {written(answers.name)}", "summary:"]
    lines += [f"  {lang}: {written(text)}" for lang, text in answers.summary.items() if text]
    for key in ("roles", "modalities", "tasks"):
        lines += _listed(key, getattr(answers, key))
    facts = answers.facts
    if "languages" in facts:
        lines += _listed("languages", facts["languages"].values)
    if "released" in facts:
        lines.append(f"released: {facts['released'].values[0]}")
    lines.append("links:")
    for key, url in answers.links.items():
        if key in answers.as_of:
            lines += [f"  {key}:", f"    url: {written(url)}", f"    as_of: {answers.as_of[key]}"]
        else:
            lines.append(f"  {key}: {written(url)}")
    own = {key: facts[key].source for key in ("languages", "released") if key in facts}
    if own:
        lines += ["sources:", *(f"  {key}: {source}" for key, source in own.items())]
    if "license" in facts:
        value, source = facts["license"].values[0], facts["license"].source
        lines += ["license:", f"  - id: {written(value)}", f"    source: {source}"]
    for one in answers.open:
        lines.append(f"# {one.source} proposes {one.field}: {', '.join(one.values)}")
    return "\n".join(lines) + "\n"


def _listed(key: str, words: Sequence[str]) -> list[str]:
    return [f"{key}: [{', '.join(written(word, flow=True) for word in words)}]"] if words else []


def chosen(proposed: Sequence[Proposal]) -> Mapping[str, Proposal]:
    """The first proposal for each field."""
    found: dict[str, Proposal] = {}
    for one in proposed:
        found.setdefault(one.field, one)
    return found
