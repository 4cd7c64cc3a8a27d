"""The meanings that text may have: numbers, dates, yes or no, versions. One type a meaning.

YAML's own guesses are not used (``1_000``, ``0x10``, ``190:20:30`` and ``1e5`` are numbers in one
YAML version or another, and none is what a contributor meant), so each type says what it accepts.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from atlas.printable import shown

_QUANTITY = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_VERSION = re.compile(r"[vV]?[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}")

#: Pattern of record, part and link ids: lower-case ASCII words joined by hyphens.
ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def wrong(message: str, **context: Any) -> PydanticCustomError:
    """A validation error whose sentence and ``allowed`` words reach the contributor as they are."""
    return PydanticCustomError("atlas", "{sentence}", {"sentence": message, **context})


def parse_quantity(value: Any) -> int | float:
    """``"21208"`` → 21208, ``"2.5"`` → 2.5.

    Raises a validation error for anything but plain decimal digits: separators, exponents, signs,
    leading zeros and other bases are refused rather than guessed at.
    """
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise wrong(
            f"{_what(value)} is not a plain number; write digits only, such as 163999 or 2.5"
        )
    return float(value) if "." in value else int(value)


def parse_partial_date(value: Any) -> str:
    """A year, year-month or full date that exists, unchanged.

    Raises a validation error for other spellings and for days that no calendar has.
    """
    found = _PARTIAL_DATE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise wrong(f"{_what(value)} is not a date; write 2023, 2023-02 or 2023-02-28")
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise wrong(f"{_what(value)} is a date that does not exist") from error
    return str(value)


def parse_full_date(value: Any) -> str:
    """A day, unchanged (``2026-11-23``). Raises a validation error for anything less exact."""
    text = parse_partial_date(value)
    if len(text) != len("2026-11-23"):
        raise wrong(f"{_what(value)} is not a full date; write it as 2026-11-23")
    return text


def parse_flag(value: Any) -> bool:
    """``"true"`` or ``"false"``. Raises a validation error for ``yes``, ``on`` and the rest."""
    if value == "true":
        return True
    if value == "false":
        return False
    raise wrong(f"{_what(value)} is neither true nor false", allowed=("true", "false"))


def parse_as_of(value: Any) -> str:
    """The version that was read: a commit (7–40 hex digits), a date, or a version (``v2``)."""
    if isinstance(value, str) and (_COMMIT.fullmatch(value) or _VERSION.fullmatch(value)):
        return value
    try:
        return parse_partial_date(value)
    except PydanticCustomError as error:
        raise wrong(
            f"{_what(value)} does not name a version; write the commit (7 or more hex digits),"
            " a date such as 2024-05-01, or a version such as v2"
        ) from error


def parse_id(value: Any) -> str:
    """An id, unchanged. Raises a validation error that says how ids are written."""
    if not isinstance(value, str) or not re.fullmatch(ID_PATTERN, value) or len(value) > 80:
        raise wrong(f"{_what(value)} is not an id; ids are lower-case words joined by hyphens")
    return value


def as_list(value: Any) -> Any:
    """One value stands for a list of one (``source: paper``)."""
    return value if isinstance(value, list | tuple) else [value]


def _what(value: Any) -> str:
    if isinstance(value, str):
        return shown(value) if value else "an empty value"
    return "a list" if isinstance(value, list) else "a mapping"


class _OneOrMany:
    """Says in the JSON Schema that an item may stand alone instead of in a list."""

    def __get_pydantic_json_schema__(
        self, core_schema: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core_schema)
        return {"anyOf": [schema.get("items", {}), schema]}


#: Put into ``Annotated[tuple[X, ...], *ONE_OR_MANY]``.
ONE_OR_MANY = (BeforeValidator(as_list), _OneOrMany())

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20000)]
Url = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Id = Annotated[
    str, AfterValidator(parse_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"})
]
Quantity = Annotated[
    int | float, PlainValidator(parse_quantity), WithJsonSchema({"type": "number", "minimum": 0})
]
Flag = Annotated[bool, PlainValidator(parse_flag), WithJsonSchema({"type": "boolean"})]
# A bare year is a number to an editor's YAML parser, hence the two types in the schemas.
PartialDate = Annotated[
    str,
    AfterValidator(parse_partial_date),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    ),
]
FullDate = Annotated[
    str,
    AfterValidator(parse_full_date),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
AsOf = Annotated[str, AfterValidator(parse_as_of), WithJsonSchema({"type": ["string", "number"]})]
