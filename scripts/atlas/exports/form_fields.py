"""The fields of the contribution form, read from the record model: kind, label, help and bounds.

Only the order of the form stands here: what comes first, and what of a statement is shown at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from atlas.records import model
from atlas.records.examples import EXAMPLES
from atlas.records.model import Dataset
from atlas.records.order import ORDER
from atlas.records.rules.field_names import FACTS, QUALIFIERS
from atlas.records.scalars import ID_PATTERN
from atlas.records.vocabulary import Language, Vocabularies

#: What makes a record welcome, and what stands under "I know more": first what readers miss most
#: (`atlas coverage` counts it), last what only some datasets have. `source` heads them all.
REQUIRED = ("name", "summary", "roles", "modalities", "tasks", "links")
MORE = (
    "size", "license", "access", "released", "languages", "publishers", "creation", "derived_from",
    "evaluation", "parts", "contains", "citation", "notes", "aliases", "absent",
    "not_to_be_confused_with", "members", "sources", "checked",
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
    "parts": ("id", "kind", "of", "label", "size"),
    "label": ("en", "zh"),
    "members": ("id", "from_part"),
    "absent": ("why", "source"),
    "citation": ("bibtex",),
    "notes": ("kind", "en", "zh"),
}
#: The class that says in which order the pieces of a field stand (records/order.py).
PIECES: Mapping[str, type[BaseModel]] = {
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
#: Text fields that hold an address, and ids that are those of other records.
_ADDRESSES = ("url", "via")
_RECORDS = (("derived_from", "id"), ("members", "id"))
_SHORT = 200


def all_fields(
    lang: Language, words: Mapping[str, str], vocabularies: Vocabularies
) -> list[Mapping[str, Any]]:
    """Every key of a record in the order of files, described for whoever writes one by hand."""
    describe = Describer(lang, words, vocabularies)
    return [describe.field(name) for name in ORDER[Dataset]]


class Describer:
    """Reads the model's own schema, where descriptions and names of vocabularies still stand."""

    def __init__(
        self, lang: Language, words: Mapping[str, str], vocabularies: Vocabularies
    ) -> None:
        self._lang, self._words, self._known = lang, words, vocabularies
        self._schema = Dataset.model_json_schema(mode="validation")
        #: The lists that some field takes its words from.
        self.vocabularies: set[str] = set()

    def field(self, name: str) -> Mapping[str, Any]:
        """The top-level field ``name``. Raises KeyError where it, or a piece of it, has no label:
        ``field_<field>_<key>``, ``field_<key>`` or the word that pages use."""
        node = self._schema["properties"][name]
        if name == "links":
            link = self._schema["$defs"]["Link"]
            return {
                **self._said(name, "", node),
                "kind": "links",
                "fields": list(self._pieces("links", link)),
            }
        if name == "summary":
            examples = EXAMPLES[model.Bilingual]
            return {**self._said(name, "", node), "kind": "bilingual", "examples": examples}
        return {**self._described(name, "", node), **_example(Dataset, name)}

    def _described(self, name: str, parent: str, node: Mapping[str, Any]) -> Mapping[str, Any]:
        said = self._said(name, parent, node)
        many, inner = _unwrapped(node)
        if many:
            said["many"] = True
        if "$ref" in inner:
            definition = self._schema["$defs"][str(inner["$ref"]).rpartition("/")[2]]
            return {**said, "kind": "group", "fields": list(self._pieces(name, definition))}
        if "additionalProperties" in inner:
            held = inner["additionalProperties"]
            value = (
                self._described(name, parent, {**node, **held})
                if "$ref" in held
                else self._described("source", name, self._schema["properties"]["source"])
            )
            return {**said, "kind": "map", "names": list(self._names(name)), "value": value}
        return {**said, **self._control(name, parent, inner)}

    def _names(self, name: str) -> Iterator[tuple[str, str]]:
        """What a mapping may speak of: each fact and, for what is absent, each aspect of it."""
        for fact in FACTS:
            label = self._label(fact, "")
            yield fact, label
            vocabulary = QUALIFIERS.get(fact, "")
            if name == "absent" and vocabulary in self._known:
                for item in self._known[vocabulary].items:
                    yield f"{fact}.{item.id}", f"{label} › {item.label(self._lang)}"

    def _pieces(self, parent: str, definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        required = definition.get("required", ())
        shown = AT_ONCE[parent]
        names = [*shown, *(name for name in ORDER[PIECES[parent]] if name not in shown)]
        if "en" in names and self._lang == "zh":
            at = names.index("en")
            names[at : at + 2] = ["zh", "en"]
        for name in names:
            described = dict(self._described(name, parent, definition["properties"][name]))
            # A label is short; the example is one of prose.
            described |= _example(PIECES[parent], name) if parent != "label" else {}
            if name in required:
                described["required"] = True
            if name not in shown:
                described["folded"] = True
            yield described

    def _control(self, name: str, parent: str, node: Mapping[str, Any]) -> Mapping[str, Any]:
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
        if name == "source":
            return {"kind": "source"}
        if name in ("en", "zh"):
            return {"kind": "prose", "short": parent == "label"}
        if name in _ADDRESSES:
            return {"kind": "url"}
        pattern = node.get("pattern")
        if pattern == f"^{ID_PATTERN}$":
            return {"kind": "record" if (parent, name) in _RECORDS else "id"}
        if pattern:
            return {"kind": "day"}
        most = node.get("maxLength", 80)
        return {"kind": "text" if most <= _SHORT else "long", "most": most}

    def _said(self, name: str, parent: str, node: Mapping[str, Any]) -> dict[str, Any]:
        text = "description" if self._lang == "en" else "x-description-zh"
        # Editors show the marks around what is typed as such; here they would stand as they are.
        told = str(node.get(text, "")).replace("`", "")
        said = {"key": name, "label": self._label(name, parent), "help": told}
        one = self._words.get(f"field_one_{name}")
        return {**said, "one": one} if one else said

    def _label(self, name: str, parent: str) -> str:
        keys = (f"field_{parent}_{name}", f"field_{name}", name)
        label = next((self._words[key] for key in keys if key in self._words), None)
        if label is None:
            raise KeyError(f"no label for {parent or 'record'}.{name}: {' or '.join(keys)}")
        return label


def _example(of: type[BaseModel], name: str) -> Mapping[str, str]:
    """What the field may say, as it is typed; nothing for lists of words."""
    example = EXAMPLES.get(of, {}).get(name)
    if example is None:
        return {}
    return {"example": str(example[0] if isinstance(example, list) else example)}


def _unwrapped(node: Mapping[str, Any]) -> tuple[bool, Mapping[str, Any]]:
    """Whether ``node`` is a list, and what a value (of the list) is; null and "one or many" are
    taken off."""
    choices = [one for one in node.get("anyOf", (node,)) if one.get("type") != "null"]
    lists = [one for one in choices if one.get("type") == "array"]
    return (True, lists[0]["items"]) if lists else (False, choices[0])
