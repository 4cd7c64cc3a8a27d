"""What a rule is. Each rule is one module beside this one, listed in the package's ``__init__``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from atlas.records.model import Dataset
from atlas.records.problem import Finding
from atlas.records.reading import Document
from atlas.records.vocabulary import Vocabularies, Words


@dataclass(frozen=True)
class Context:
    """What a rule may know besides the record. ``known`` holds the ids of all files, even broken
    ones, so that one mistake is not reported again by every record that refers to it."""

    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    today: date = date.max
    known: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rule:
    """A name, a sentence that says why, and examples that the documents show and the tests run.

    ``wrong`` and ``right`` hold YAML: each string is one record, to which the tests add what a
    six-key record needs. ``needs`` names the top-level fields without which the rule would say
    something false: where one of them holds a type error already, the rule is not asked.
    """

    name: str
    why: Words
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentRule(Rule):
    """Judges the plain text values of one file, whatever they mean; with ``models`` those of model
    files as well."""

    models: bool = True
    check: Callable[[Document, Context], Iterator[Finding]] = lambda document, context: iter(())


@dataclass(frozen=True)
class RecordRule(Rule):
    """Judges one record by itself."""

    check: Callable[[Dataset, Context], Iterator[Finding]] = lambda record, context: iter(())


@dataclass(frozen=True)
class CatalogueRule(Rule):
    """Judges records among their neighbours; yields (record id, finding)."""

    check_all: Callable[[Mapping[str, Dataset], Context], Iterator[tuple[str, Finding]]] = (
        lambda records, context: iter(())
    )
