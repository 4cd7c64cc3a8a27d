"""What the model expects at each place of a file, for the tree that YAML makes of it."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from pydantic import AfterValidator, BaseModel, PlainValidator

from atlas.records import model
from atlas.records.problem import FieldPath
from atlas.records.scalars import parse_flag, parse_quantity
from atlas.records.vocabulary import InVocabulary

#: Classes that one text may stand for, and what of them it is.
SHORTHANDS: Mapping[type[BaseModel], str] = {
    model.Link: "url",
    model.License: "id",
    model.Access: "level",
    model.Creation: "method",
    model.Origin: "id",
    model.Member: "id",
}


@dataclass(frozen=True)
class Shape:
    """What a place holds: ``keys`` of a class, ``values`` under keys that a person chose, ``items``
    (of which one may stand alone), or else text with a meaning."""

    keys: type[BaseModel] | None = None
    values: Shape | None = None
    items: Shape | None = None
    vocabulary: str | None = None
    #: Digits, or true and false: what YAML may read as a number or flag.
    is_plain: bool = False

    def under(self, key: str) -> Shape:
        """The shape of the value of ``key``."""
        if self.values:
            return self.values
        return _field(self.keys, key) if self.keys else Shape()


@dataclass(frozen=True)
class Spot:
    """A node of a file, where it stands and what it should be. ``flow`` tells whether brackets or
    braces are around it."""

    path: FieldPath
    node: Any
    shape: Shape
    flow: bool
    key: Any = None
    #: What the mapping around it is.
    inside: type[BaseModel] | None = None

    @property
    def meaning(self) -> Shape:
        """What its text is: that of a shorthand is the text of the key that it stands for."""
        shape = self.shape.items or self.shape
        if self.text is not None and shape.keys and shape.keys in SHORTHANDS:
            shape = shape.under(SHORTHANDS[shape.keys])
        return shape.items or shape

    @property
    def span(self) -> tuple[int, int]:
        """Where its text begins and ends."""
        return self.node.start_mark.index, self.node.end_mark.index

    @property
    def text(self) -> str | None:
        """The value of a scalar; None for everything else."""
        return str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else None


def spots(text: str, top: type[BaseModel]) -> list[Spot]:
    """Every node of ``text``, which the reader has accepted, outer ones first."""
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    root = yaml.compose(text, Loader=loader)
    return list(_walk(Spot((), root, Shape(keys=top), False)))


def _walk(spot: Spot) -> Iterator[Spot]:
    yield spot
    node, shape = spot.node, spot.shape
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            inner = shape.items or Shape()
            flow = spot.flow or bool(node.flow_style)
            yield from _walk(Spot((*spot.path, index), item, inner, flow, None, spot.inside))
    elif isinstance(node, yaml.MappingNode):
        own = shape.items or shape
        for key, value in node.value:
            name = str(key.value)
            flow = spot.flow or bool(node.flow_style)
            inner = own.under(name)
            yield from _walk(Spot((*spot.path, name), value, inner, flow, key, own.keys))


@cache
def _field(keys: type[BaseModel], key: str) -> Shape:
    field = keys.model_fields.get(key)
    return _shape(field.annotation, tuple(field.metadata)) if field else Shape()


def _shape(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], (*arguments[1:], *metadata))
    if origin in (Union, types.UnionType) and type(None) in arguments:
        return _shape(next(item for item in arguments if item is not type(None)), metadata)
    if origin is tuple:
        return Shape(items=_shape(arguments[0]))
    if origin is Mapping:
        return Shape(values=_shape(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(keys=annotation)
    words = [item.name for item in metadata if isinstance(item, InVocabulary)]
    judges = {item.func for item in metadata if isinstance(item, PlainValidator | AfterValidator)}
    return Shape(
        vocabulary=words[0] if words else None,
        is_plain=bool(judges & {parse_quantity, parse_flag}),
    )
