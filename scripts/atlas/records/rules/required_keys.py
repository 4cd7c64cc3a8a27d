"""The smallest record has six keys; a collection needs three, the rest comes from its members."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.problem import Finding
from atlas.records.reading import Document
from atlas.records.rules.base import Context, DocumentRule
from atlas.records.vocabulary import Words

#: name and summary are required by the model itself.
KEYS = ("roles", "modalities", "tasks", "links")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each missing key, placed at the record's first line."""
    if document.data.get("members"):
        return
    for key in KEYS:
        if not document.data.get(key):
            what = "is missing" if key not in document.data else "is empty"
            yield Finding((key,), f"{what}; a record needs it (a collection needs members instead)")


RULE = DocumentRule(
    name="required-keys",
    why=Words(
        en="With these six keys a reader can find the dataset and go there; everything else may"
        " come later.",
        zh="有了这六个键，读者就能找到数据集并前往获取；其余内容可以以后补充。",
    ),
    wrong=("roles: []",),
    right=("roles: [training]",),
    check=check,
    models=False,
)
