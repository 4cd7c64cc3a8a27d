"""What a dataset record is: its fields, their types and what each means, in both languages.

This is the one description of a record. The reader, the JSON Schemas for editors, the field
reference and the contribution form are made from it. DESIGN section 3 gives the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from atlas.records.scalars import (
    ONE_OR_MANY,
    AsOf,
    Flag,
    FullDate,
    Id,
    LongText,
    PartialDate,
    Quantity,
    ShortText,
    Text,
    Url,
)
from atlas.records.vocabulary import InVocabulary, Language

Ref = Annotated[str, Field(min_length=1, max_length=300)]
Refs = Annotated[tuple[Ref, ...], *ONE_OR_MANY]
ShortTexts = Annotated[tuple[ShortText, ...], *ONE_OR_MANY]


def said(en: str, zh: str, **more: Any) -> Any:
    """A field whose meaning is told in both languages; optional unless ``more`` says otherwise."""
    return Field(description=en, json_schema_extra={"x-description-zh": zh}, **more)


def from_text(key: str) -> BeforeValidator:
    """Lets plain text stand for a mapping with only ``key`` (``access: open``)."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Strict(BaseModel):
    """What every piece of a record shares: immutable, and no unknown key."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# Where a folded block of YAML ends a line it puts a space; between two Han characters, and beside
# the punctuation set with them, Chinese has none.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_STOPS = "\u2026\u3001-\u3011\uff01-\uff0f\uff1a-\uff1f"
_SPACE_IN_CHINESE = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])|(?<=[{_STOPS}]) | (?=[{_STOPS}])")


def joined_chinese(text: str) -> str:
    """Chinese ``text`` without the spaces that folding puts where a line ends."""
    return _SPACE_IN_CHINESE.sub("", text)


class Bilingual(Strict):
    """Prose. One language makes it acceptable; the other page then says *translation wanted*."""

    en: Text | None = said("In English", "英文", default=None)
    zh: Text | None = said("In Chinese", "中文", default=None)

    @field_validator("zh")
    @classmethod
    def _join_lines(cls, text: str | None) -> str | None:
        """Take out the spaces that stand where a line of the file ended."""
        return joined_chinese(text) if text else text

    @model_validator(mode="after")
    def _one_at_least(self) -> Bilingual:
        if self.en is None and self.zh is None:
            raise ValueError("holds neither en nor zh; write at least one")
        return self

    def text(self, lang: Language) -> tuple[str, Language]:
        """The words for a page in ``lang``, and the language they really are in."""
        own, other = (self.en, self.zh) if lang == "en" else (self.zh, self.en)
        if own is not None:
            return own, lang
        return str(other), "zh" if lang == "en" else "en"

    def has(self, lang: Language) -> bool:
        """Whether the words exist in ``lang``."""
        return (self.en if lang == "en" else self.zh) is not None


class Link(Strict):
    """An address, and which version of it was read by whom and through what."""

    kind: Annotated[str, InVocabulary("link-kinds")] = said(
        "What stands at the address; the link's key when left out", "该地址是什么；省略时同键名"
    )
    url: Url = said("http or https address", "http 或 https 地址")
    as_of: AsOf | None = said(
        "The commit, date or version that was read", "所读的提交、日期或版本", default=None
    )
    via: Text | None = said(
        "The copy that was really read: `stored` for a stored copy of this address, else a URL",
        "实际读到的副本：同一地址的存档写 `stored`，否则写网址",
        default=None,
    )
    by: ShortText | None = said(
        "Who speaks there, when it is not the dataset's owner",
        "若非数据集所有者，由谁发布",
        default=None,
    )
    label: ShortText | None = said("What to call it in a list", "列表中的名称", default=None)
    until: PartialDate | None = said(
        "When its host says it expires", "其主机声明的失效时间", default=None
    )


def _kind_from_key(links: Any) -> Any:
    """``paper: https://…`` stands for ``paper: {kind: paper, url: https://…}``."""
    if not isinstance(links, dict):
        return links
    full: dict[str, Any] = {}
    for key, link in links.items():
        mapping = {"url": link} if isinstance(link, str) else link
        full[key] = {"kind": key, **mapping} if isinstance(mapping, dict) else mapping
    return full


Links = Annotated[Mapping[Id, Annotated[Link, from_text("url")]], BeforeValidator(_kind_from_key)]


class Statement(Strict):
    """Something a source says, true from ``since`` until ``until``."""

    source: Refs | None = said("The link it was read from", "出处（链接的键）", default=None)
    since: PartialDate | None = said("True from then on", "自何时起", default=None)
    until: PartialDate | None = said("True until then", "至何时止", default=None)
    expect: ShortText | None = said(
        "A short literal that the source shows, watched by the link checker",
        "来源中可见的一小段原文，由链接检查器监视",
        default=None,
    )


class Size(Statement):
    """How much of what the source counts."""

    value: Quantity = said("The number, in plain digits", "数值，只写数字")
    unit: Annotated[str, InVocabulary("units")] = said("What is counted", "计数单位")
    basis: Annotated[str, InVocabulary("bases")] = said(
        "How the number is known", "数字的依据", default="claimed"
    )
    approximate: Flag = said("The source rounds", "来源给出的是约数", default=False)
    at_least: Flag = said("The source says “more than”", "来源说“超过”", default=False)
    per: Annotated[str, InVocabulary("units")] | None = said(
        "For each of these (5 captions per images)", "每一个……（如每张图像 5 条描述）", default=None
    )
    statistic: Annotated[str, InVocabulary("statistics")] | None = said(
        "What of a distribution it is", "是分布的哪个统计量", default=None
    )
    as_of: PartialDate | None = said(
        "When it was counted, for a number that changes", "计数日期（会变化的数字）", default=None
    )
    covers: Annotated[str, InVocabulary("covers")] | None = said(
        "What of the dataset it counts", "计的是数据集的哪一部分", default=None
    )


class License(Statement):
    """Terms that somebody states for the dataset, or for what it ``covers``."""

    id: Annotated[str, Field(min_length=1), InVocabulary("licenses")] = said(
        "Id in the license vocabulary (SPDX where there is one)", "许可证 id（有 SPDX 的用 SPDX）"
    )
    covers: Annotated[str, InVocabulary("covers")] = said(
        "What the statement is about", "这条声明所指的部分", default="dataset"
    )


class Access(Statement):
    """What one must do to get it, and whether the media come with it."""

    level: Annotated[str, InVocabulary("access-levels")] = said("Who can have it", "谁可以取得")
    how: Annotated[str, InVocabulary("access-hows")] | None = said(
        "Whether media are included", "是否包含媒体文件", default=None
    )
    covers: Annotated[str, InVocabulary("covers")] = said(
        "What the statement is about", "这条声明所指的部分", default="dataset"
    )
    format: ShortTexts = said("File formats", "文件格式", default=())
    bytes: Quantity | None = said("Size of the download in bytes", "下载大小（字节）", default=None)


class Creation(Statement):
    """How the annotations came to be."""

    method: Annotated[
        tuple[Annotated[str, InVocabulary("creation-methods")], ...], *ONE_OR_MANY
    ] = said("Ways the annotations were made", "标注的产生方式")
    models: ShortTexts = said(
        "Generating models, as the source names them", "生成模型（按来源的写法）", default=()
    )


class Origin(Statement):
    """Something this was made from, and what was taken from it."""

    id: Id | None = said("Id of its record", "其记录的 id", default=None)
    name: ShortText | None = said(
        "Its name, while it has no record", "尚无记录时写名称", default=None
    )
    url: Url | None = said("Its address, while it has no record", "尚无记录时写地址", default=None)
    relation: Annotated[str, InVocabulary("relations")] | None = said(
        "What was done with it", "如何使用了它", default=None
    )
    takes: Annotated[tuple[Annotated[str, InVocabulary("takes")], ...], *ONE_OR_MANY] = said(
        "What was taken", "取用了什么", default=()
    )
    from_part: Id | None = said("The part it was taken from", "取自哪个部分", default=None)

    @model_validator(mode="after")
    def _id_or_name(self) -> Origin:
        if (self.id is None) == (self.name is None):
            raise ValueError("give either id (it has a record) or name (it has none yet)")
        return self

    @property
    def node(self) -> str:
        """What makes two origins the same one: the id, or the case-folded name."""
        return self.id or str(self.name).casefold()


class Evaluation(Statement):
    """How answers are given and scored."""

    answers: Annotated[tuple[Annotated[str, InVocabulary("answers")], ...], *ONE_OR_MANY] = said(
        "Answer formats", "作答形式", default=()
    )
    scoring: Annotated[tuple[Annotated[str, InVocabulary("scoring")], ...], *ONE_OR_MANY] = said(
        "How answers are scored", "评分方式", default=()
    )
    labels: Annotated[str, InVocabulary("labels")] | None = said(
        "Whether the answers are public", "答案是否公开", default=None
    )


class Member(Strict):
    """A dataset, or a part of one, that a collection is made of."""

    id: Id = said("Id of its record", "其记录的 id")
    from_part: Id | None = said("Only this part of it", "仅取此部分", default=None)


class Citation(Statement):
    """How its owners want it cited."""

    bibtex: LongText = said("BibTeX entry", "BibTeX 条目")


class Note(Bilingual):
    """What a user would regret not knowing."""

    kind: Annotated[str, InVocabulary("note-kinds")] = said("What sort of note", "备注类型")
    about: ShortTexts = said("The fields it is about", "所涉及的字段", default=())
    of: Annotated[tuple[Id, ...], *ONE_OR_MANY] = said(
        "Ids of the records it is about", "所涉及的记录 id", default=()
    )
    source: Refs | None = said("The link it was read from", "出处", default=None)


class Absence(Strict):
    """Why a value is not there: the source is silent, nothing was found, or there is none."""

    why: Annotated[str, InVocabulary("absences")] = said("Which kind of nothing", "哪一种“无”")
    source: Refs | None = said("What was read or searched", "查阅过的来源", default=None)


Roles = Annotated[tuple[Annotated[str, InVocabulary("roles")], ...], *ONE_OR_MANY]
Modalities = Annotated[tuple[Annotated[str, InVocabulary("modalities")], ...], *ONE_OR_MANY]
Tasks = Annotated[tuple[Annotated[str, InVocabulary("tasks")], ...], *ONE_OR_MANY]
Contains = Annotated[tuple[Annotated[str, InVocabulary("contains")], ...], *ONE_OR_MANY]
Tongues = Annotated[tuple[Annotated[str, InVocabulary("languages")], ...], *ONE_OR_MANY]


class Described(Strict):
    """The facts that a whole dataset and a part of one have alike."""

    roles: Roles = said("What its owners publish it for", "发布者给定的用途", default=())
    modalities: Modalities = said("Kinds of media and data", "模态", default=())
    tasks: Tasks = said("What it teaches or tests", "任务", default=())
    contains: Contains = said("What else it holds", "还包含什么", default=())
    languages: Tongues = said("Languages of the text (BCP 47)", "文本语言（BCP 47）", default=())
    released: PartialDate | None = said(
        "When it first became public, as exact as the source",
        "首次公开的时间，精确到来源所给",
        default=None,
    )
    source: Refs | None = said(
        "Inherited by all below that names none", "下面未写出处者沿用", default=None
    )
    sources: Mapping[str, Refs] = said("Exceptions for plain facts", "个别字段的出处", default={})
    size: Annotated[tuple[Size, ...], *ONE_OR_MANY] = said(
        "Sizes, the headline first", "规模，最主要的在前", default=()
    )
    license: Annotated[tuple[Annotated[License, from_text("id")], ...], *ONE_OR_MANY] = said(
        "Every license statement found, each with its source",
        "所有许可证声明，各带出处",
        default=(),
    )
    access: Annotated[tuple[Annotated[Access, from_text("level")], ...], *ONE_OR_MANY] = said(
        "How to get it", "如何取得", default=()
    )
    creation: Annotated[Creation, from_text("method")] | None = said(
        "How the annotations came to be", "标注如何产生", default=None
    )
    derived_from: Annotated[tuple[Annotated[Origin, from_text("id")], ...], *ONE_OR_MANY] = said(
        "What it was made from", "由什么构成", default=()
    )
    evaluation: Evaluation | None = said("How answers are scored", "如何评测", default=None)
    absent: Mapping[str, Absence] = said(
        "Fields that have no value, and why", "没有取值的字段及原因", default={}
    )


class Part(Described):
    """A split, subset, tier, medium or version, with the statements that are about it alone."""

    id: Id = said("Id within the record", "记录内的 id")
    kind: Annotated[str, InVocabulary("part-kinds")] = said("What sort of part", "部分的类型")
    name: ShortText | None = said("Its own name, if it has one", "自有名称（如有）", default=None)
    label: Bilingual | None = said("What it is called in a table", "表格中的称呼", default=None)
    of: Id | None = said("The part it lies in", "所属的部分", default=None)


class Dataset(Described):
    """One dataset, as its file says it; ``id`` is the file's name and stands in no file."""

    name: ShortText = said("The name its owners use", "所有者使用的名称")
    aliases: ShortTexts = said("Other spellings people search for", "其他常见写法", default=())
    summary: Bilingual = said(
        "One or two sentences: what it is, what distinguishes it", "一两句话：是什么、有何特别"
    )
    publishers: ShortTexts = said("Who publishes it", "发布者", default=())
    links: Links = said("Addresses by key", "链接", default={})
    parts: tuple[Part, ...] = said("Splits, subsets, tiers, media, versions", "各部分", default=())
    members: Annotated[tuple[Annotated[Member, from_text("id")], ...], *ONE_OR_MANY] = said(
        "The datasets a collection is made of", "合集的成员", default=()
    )
    citation: Citation | None = said("How to cite it", "引用方式", default=None)
    not_to_be_confused_with: ShortTexts = said("Ids or names", "易混淆者（id 或名称）", default=())
    notes: tuple[Note, ...] = said("What one would regret not knowing", "备注", default=())
    checked: FullDate | None = said("When a person last went over it", "最近核对日期", default=None)

    id: str = Field(exclude=True, json_schema_extra={"x-derived": True})

    @property
    def is_collection(self) -> bool:
        """Whether it is made only of others and has nothing of its own."""
        return bool(self.members)

    def statements(self) -> Iterator[tuple[Part | None, Described]]:
        """The record itself (part None) and each of its parts: all that holds statements."""
        yield None, self
        for part in self.parts:
            yield part, part

    def part(self, identifier: str) -> Part | None:
        """The part of that id, or None."""
        return next((part for part in self.parts if part.id == identifier), None)


class Training(Statement):
    """What a model was trained on, and at which stage."""

    id: Id | None = said("Id of the dataset's record", "数据集记录的 id", default=None)
    name: ShortText | None = said(
        "Its name, while it has no record", "尚无记录时写名称", default=None
    )
    stage: Annotated[str, InVocabulary("training-stages")] | None = said(
        "Stage of training", "训练阶段", default=None
    )
    amount: ShortText | None = said("How much, as the source says", "用量（按来源）", default=None)


class Report(Statement):
    """An evaluation set that the model's owners report on."""

    id: Id = said("Id of the dataset's record", "数据集记录的 id")


class Model(Strict):
    """A model, for what it was trained on and what it reports; it has no page of its own yet."""

    name: ShortText = said("The name its owners use", "所有者使用的名称")
    released: PartialDate | None = said("When it became public", "公开时间", default=None)
    open_weights: Flag | None = said("Whether weights can be had", "权重是否公开", default=None)
    links: Links = said("Addresses by key", "链接")
    source: Refs | None = said("Inherited by all below", "下面未写出处者沿用", default=None)
    trained_on: tuple[Training, ...] = said(
        "Datasets it was trained on", "训练所用数据集", default=()
    )
    reports: tuple[Report, ...] = said("Benchmarks it reports", "报告的基准", default=())
    checked: FullDate | None = said("When a person last went over it", "最近核对日期", default=None)

    id: str = Field(exclude=True, json_schema_extra={"x-derived": True})
