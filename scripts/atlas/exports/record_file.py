"""A record as the form edits it: the file's text, and what it says.

The text is what stays as it is written, comments included; the data saves the browser a reader of
YAML, and was judged by ours.
"""

from __future__ import annotations

import json
from typing import Any

from atlas.records.model import Dataset

#: Where they stand, from the site's root.
FOLDER = "assets/records"


def record_data(record: Dataset) -> dict[str, Any]:
    """What the record says and nothing that goes without saying: lists as lists, statements as
    mappings."""
    return record.model_dump(mode="json", exclude_defaults=True)


def record_file(record: Dataset, text: str) -> str:
    """The file for one record whose YAML is ``text``."""
    return json.dumps({"text": text, "data": record_data(record)}, ensure_ascii=False)
