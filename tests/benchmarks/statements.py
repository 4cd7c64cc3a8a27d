"""The facts, links and statements of a synthetic record."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from details import (
    ABSENCES,
    ACCESS,
    ANSWERS,
    CONTAINS,
    COVERS,
    KINDS,
    LABELS,
    LANGUAGES,
    LICENSES,
    LINKS,
    METHODS,
    NAMED_ORIGINS,
    PARTS,
    PUBLISHERS,
    RELATIONS,
    ROLES,
    SCORING,
    TAKES,
    UNITS,
)
from draw import chance, one, several
from wording import STEMS, chinese, english, stem

#: How many a record, or a part of one, has, by tenth of the real ones.
TASKS = (1, 1, 2, 2, 3, 3, 3, 4, 4, 6)
CONTAINED = (0, 1, 1, 1, 2, 2, 2, 3, 3, 5)
TONGUES = (0, 1, 1, 1, 1, 1, 1, 1, 1, 9)
PUBLISHED_BY = (1, 1, 1, 1, 2, 2, 2, 3, 4, 6)
LINK_COUNTS = (4, 5, 6, 6, 7, 8, 8, 9, 10, 12)
SIZES = (1, 1, 2, 2, 2, 3, 3, 4, 4, 6)
LICENSE_COUNTS = (0, 1, 1, 1, 2, 2, 2, 3, 4, 5)
ACCESS_COUNTS = (1, 1, 1, 1, 1, 1, 1, 2, 2, 2)
ORIGINS = (0, 0, 0, 1, 1, 1, 1, 2, 4, 16)
PART_SIZES = (0, 0, 1, 1, 1, 1, 1, 1, 2, 3)
#: The same for the parts of those records whose parts have origins of their own.
PART_ORIGINS = (0, 0, 0, 0, 0, 1, 1, 1, 1, 6)
PARTS_WITH_ORIGINS = 0.12
ABSENT_COUNTS = (0, 1, 1, 1, 1, 1, 2, 2, 3, 4)
#: Characters of a citation, 0 for none.
CITATION = (0, 0, 226, 290, 320, 352, 374, 405, 470, 718)
#: How many records are made from records, and how many of their origins those then are; the other
#: origins are only named.
MADE_FROM_RECORDS, KNOWN_ORIGINS = 0.5, 0.75

Mapped = dict[str, Any]
Known = Sequence[tuple[str, tuple[str, ...]]]


def facts(rng: random.Random) -> Mapped:
    """What a record says plainly, from roles to release."""
    kind = rng.choices(KINDS, [kind.weight for kind in KINDS])[0]
    publishers = {
        rng.choice(PUBLISHERS).format(stem(rng.randrange(400)))
        for _ in range(rng.choice(PUBLISHED_BY))
    }
    return {
        "roles": one(rng, ROLES).split(),
        "modalities": list(kind.modalities),
        "tasks": several(rng, kind.tasks, rng.choice(TASKS)),
        "contains": several(rng, CONTAINS, rng.choice(CONTAINED)),
        "languages": several(rng, LANGUAGES, rng.choice(TONGUES)),
        "publishers": sorted(publishers),
        "released": f"{rng.choice((2017, 2019, 2022, 2023, 2023, 2024))}-{rng.randint(1, 12):02}",
    }


def links(rng: random.Random) -> Mapped:
    """Addresses by key: the code and the paper, which the facts are read from, and others."""
    weights = {kind: about.weight for kind, about in LINKS.items()}
    found = {"code": _link(rng, "code"), "paper": _link(rng, "paper")}
    for kind in rng.choices(tuple(weights), tuple(weights.values()), k=rng.choice(LINK_COUNTS) - 2):
        key = kind
        while key in found:
            key = f"{kind}-{rng.randrange(1000)}"
        found[key] = ({} if key == kind else {"kind": kind}) | _link(rng, kind)
    return found


def _link(rng: random.Random, kind: str) -> Mapped:
    about = LINKS[kind]
    url = re.sub(
        r"\{n?\}",
        lambda gap: str(rng.randrange(1000, 9999)) if gap[0] == "{n}" else _name(rng).lower(),
        about.url,
    )
    link: Mapped = {"url": url}
    if about.version and chance(rng, 0.8):
        link["as_of"] = {
            "commit": f"{rng.randrange(16**7):07x}",
            "date": f"2026-{rng.randint(1, 9):02}-{rng.randint(1, 28):02}",
            "edition": f"v{rng.randint(1, 5)}",
        }[about.version]
    if kind not in ("code", "home") and chance(rng, 0.6):
        link["via"] = "stored"
    if about.by:
        link["by"] = _name(rng)
    if chance(rng, 0.55):
        link["label"] = english(rng, 22)[:-1]
    return link


def statements(
    rng: random.Random, keys: tuple[str, ...], parts: tuple[str, ...], known: Known, said: Mapped
) -> Mapped:
    """Sizes, terms, access, origins, parts … of a record whose links are ``keys``.

    ``known`` are the records that it may be made from, with their parts; ``said`` is what the
    record says already.
    """
    unit, whole = one(rng, UNITS), int(10 ** rng.uniform(3, 7))
    waiting = iter(known if chance(rng, MADE_FROM_RECORDS) else ())
    own_origins = chance(rng, PARTS_WITH_ORIGINS)
    made: Mapped = {
        "size": list(_sizes(rng, rng.choice(SIZES), unit, whole, keys)),
        "license": list(_licenses(rng)),
        "access": [_access(rng, keys) for _ in range(rng.choice(ACCESS_COUNTS))],
        "creation": _creation(rng) if chance(rng, 0.83) else None,
        "derived_from": _once(_origin(rng, waiting) for _ in range(rng.choice(ORIGINS))),
        "parts": [_part(rng, parts, part, unit, whole, keys) for part in parts],
        "evaluation": _evaluation(rng, keys) if chance(rng, 0.66) else None,
        "citation": _citation(rng, rng.choice(CITATION)),
    }
    if own_origins:
        for part in made["parts"]:
            count = rng.choice(PART_ORIGINS)
            if count:
                part["derived_from"] = _once(_origin(rng, waiting) for _ in range(count))
    return made | {"absent": _absent(rng, keys, {**said, **made})}


def _once(origins: Iterable[Mapped]) -> list[Mapped]:
    """Each origin the first time that it is said."""
    return list({repr(sorted(origin.items())): origin for origin in origins}.values())


def _sizes(
    rng: random.Random, count: int, unit: str, value: int, keys: tuple[str, ...]
) -> Iterator[Mapped]:
    """The first is ``value``; the others are hedged or per something, so no rule adds them up."""
    for index in range(count):
        size: Mapped = {"value": value, "unit": unit}
        if index % 3 == 1:
            size |= {"basis": "counted", "source": rng.choice(keys)}
        elif index:
            size = {"value": rng.randint(2, 99_999), "unit": one(rng, UNITS), "approximate": True}
            if chance(rng, 0.3):
                size |= {"per": "images", "statistic": "mean"}
        elif chance(rng, 0.3):
            size["expect"] = f"{value:,}"
        yield size


def _licenses(rng: random.Random) -> Iterator[Mapped]:
    for index in range(rng.choice(LICENSE_COUNTS)):
        covers = one(rng, COVERS) if index else "dataset"
        item = {"id": one(rng, LICENSES), "source": rng.choice(("code:LICENSE", "code:README.md"))}
        yield item if covers == "dataset" else item | {"covers": covers}


def _access(rng: random.Random, keys: tuple[str, ...]) -> Mapped:
    level, _, how = one(rng, ACCESS).partition(" ")
    item: Mapped = {"level": level, "source": rng.choice(keys)}
    if how:
        item |= {"how": how, "format": rng.sample(("json", "parquet", "zip", "png"), 2)}
    if chance(rng, 0.15):
        item["bytes"] = int(10 ** rng.uniform(6, 12))
    return item


def _creation(rng: random.Random) -> Mapped:
    made: Mapped = {"method": several(rng, METHODS, rng.choice((1, 1, 2)))}
    if "machine-generated" in made["method"]:
        made["models"] = [_name(rng)]
    return made


def _origin(rng: random.Random, known: Iterator[tuple[str, tuple[str, ...]]]) -> Mapped:
    found = next(known, None) if chance(rng, KNOWN_ORIGINS) else None
    if found:
        origin: Mapped = {"id": found[0]}
        if found[1] and chance(rng, 0.3):
            origin["from_part"] = rng.choice(found[1])
    else:
        # Sixty names in all: many records name the same archives and crawls.
        number = STEMS - 1 - rng.randrange(60)
        origin = {"name": NAMED_ORIGINS[number % len(NAMED_ORIGINS)].format(stem(number))}
        if chance(rng, 0.5):
            origin["url"] = f"https://{stem(number).lower()}.org/"
    return origin | {"relation": one(rng, RELATIONS), "takes": one(rng, TAKES).split()}


def _part(
    rng: random.Random,
    parts: tuple[str, ...],
    identifier: str,
    unit: str,
    whole: int,
    keys: tuple[str, ...],
) -> Mapped:
    kind, share = PARTS[identifier], whole // (len(parts) + 1)
    part: Mapped = {"id": identifier, "kind": kind}
    if chance(rng, 0.61):
        part["label"] = {"en": english(rng, 20)[:-1], "zh": chinese(rng, 7)[:-1]}
    elif chance(rng, 0.3):
        part["name"] = _name(rng)
    if kind == "split":
        part["roles"] = ["training" if identifier == "train" else "evaluation"]
    elif kind == "subset" and chance(rng, 0.4):
        part["of"] = parts[0]
        share //= len(parts)
    part["size"] = list(_sizes(rng, rng.choice(PART_SIZES), unit, share, keys))
    if chance(rng, 0.11):
        part["access"] = [_access(rng, keys)]
    if chance(rng, 0.06):
        part["creation"] = _creation(rng)
    return {key: value for key, value in part.items() if value}


def _evaluation(rng: random.Random, keys: tuple[str, ...]) -> Mapped:
    return {
        "answers": several(rng, ANSWERS, rng.choice((1, 1, 2))),
        "scoring": several(rng, SCORING, rng.choice((1, 1, 2))),
        "labels": one(rng, LABELS),
        "source": rng.sample(keys, min(2, len(keys))),
    }


def _citation(rng: random.Random, length: int) -> Mapped | None:
    if not length:
        return None
    key, rest = _name(rng).lower(), max(20, length - 110)
    authors = " and ".join(f"{_name(rng)}, {_name(rng)}" for _ in range(max(1, rest // 30)))
    title = english(rng, rest // 2)[:-1]
    return {
        "bibtex": f"@inproceedings{{{key}2024,\n  title={{{title}}},\n  author={{{authors}}},\n"
        f"  booktitle={{Proceedings of the {_name(rng)} Conference}},\n  year={{2024}}\n}}\n"
    }


def _absent(rng: random.Random, keys: tuple[str, ...], said: Mapped) -> Mapped:
    """Some of the fields that have no value, and why."""
    fields = ("languages", "size", "license", "access", "creation", "derived_from", "citation")
    empty = [field for field in fields if not said.get(field)]
    if said["license"]:
        covered = {item.get("covers") for item in said["license"]}
        empty[:0] = [f"license.{what}" for what in ("media", "annotations") if what not in covered]
    if any(part.get("derived_from") for part in said["parts"]):
        empty = [field for field in empty if field != "derived_from"]
    return {
        field: {"why": one(rng, ABSENCES), "source": rng.sample(keys, min(2, len(keys)))}
        for field in empty[: rng.choice(ABSENT_COUNTS)]
    }


def _name(rng: random.Random) -> str:
    return stem(rng.randrange(STEMS))
