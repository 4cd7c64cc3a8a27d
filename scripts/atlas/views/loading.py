"""The lines that load a dataset, from the hub addresses that its record links to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from atlas.records.model import Dataset

_HUGGING_FACE = re.compile(r"https://huggingface\.co/datasets/([\w.-]+/[\w.-]+)")
_MODELSCOPE = re.compile(r"https://(?:www\.)?modelscope\.cn/datasets/([\w.-]+/[\w.-]+)")


@dataclass(frozen=True)
class LoadLines:
    """Code for one hub. ``by`` names who put the copy there, when it was not the owner."""

    hub: str
    repository: str
    code: str
    by: str | None


def load_lines(record: Dataset) -> tuple[LoadLines, ...]:
    """One entry a hub repository, the owner's first.

    Shown only for repositories that a reader may load without asking somebody outside the hub:
    where access is withdrawn or was never given, code would promise what is not there. What was
    open until some day is no access today.
    """
    levels = {item.level for item in record.access if not item.until}
    if levels and levels <= {"withdrawn", "not-released"}:
        return ()
    found: dict[tuple[str, str], LoadLines] = {}
    links = [link for link in record.links.values() if link.kind in ("hub", "mirror")]
    for link in sorted(links, key=lambda item: item.by is not None):
        for hub, pattern, template in (
            (
                "Hugging Face",
                _HUGGING_FACE,
                "from datasets import load_dataset\n\ndataset = load_dataset({})",
            ),
            (
                "ModelScope",
                _MODELSCOPE,
                "from modelscope.msdatasets import MsDataset\n\ndataset = MsDataset.load({})",
            ),
        ):
            match = pattern.match(link.url)
            if match and (hub, match.group(1)) not in found:
                # json.dumps quotes the name as Python does, whatever characters it holds.
                code = template.format(json.dumps(match.group(1)))
                found[hub, match.group(1)] = LoadLines(hub, match.group(1), code, link.by)
    return tuple(found.values())
