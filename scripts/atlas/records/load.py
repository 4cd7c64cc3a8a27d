"""The one way in: a data folder → all its records, or all of its problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from atlas.records.cache import RecordCache
from atlas.records.folder import record_files
from atlas.records.model import Dataset, Model
from atlas.records.problem import Finding, Problem
from atlas.records.reading import Document, read_document
from atlas.records.rules import Context, catalogue_rules, document_rules, record_rules, urls
from atlas.records.validation import validate
from atlas.records.vocabulary import Item, Vocabularies, Vocabulary

R = TypeVar("R", bound=BaseModel)

#: After so many problems in one file the rest is only counted.
MAX_PROBLEMS = 50


@dataclass
class LoadResult:
    """What a data folder holds. ``records`` and ``models`` are whole only without problems."""

    data_dir: Path
    records: dict[str, Dataset] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    problems: list[Problem] = field(default_factory=list)

    def path(self, identifier: str) -> Path:
        """The file of the dataset record of that id."""
        return self.data_dir / f"{identifier}.yaml"

    def document(self, identifier: str) -> Document:
        """A record's file read again, for the places of its values."""
        path = self.path(identifier)
        return read_document(path, path.read_bytes())


def load_all(
    data_dir: Path,
    *,
    today: date | None = None,
    only: Iterable[Path] | None = None,
    cache: RecordCache | None = None,
) -> LoadResult:
    """Read and judge everything in ``data_dir``.

    ``today`` (default: the clock) is what "in the future" is measured by. With ``only``, problems
    of other files are left out, though all are read: a record is judged among its neighbours. A
    broken vocabulary is always told, since nothing can be judged without it. ``cache`` knows files
    that held no problem when they were read before. It takes for
    granted that days go on, so it is not asked where ``today`` is given.
    Never raises for what the files hold; I/O errors become problems.
    """
    result = LoadResult(data_dir)
    result.vocabularies = _vocabularies(data_dir / "vocabulary", result.problems)
    broken_vocabulary = bool(result.problems)
    cache = cache if today is None and not broken_vocabulary else None
    if cache:
        cache.start(data_dir / "vocabulary")
    context = Context(result.vocabularies, today or date.today())
    known: set[str] = set()
    partial: dict[str, frozenset[str]] = {}
    documents: dict[str, Document] = {}
    if not broken_vocabulary:
        for path in record_files(data_dir, result.problems, top=True):
            known.add(path.stem)
            record, broken, problems = _record(Dataset, path, context, cache)
            result.problems += problems
            if record is not None:
                result.records[path.stem] = record
                partial[path.stem] = broken
        for path in record_files(data_dir / "models", result.problems):
            model, _, problems = _record(Model, path, context, cache)
            result.problems += problems
            if model is not None:
                result.models[path.stem] = model
        context = Context(context.vocabularies, context.today, frozenset(known))
        for rule in catalogue_rules():
            usable = {
                key: record
                for key, record in result.records.items()
                if not partial[key] & set(rule.needs)
            }
            for identifier, finding in rule.check_all(usable, context):
                if identifier not in documents:
                    documents[identifier] = result.document(identifier)
                result.problems.append(documents[identifier].problem(finding, rule.name))
    if cache:
        cache.finish()
    if only is not None and not broken_vocabulary:
        wanted = {path.resolve() for path in only}
        result.problems = [item for item in result.problems if item.path.resolve() in wanted]
    result.problems.sort(key=lambda item: (item.path, item.line, item.column, item.field))
    result.problems = list(_bounded(result.problems))
    return result


def _bounded(problems: list[Problem]) -> Iterator[Problem]:
    """The first problems of each file, and one that counts the rest of it."""
    for _, of_file in groupby(problems, key=lambda item: item.path):
        told = list(of_file)
        yield from told[:MAX_PROBLEMS]
        more = len(told) - MAX_PROBLEMS
        if more > 0:
            first = told[MAX_PROBLEMS]
            what = f"and {more} more {'problem' if more == 1 else 'problems'} in this file"
            yield Problem(first.path, first.line, first.column, "", what)


def _record(
    model: type[R], path: Path, context: Context, cache: RecordCache | None
) -> tuple[R | None, frozenset[str], list[Problem]]:
    content = _content(path)
    if cache and isinstance(content, bytes):
        known = cache.get(path, content)
        if isinstance(known, model):
            return known, frozenset(), []
    document = _read(path, content)
    record, broken = validate(model, document, path.stem, context.vocabularies)
    if document.data is not None:
        for rule in document_rules():
            if model is not Dataset and not rule.models:
                continue
            for finding in rule.check(document, context):
                document.problems.append(document.problem(finding, rule.name))
    if isinstance(record, Dataset):
        for judge in record_rules():
            if not broken & set(judge.needs):
                for finding in judge.check(record, context):
                    document.problems.append(document.problem(finding, judge.name))
    elif isinstance(record, Model) and "links" not in broken:
        for finding in urls.check_model(record):
            document.problems.append(document.problem(finding, urls.RULE.name))
    if document.problems:
        return record, broken, document.problems
    if cache and isinstance(content, bytes) and isinstance(record, Dataset | Model):
        cache.put(path, content, record)
    return record, broken, document.problems


def _content(path: Path) -> bytes | OSError:
    try:
        return path.read_bytes()
    except OSError as error:
        return error


def _read(path: Path, content: bytes | OSError, *, top: type = dict) -> Document:
    if isinstance(content, bytes):
        return read_document(path, content, top=top)
    document = Document(path)
    document.problems.append(
        document.problem(Finding((), f"cannot be read: {content.strerror}"), "files")
    )
    return document


def _vocabularies(folder: Path, problems: list[Problem]) -> Vocabularies:
    """The closed lists; a list with a mistake is reported and judges no record."""
    lists: dict[str, Vocabulary] = {}
    adapter = TypeAdapter(tuple[Item, ...])
    for path in record_files(folder, problems):
        # Like a record, but a list at the top and a larger file.
        document = _read(path, _content(path), top=list)
        problems += document.problems
        if document.problems:
            continue
        try:
            items = adapter.validate_python(document.data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                message = str(detail.get("ctx", {}).get("sentence", detail["msg"]))
                problems.append(document.problem(Finding(detail["loc"], message), "vocabulary"))
            continue
        seen: Mapping[str, int] = {}
        for index, item in enumerate(items):
            if item.id.casefold() in seen:
                problems.append(
                    document.problem(Finding((index, "id"), "stands twice"), "vocabulary")
                )
            seen = {**seen, item.id.casefold(): index}
        lists[path.stem] = Vocabulary(path.stem, items)
    return Vocabularies(lists)
