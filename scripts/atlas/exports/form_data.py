"""What the contribution form is made of: fields, help, choices, the JSON Schema, rules' numbers.

Everything comes from the record model (``form_fields.py``), the vocabularies and the rules.
``overrides/assets/atlas/form/`` reads what is written, so the two change together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from atlas.catalogue.status import HUBS, VERIFIED_FIELDS
from atlas.exports.form_fields import MORE, PIECES, REQUIRED, Describer
from atlas.records.model import Dataset
from atlas.records.order import ORDER
from atlas.records.rules import (
    absent_or_value,
    characters,
    field_names,
    media_included,
    parts,
    plain_bibtex,
    sums,
    text_length,
    urls,
)
from atlas.records.rules import sources as source_rule
from atlas.records.rules.right_terms import GLOSSARY
from atlas.records.scalars import ID_PATTERN
from atlas.records.schema import json_schema
from atlas.records.texts import OWN_SOURCE
from atlas.records.vocabulary import Item, Language, Vocabularies

#: Words of schemas that say nothing to a validator.
_SAID = ("description", "examples", "$comment", "default")


def form_data(
    vocabularies: Vocabularies, lang: Language, words: Mapping[str, str]
) -> Mapping[str, Any]:
    """The file for a page in ``lang``. Raises KeyError for a field that ``words`` have no label
    for: ``field_<key>``, ``field_<field>_<key>`` or the word that pages use."""
    describe = Describer(lang, words, vocabularies)
    source = describe.field("source")
    fields = {name: describe.field(name) for name in (*REQUIRED, *MORE)}
    return {
        "lang": lang,
        "words": {key: words[key] for key in words if key.startswith("form_")},
        "required": [fields[name] for name in REQUIRED],
        "source": source,
        "more": [fields[name] for name in MORE],
        "order": ORDER[Dataset],
        "within": {field: ORDER[piece] for field, piece in PIECES.items()},
        "choices": {
            name: [_choice(item, lang, vocabularies) for item in vocabularies[name].items]
            for name in sorted(describe.vocabularies)
            if name in vocabularies
        },
        "schema": compact(json_schema("dataset", vocabularies)),
        "rules": {
            "summary": text_length.SUMMARY,
            "note": text_length.NOTE,
            "own": (*OWN_SOURCE, "absent"),
            "plain": source_rule.PLAIN,
            "media": media_included.ABOUT_MEDIA,
            "facts": (*field_names.FACTS, *field_names.ALSO_NOTED),
            "verified": VERIFIED_FIELDS,
            "versioned": _versioned(vocabularies),
            "hubs": HUBS,
            "commands": sorted(plain_bibtex.COMMANDS),
            "dividing": sums.DIVIDING,
            "nesting": parts.MAX_NESTING,
            "data_licenses": absent_or_value.ABOUT_DATA,
            "hosts": sorted(urls.SPECIAL),
            "characters": _for_browsers(characters.FORBIDDEN.pattern),
            "id": ID_PATTERN,
            "terms": list(_terms(vocabularies)),
        },
    }


def _versioned(vocabularies: Vocabularies) -> list[str]:
    """Kinds of links that are read at a version."""
    if "link-kinds" not in vocabularies:
        return []
    return [item.id for item in vocabularies["link-kinds"].items if item.versioned]


def compact(node: Any) -> Any:
    """A JSON Schema without what only editors show; choices as ``enum``."""
    if isinstance(node, list):
        return [compact(item) for item in node]
    if not isinstance(node, dict):
        return node
    choices = node.get("anyOf")
    if choices and all("const" in choice for choice in choices):
        return {"enum": [choice["const"] for choice in choices]}
    named = {
        key: {name: compact(inner) for name, inner in value.items()}
        for key, value in node.items()
        if key in ("properties", "$defs", "patternProperties")
    }
    rest = {k: compact(v) for k, v in node.items() if k not in named and k not in _SAID}
    return rest | named


def _choice(item: Item, lang: Language, vocabularies: Vocabularies) -> list[str]:
    """Id, label, meaning and the label of its group, if it has one."""
    group = ""
    for name in ("task-groups", "groups"):
        if item.group and name in vocabularies and item.group in vocabularies[name].by_id:
            group = vocabularies.label(name, item.group, lang)
    label = item.id if item.spdx else item.label(lang)
    return [item.id, label, item.meaning.text(lang), group]


def _for_browsers(pattern: str) -> str:
    """Python's ``\\U000e0000`` as JavaScript spells it."""
    return re.sub(r"\\U0*([0-9a-f]+)", r"\\u{\1}", pattern)


def _terms(vocabularies: Vocabularies) -> Iterator[tuple[str, str, str]]:
    """Wrong or avoided Chinese words, the longest first, with what is right and its English."""
    if GLOSSARY in vocabularies:
        for wrong, item in vocabularies[GLOSSARY].wrong_zh.items():
            yield wrong, item.zh, item.en
