"""The files that the browser's table, search and comparison read: each under a name that changes
with its content, so that a browser may keep it for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.catalogue import Catalogue
from atlas.catalogue.facets import FACETS, PERMITS
from atlas.exports import table_data
from atlas.exports.form_data import form_data
from atlas.exports.wanted import FILE as WANTED
from atlas.exports.wanted import wanted
from atlas.records.vocabulary import LANGUAGES, Language
from atlas.site.words import Words

FOLDER = "assets/data"


@dataclass(frozen=True)
class DataFile:
    """A file to publish: ``path`` from the site's root."""

    path: str
    text: str


#: Words of pages that the browser says too, beside those that begin with ``ui_``.
SHARED_WORDS = (
    *FACETS, *PERMITS, "name", "summary", "size", "released", "added", "publishers",
    "license_stated", "accessed", "comma", "translation_wanted", "commercial_use", "clear",
)  # fmt: skip


def data_files(
    catalogue: Catalogue, words: Mapping[Language, Words], data_dir: Path
) -> Mapping[str, DataFile]:
    """By name: core, more, take, labels-en, summaries-zh, form-en, wanted …"""
    contents: dict[str, Mapping[str, Any]] = {
        "wanted": {"names": wanted(catalogue, data_dir / WANTED)},
        "core": table_data.core(catalogue),
        "more": table_data.more(catalogue),
        "take": table_data.take(catalogue),
    }
    for lang in LANGUAGES:
        said = {
            key: words[lang][key]
            for key in words[lang]
            if key.startswith("ui_") or key in SHARED_WORDS
        }
        contents[f"labels-{lang}"] = table_data.labels(catalogue, lang, said)
        contents[f"summaries-{lang}"] = table_data.summaries(catalogue, lang)
        all_words = {key: words[lang][key] for key in words[lang]}
        contents[f"form-{lang}"] = form_data(catalogue.vocabularies, lang, all_words)
    return {name: _file(name, table_data.as_json(content)) for name, content in contents.items()}


def write_data_files(files: Mapping[str, DataFile], site_dir: Path) -> None:
    """Write all of them below ``site_dir``."""
    (site_dir / FOLDER).mkdir(parents=True, exist_ok=True)
    for file in files.values():
        (site_dir / file.path).write_text(file.text, encoding="utf-8")


def names_for(files: Mapping[str, DataFile], lang: Language) -> Mapping[str, str]:
    """What a page in ``lang`` calls the files, with their paths from the site's root."""
    other = next(one for one in LANGUAGES if one != lang)
    return {
        "core": files["core"].path,
        "more": files["more"].path,
        "take": files["take"].path,
        "labels": files[f"labels-{lang}"].path,
        "summaries": files[f"summaries-{lang}"].path,
        "others": files[f"summaries-{other}"].path,
        "form": files[f"form-{lang}"].path,
        "wanted": files["wanted"].path,
    }


def _file(name: str, text: str) -> DataFile:
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]
    return DataFile(f"{FOLDER}/{name}-{digest}.json", text)
