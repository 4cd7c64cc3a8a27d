"""The rules, one module each, in the order in which a contributor meets them."""

from __future__ import annotations

from atlas.records.rules import (
    absent_or_value,
    characters,
    field_names,
    media_included,
    no_cycles,
    no_repeats,
    parts,
    past_dates,
    plain_bibtex,
    references,
    required_keys,
    right_terms,
    sources,
    sums,
    text_language,
    text_length,
    unique_names,
    urls,
)
from atlas.records.rules.base import CatalogueRule, Context, DocumentRule, RecordRule, Rule
from atlas.records.rules.stages import STAGES

ALL_RULES: tuple[Rule, ...] = (
    required_keys.RULE,
    characters.RULE,
    text_language.RULE,
    right_terms.RULE,
    text_length.RULE,
    past_dates.RULE,
    urls.RULE,
    sources.RULE,
    field_names.RULE,
    absent_or_value.RULE,
    media_included.RULE,
    parts.RULE,
    sums.RULE,
    no_repeats.RULE,
    references.RULE,
    no_cycles.RULE,
    plain_bibtex.RULE,
    unique_names.RULE,
)


#: Every rule by whose name a problem is told: what is judged before the rules comes first.
NAMED_RULES: tuple[Rule, ...] = (*STAGES, *ALL_RULES)


def document_rules() -> tuple[DocumentRule, ...]:
    """Rules about the text values of one file."""
    return tuple(rule for rule in ALL_RULES if isinstance(rule, DocumentRule))


def record_rules() -> tuple[RecordRule, ...]:
    """Rules about one record."""
    return tuple(rule for rule in ALL_RULES if isinstance(rule, RecordRule))


def catalogue_rules() -> tuple[CatalogueRule, ...]:
    """Rules about records among their neighbours."""
    return tuple(rule for rule in ALL_RULES if isinstance(rule, CatalogueRule))


__all__ = [
    "ALL_RULES",
    "NAMED_RULES",
    "Context",
    "Rule",
    "catalogue_rules",
    "document_rules",
    "record_rules",
]
