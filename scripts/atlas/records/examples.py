"""An example of what each field that is not a word of a list may say, for editors and the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from atlas.records import model

_LASTS = {"since": "2024-05", "until": "2025-01-31", "source": "code:README.md", "expect": "21,208"}

#: By class and key.
EXAMPLES: Mapping[type[BaseModel], Mapping[str, Any]] = {
    model.Dataset: {
        "name": "ChartQA",
        "aliases": ["Chart QA"],
        "publishers": ["York University"],
        "released": "2022-03",
        "source": "paper",
        "not_to_be_confused_with": ["chartqapro"],
        "checked": "2026-11-23",
    },
    model.Part: {
        "id": "train",
        "name": "ChartQA-H",
        "of": "human",
        "released": "2022-03-19",
        "source": "paper:Table 2",
    },
    model.Bilingual: {
        "en": "Questions about real charts that need visual and arithmetic reasoning.",
        "zh": "关于真实图表的问题，需要结合视觉与算术推理作答。",
    },
    model.Link: {
        "url": "https://arxiv.org/abs/2203.10244",
        "as_of": "v1",
        "via": "stored",
        "until": "2027-01",
        "by": "LMMs-Lab",
        "label": "Repository of the second version",
    },
    model.Size: {"value": 21208, "as_of": "2024-05-31", **_LASTS},
    model.License: _LASTS,
    model.Access: {"format": ["parquet"], "bytes": 163999, **_LASTS},
    model.Creation: {"models": ["GPT-4V"], **_LASTS},
    model.Origin: {
        "id": "coco",
        "name": "Statista",
        "url": "https://www.statista.com/",
        "from_part": "train-2014",
        **_LASTS,
    },
    model.Member: {"id": "chartqa", "from_part": "train"},
    model.Evaluation: _LASTS,
    model.Citation: {"bibtex": "@inproceedings{masry2022chartqa,\n  title = {…}\n}", **_LASTS},
    model.Note: {
        "about": ["size"],
        "of": ["chartqa"],
        "source": "paper:section 4",
        "en": "A tenth of the test charts also stand in the training set.",
        "zh": "测试图表中有十分之一也出现在训练集里。",
    },
    model.Absence: {"source": "code:README.md"},
    model.Model: {
        "name": "LLaVA-1.5",
        "released": "2023-10",
        "source": "paper",
        "checked": "2026-11-23",
    },
    model.Training: {"id": "chartqa", "name": "LCS-558K", "amount": "558K samples", **_LASTS},
    model.Report: {"id": "mmbench", **_LASTS},
}
