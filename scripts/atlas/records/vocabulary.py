"""The closed lists of words that records may use, each word with its label and meaning.

``data/vocabulary/<list>.yaml`` holds one list. A field says with :class:`InVocabulary` which list
its words come from; the validator, the JSON Schema and the sites' labels all read that one mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import core_schema

from atlas.printable import shown
from atlas.records.problem import nearest
from atlas.records.scalars import ONE_OR_MANY, Flag, ShortText, Text, Url, wrong

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
Permission = Literal["forbidden", "unclear", "conditional", "permitted"]


class Words(BaseModel):
    """The same thing in both languages; both are required in a vocabulary."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    en: Text
    zh: Text

    def text(self, lang: Language) -> str:
        """The words in ``lang``."""
        return self.en if lang == "en" else self.zh


class Counted(Words):
    """How a number of these is written: ``one`` image, ``en`` images, ``zh`` 张图像."""

    one: Text


class Permits(BaseModel):
    """What a license lets a user do; the strictest reading first (DESIGN section 3)."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    commercial: Permission
    training: Permission
    redistribution: Permission
    derivatives: Permission


class Item(BaseModel):
    """One word of one list. Only some lists use the keys below ``meaning``."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: ShortText
    en: Text
    zh: Text
    meaning: Words
    group: ShortText | None = None
    counted: Counted | None = None
    versioned: Flag = False
    permits: Permits | None = None
    requires: Annotated[tuple[ShortText, ...], *ONE_OR_MANY] = ()
    url: Url | None = None
    spdx: Flag = False
    filter: dict[str, Annotated[tuple[ShortText, ...], *ONE_OR_MANY]] = {}
    #: Chinese words for the same thing that are wrong or avoided (glossary).
    not_zh: Annotated[tuple[ShortText, ...], *ONE_OR_MANY] = ()
    #: How a host wants to be asked (link-hosts): its names, milliseconds between two requests and
    #: requests at once.
    hosts: Annotated[tuple[ShortText, ...], *ONE_OR_MANY] = ()
    gap_ms: Annotated[int, Field(ge=0, le=60_000)] | None = None
    at_once: Annotated[int, Field(ge=1, le=64)] | None = None

    def label(self, lang: Language) -> str:
        """The item's name as a reader sees it."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True)
class Vocabulary:
    """One closed list, in the order of its file."""

    name: str
    items: tuple[Item, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Items by their id."""
        return {item.id: item for item in self.items}

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {item.id.casefold(): item.id for item in self.items}

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        """Everything a contributor may have meant an item by: its id and both labels."""
        spelled = {label: item.id for item in self.items for label in (item.en, item.zh)}
        return {**spelled, **{item.id: item.id for item in self.items}}

    @cached_property
    def wrong_zh(self) -> Mapping[str, Item]:
        """Items by the wrong or avoided Chinese words for them, the longest word first."""
        words = [(word, item) for item in self.items for word in item.not_zh]
        return dict(sorted(words, key=lambda pair: -len(pair[0])))

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each id in the file, from 0."""
        return {item.id: index for index, item in enumerate(self.items)}

    def resolve(self, word: str) -> str:
        """The id written ``word`` in any case (SPDX ids are case-insensitive).

        Raises a validation error with the allowed ids and the nearest one.
        """
        found = self._folded.get(word.casefold())
        if found is not None:
            return found
        close = nearest(word, self._spelled)
        raise wrong(
            f"{shown(word)} is not in data/vocabulary/{self.name}.yaml",
            allowed=tuple(self.by_id),
            did_you_mean=self._spelled[close] if close else None,
        )

    def item(self, identifier: str) -> Item:
        """The item of that id. Raises KeyError when there is none."""
        return self.by_id[identifier]


@dataclass(frozen=True)
class Vocabularies:
    """All the closed lists, by the name of their file."""

    lists: Mapping[str, Vocabulary] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Vocabulary:
        return self.lists[name]

    def __contains__(self, name: str) -> bool:
        return name in self.lists

    def label(self, name: str, identifier: str, lang: Language) -> str:
        """The label of an item; the id itself when the list does not hold it."""
        item = self.lists[name].by_id.get(identifier) if name in self.lists else None
        return item.label(lang) if item else identifier


@dataclass(frozen=True)
class InVocabulary:
    """Marks a text field whose value is an id of ``data/vocabulary/<name>.yaml``.

    The list itself comes in through the validation context (key ``vocabularies``), since it is
    data; without a context the words are taken as they are.
    """

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "x-vocabulary": self.name}

    def _check(self, value: str, info: ValidationInfo) -> str:
        vocabularies: Vocabularies | None = (info.context or {}).get("vocabularies")
        if vocabularies is None:
            return value
        if self.name not in vocabularies:
            where = f"data/vocabulary/{self.name}.yaml"
            raise wrong(f"has no list of words to choose from: {where} is missing")
        return vocabularies[self.name].resolve(value)
