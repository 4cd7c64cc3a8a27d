"""The order in which a record says its keys: what it is, where it is, what it is like, its ends.

Not the order of ``model.py``, where what a dataset and a part have alike stands in one class.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from atlas.records import model

_LASTS = ("since", "until", "source", "expect")
_FACTS = ("size", "license", "access", "creation", "derived_from")
_WORDS = ("roles", "modalities", "tasks", "contains", "languages")

#: The keys of each class that is written with keys, all of them.
ORDER: Mapping[type[BaseModel], tuple[str, ...]] = {
    model.Dataset: (
        "name", "aliases", "summary", "members", *_WORDS, "publishers", "released", "links",
        "source", "sources", *_FACTS, "parts", "evaluation", "citation",
        "not_to_be_confused_with", "notes", "absent", "checked",
    ),
    model.Part: (
        "id", "kind", "of", "name", "label", *_WORDS, "released", "source", "sources", *_FACTS,
        "evaluation", "absent",
    ),
    model.Bilingual: ("en", "zh"),
    model.Link: ("kind", "url", "as_of", "via", "until", "by", "label"),
    model.Size: (
        "value", "unit", "per", "covers", "approximate", "at_least", "basis", "statistic",
        "as_of", *_LASTS,
    ),
    model.License: ("id", "covers", *_LASTS),
    model.Access: ("level", "how", "covers", "format", "bytes", *_LASTS),
    model.Creation: ("method", "models", *_LASTS),
    model.Origin: ("id", "name", "url", "from_part", "relation", "takes", *_LASTS),
    model.Member: ("id", "from_part"),
    model.Evaluation: ("answers", "scoring", "labels", *_LASTS),
    model.Citation: ("bibtex", *_LASTS),
    model.Note: ("kind", "about", "of", "source", "en", "zh"),
    model.Absence: ("why", "source"),
    model.Model: (
        "name", "released", "open_weights", "links", "source", "trained_on", "reports", "checked",
    ),
    model.Training: ("id", "name", "stage", "amount", *_LASTS),
    model.Report: ("id", *_LASTS),
}  # fmt: skip
