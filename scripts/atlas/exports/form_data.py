"""What the contribution form is made of: fields, help, choices, the JSON Schema, rules' numbers.

Everything comes from the record model, the vocabularies and the rules; only the order of the form
stands here. ``overrides/assets/atlas/form/`` reads what is written, so the two change together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from atlas.records import model
from atlas.records.model import Dataset
from atlas.records.order import ORDER
from atlas.records.rules import characters, field_names, media_included, text_length, urls
from atlas.records.rules import sources as source_rule
from atlas.records.rules.right_terms import GLOSSARY
from atlas.records.scalars import ID_PATTERN
from atlas.records.schema import json_schema
from atlas.records.texts import OWN_SOURCE
from atlas.records.vocabulary import Item, Language, Vocabularies

#: What makes a record welcome, and what stands under "I know more": first what readers miss most
#: (`atlas coverage` counts it).
REQUIRED = ("name", "summary", "roles", "modalities", "tasks", "links")
MORE = (
    "size", "license", "access", "released", "languages", "publishers", "creation", "derived_from",
    "evaluation", "citation", "notes",
)  # fmt: skip
#: Of a field's pieces those that are shown at once; the rest unfolds.
AT_ONCE: Mapping[str, tuple[str, ...]] = {
    "links": ("kind", "url"),
    "size": ("value", "unit", "source"),
    "license": ("id", "covers", "source"),
    "access": ("level", "how", "source"),
    "creation": ("method", "models"),
    "derived_from": ("id", "name", "relation"),
    "evaluation": ("answers", "scoring", "labels"),
    "citation": ("bibtex",),
    "notes": ("kind", "en", "zh"),
}
#: The class that says in which order the pieces of a field stand (records/order.py).
_PIECES: Mapping[str, type[BaseModel]] = {
    "summary": model.Bilingual,
    "links": model.Link,
    "size": model.Size,
    "license": model.License,
    "access": model.Access,
    "creation": model.Creation,
    "derived_from": model.Origin,
    "parts": model.Part,
    "label": model.Bilingual,
    "members": model.Member,
    "evaluation": model.Evaluation,
    "citation": model.Citation,
    "notes": model.Note,
    "absent": model.Absence,
}
#: Text fields that hold an address.
_ADDRESSES = ("url", "via")
_SHORT = 200
#: Words of schemas that say nothing to a validator.
_SAID = ("description", "x-description-zh", "$comment", "default")


def form_data(
    vocabularies: Vocabularies, lang: Language, words: Mapping[str, str]
) -> Mapping[str, Any]:
    """The file for a page in ``lang``. Raises KeyError for a field that ``words`` have no label
    for: ``field_<key>``, ``field_<field>_<key>`` or the word that pages use."""
    describe = _Describer(lang, words)
    fields = {name: describe.field(name) for name in (*REQUIRED, *MORE)}
    return {
        "lang": lang,
        "words": {key: words[key] for key in words if key.startswith("form_")},
        "required": [fields[name] for name in REQUIRED],
        "more": [fields[name] for name in MORE],
        "order": ORDER[Dataset],
        "within": {field: ORDER[piece] for field, piece in _PIECES.items()},
        "choices": {
            name: [_choice(item, lang, vocabularies) for item in vocabularies[name].items]
            for name in sorted(describe.vocabularies)
            if name in vocabularies
        },
        "schema": compact(json_schema("dataset", vocabularies)),
        "rules": {
            "summary": text_length.SUMMARY,
            "note": text_length.NOTE,
            "own": OWN_SOURCE,
            "plain": source_rule.PLAIN,
            "media": media_included.ABOUT_MEDIA,
            "facts": (*field_names.FACTS, *field_names.ALSO_NOTED),
            "hosts": sorted(urls.SPECIAL),
            "characters": _for_browsers(characters.FORBIDDEN.pattern),
            "id": ID_PATTERN,
            "terms": list(_terms(vocabularies)),
        },
    }


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


class _Describer:
    """Reads the model's own schema, where descriptions and names of vocabularies still stand."""

    def __init__(self, lang: Language, words: Mapping[str, str]) -> None:
        self._lang, self._words = lang, words
        self._schema = Dataset.model_json_schema(mode="validation")
        #: The lists that some field takes its words from.
        self.vocabularies: set[str] = set()

    def field(self, name: str) -> Mapping[str, Any]:
        """The top-level field ``name``."""
        node = self._schema["properties"][name]
        if name == "links":
            link = self._schema["$defs"]["Link"]
            return {
                **self._said(name, "", node),
                "kind": "links",
                "fields": list(self._pieces("links", link)),
            }
        return self._described(name, "", node)

    def _described(self, name: str, parent: str, node: Mapping[str, Any]) -> Mapping[str, Any]:
        said = self._said(name, parent, node)
        many, inner = _unwrapped(node)
        if many:
            said["many"] = True
        if "$ref" in inner:
            title = str(inner["$ref"]).rpartition("/")[2]
            if title == "Bilingual":
                return {**said, "kind": "bilingual"}
            definition = self._schema["$defs"][title]
            return {**said, "kind": "group", "fields": list(self._pieces(name, definition))}
        return {**said, **self._control(name, inner)}

    def _pieces(self, parent: str, definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        required = definition.get("required", ())
        shown = AT_ONCE[parent]
        names = [*shown, *(name for name in ORDER[_PIECES[parent]] if name not in shown)]
        if parent == "notes" and self._lang == "zh":
            names[1:3] = ["zh", "en"]
        for name in names:
            described = dict(self._described(name, parent, definition["properties"][name]))
            if name in required:
                described["required"] = True
            if name not in shown:
                described["folded"] = True
            yield described

    def _control(self, name: str, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """What kind of value it is, and what bounds it."""
        kind = node.get("type")
        if "x-vocabulary" in node:
            vocabulary = node["x-vocabulary"]
            self.vocabularies.add(vocabulary)
            return {"kind": "choice", "vocabulary": vocabulary}
        if kind == "boolean":
            return {"kind": "flag"}
        if kind == "number":
            return {"kind": "number"}
        if isinstance(kind, list):
            return {"kind": "date" if "integer" in kind else "version"}
        if name in ("source", "en", "zh"):
            return {"kind": "source" if name == "source" else "prose"}
        if name in _ADDRESSES:
            return {"kind": "url"}
        most = node.get("maxLength", 80)
        return {"kind": "text" if most <= _SHORT else "long", "most": most}

    def _said(self, name: str, parent: str, node: Mapping[str, Any]) -> dict[str, Any]:
        words = self._words
        keys = (f"field_{parent}_{name}", f"field_{name}", name)
        label = next((words[key] for key in keys if key in words), None)
        if label is None:
            raise KeyError(f"no label for {parent or 'record'}.{name}: {' or '.join(keys)}")
        text = "description" if self._lang == "en" else "x-description-zh"
        return {"key": name, "label": label, "help": node.get(text, "")}


def _unwrapped(node: Mapping[str, Any]) -> tuple[bool, Mapping[str, Any]]:
    """Whether ``node`` is a list, and what a value (of the list) is; null and "one or many" are
    taken off."""
    choices = [one for one in node.get("anyOf", (node,)) if one.get("type") != "null"]
    lists = [one for one in choices if one.get("type") == "array"]
    return (True, lists[0]["items"]) if lists else (False, choices[0])
