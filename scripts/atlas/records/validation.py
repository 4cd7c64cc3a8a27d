"""A document → a model object, with every type error told in a contributor's words.

Pydantic finds the errors; here they get the place in the file, a plain sentence, the allowed
words and the nearest one.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from atlas.records.problem import FieldPath, Finding, Problem, dotted, nearest
from atlas.records.reading import Document
from atlas.records.vocabulary import Vocabularies

M = TypeVar("M", bound=BaseModel)

_WANTED = {
    "string_type": "must be text, not {got}",
    "dict_type": "must be a mapping of keys to values, not {got}",
    "mapping_type": "must be a mapping of keys to values, not {got}",
    "model_type": "must be a mapping of keys to values, not {got}",
    "model_attributes_type": "must be a mapping of keys to values, not {got}",
    "tuple_type": "must be a list, not {got}",
    "list_type": "must be a list, not {got}",
    "string_too_short": "is empty; write a value or take the key out",
    "string_too_long": "is longer than {max_length} characters",
}


def validate(
    model: type[M], document: Document, identifier: str, vocabularies: Vocabularies
) -> tuple[M | None, frozenset[str]]:
    """``document`` as a ``model``, and the top-level keys that hold errors.

    Problems are added to the document. With errors the object is made from what is left when the
    broken top-level keys are taken out, so that rules about other fields still run; None when
    not even that is possible. ``identifier`` is the id that the file's name gives.
    """
    if document.data is None:
        return None, frozenset()
    data = dict(document.data)
    if "id" in data:
        finding = Finding(("id",), "the file's name is the id; take this key out")
        document.problems.append(document.problem(finding, "keys", key=True))
    data["id"] = identifier
    context = {"vocabularies": vocabularies}
    try:
        return model.model_validate(data, context=context), frozenset()
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        document.problems.append(_problem(document, model, detail))
    kept, broken = _what_is_left(model, data, [detail["loc"] for detail in details])
    try:
        return model.model_validate(kept, context=context), broken
    except ValidationError:
        return None, broken


#: Keep the rest of a broken record checkable; nothing made with these ever leaves the reader.
_STAND_INS: Mapping[str, Any] = {"summary": {"en": "?"}, "links": {}}
_STAND_IN_LINK = {"kind": "home", "url": "https://example.org/"}


def _what_is_left(
    model: type[BaseModel], data: Mapping[str, Any], places: list[FieldPath]
) -> tuple[dict[str, Any], frozenset[str]]:
    """``data`` without the top-level keys that hold errors, and which those are.

    A broken link is only replaced: its key still is what sources may name. A link whose key is
    no id is taken out.
    """
    kept = dict(data)
    broken: set[str] = set()
    unnamed: set[str | int] = set()
    for place in places:
        key = str(place[0]) if place else ""
        if key == "links" and len(place) > 1 and isinstance(kept.get("links"), dict):
            if place[-1] == "[key]":
                unnamed.add(place[1])
                broken.add(key)
            kept["links"] = {**kept["links"], place[1]: _STAND_IN_LINK}
            continue
        broken.add(key)
        kept.pop(key, None)
        if key in model.model_fields and model.model_fields[key].is_required():
            kept[key] = _STAND_INS.get(key, "?")
    if unnamed and isinstance(kept.get("links"), dict):
        kept["links"] = {key: link for key, link in kept["links"].items() if key not in unnamed}
    return kept, frozenset(broken)


def _problem(document: Document, model: type[BaseModel], detail: Any) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        line, column = document.position(path[:-1])
        field = dotted(document.spelled(path))
        return Problem(document.path, line, column, field, "is missing", rule="required-keys")
    if kind == "extra_forbidden":
        allowed = _keys_at(model, path[:-1])
        finding = Finding(
            path, "is not a key that a record has here", allowed, nearest(str(path[-1]), allowed)
        )
        return document.problem(finding, "keys", key=True)
    if kind == "atlas":
        allowed = tuple(context.get("allowed", ()))
        finding = Finding(path, context["sentence"], allowed, context.get("did_you_mean"))
        return document.problem(finding, "vocabulary" if allowed else "types")
    if kind == "value_error":
        message = str(context["error"])
    elif kind in _WANTED:
        message = _WANTED[kind].format(got=_name(detail["input"]), **context)
    else:
        message = detail["msg"]
    return document.problem(Finding(path, message), "types")


def _name(value: Any) -> str:
    if isinstance(value, str):
        return "text" if value else "nothing"
    return "a list" if isinstance(value, list | tuple) else "a mapping"


def _keys_at(model: type[BaseModel], path: FieldPath) -> tuple[str, ...]:
    """The keys that the model allows at ``path``."""
    here: Any = model
    steps = iter(path)
    for step in steps:
        if isinstance(step, str) and isinstance(here, type) and issubclass(here, BaseModel):
            if step not in here.model_fields:
                return ()
            annotation = here.model_fields[step].annotation
            if get_origin(annotation) is Mapping:
                next(steps, None)  # the key that a person chose: links.<key>, absent.<field>
            here = _inner(annotation)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return ()
    return tuple(
        name
        for name, field in here.model_fields.items()
        if not (
            isinstance(field.json_schema_extra, dict) and "x-derived" in field.json_schema_extra
        )
    )


def _inner(annotation: Any) -> Any:
    """The model class inside ``tuple[X, ...]``, ``Mapping[str, X]``, ``X | None`` and the like."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation
    for argument in get_args(annotation):
        found = _inner(argument)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return None
