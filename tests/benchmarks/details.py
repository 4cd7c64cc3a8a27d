"""What synthetic records are made of: words of the vocabularies, weighted as the real records use
them (counted when there were 55 of them)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Weights = Mapping[str, float]


class Kind(NamedTuple):
    """Records about the same media share the tasks that these media allow."""

    weight: float
    modalities: tuple[str, ...]
    tasks: Weights


KINDS = (
    Kind(
        40,
        ("image", "text"),
        {
            "visual-question-answering": 22, "multiple-choice-qa": 11, "visual-reasoning": 9,
            "ocr-question-answering": 8, "chart-question-answering": 7, "image-captioning": 6,
            "visual-instruction-following": 6, "text-recognition": 4, "hallucination-detection": 4,
            "text-detection": 3, "document-question-answering": 3, "image-text-pretraining": 3,
            "multi-image-understanding": 3, "knowledge-question-answering": 2,
            "science-question-answering": 2, "object-detection": 2, "instance-segmentation": 2,
            "text-spotting": 2, "mathematical-reasoning": 2, "multidisciplinary-reasoning": 2,
            "text-rich-image-captioning": 1, "visual-dialogue": 1, "image-classification": 1,
            "image-text-retrieval": 1, "spatial-reasoning": 1, "object-counting": 1,
        },
    ),
    Kind(
        11,
        ("video", "text"),
        {
            "video-captioning": 6, "video-question-answering": 6, "video-text-pretraining": 5,
            "text-to-video-retrieval": 2, "text-to-video-generation": 2, "action-recognition": 2,
            "video-instruction-following": 2, "long-video-understanding": 1,
            "temporal-grounding": 1, "multiple-choice-qa": 1,
        },
    ),
    Kind(
        4,
        ("image", "video", "text"),
        {
            "image-captioning": 2, "video-captioning": 2, "visual-question-answering": 2,
            "video-question-answering": 2, "visual-instruction-following": 1,
            "multi-image-understanding": 1,
        },
    ),
)  # fmt: skip

ROLES = {"training evaluation": 22, "training": 16, "evaluation": 16}
CONTAINS = {
    "boxes": 6, "explanations": 5, "multi-turn": 5, "multi-image": 4, "text-transcriptions": 4,
    "difficulty-levels": 3, "human-checked": 3, "subtitles": 3, "timestamps": 3,
    "synthetic-media": 3, "several-captions": 2, "masks": 2, "transcripts": 2, "negatives": 2,
    "underlying-data": 2, "interleaved": 2, "long-captions": 2, "class-labels": 2,
}  # fmt: skip
LANGUAGES = {"en": 40, "zh": 8, "ja": 1, "ko": 1, "fr": 1, "de": 1, "ar": 1}
UNITS = {
    "questions": 27, "images": 22, "samples": 8, "videos": 6, "qa-pairs": 4, "categories": 4,
    "hours": 4, "clips": 3, "files": 3, "image-text-pairs": 3, "charts": 3, "captions": 3,
    "tasks": 2, "topics": 1,
}  # fmt: skip
LICENSES = {
    "Apache-2.0": 25, "CC-BY-4.0": 18, "MIT": 14, "CC-BY-NC-4.0": 11, "CC-BY-SA-4.0": 9,
    "CC-BY-NC-SA-4.0": 7, "BSD-3-Clause": 4, "GPL-3.0-only": 3, "academic-only": 3,
    "research-only": 3, "openai-terms": 2,
}  # fmt: skip
#: What a second or third license of a record covers.
COVERS = {"dataset": 20, "code": 30, "media": 14, "annotations": 10, "model-output": 2}
ACCESS = {
    "open included": 47, "open obtain-elsewhere": 26, "open urls-only": 10, "open": 14,
    "registration included": 5, "request": 3, "withdrawn": 4, "not-released": 2,
}  # fmt: skip
METHODS = {
    "machine-generated": 32, "found": 15, "crowdsourced": 10, "expert-generated": 7,
    "human-annotated": 6,
}  # fmt: skip
RELATIONS = {"selects": 58, "annotates": 81, "rewrites": 30, "collects": 26, "repackages": 15}
TAKES = {"media annotations": 95, "media": 73, "urls": 28, "annotations": 22}
ANSWERS = {
    "short-answer": 10, "multiple-choice": 9, "open-ended": 7, "caption": 4, "yes-no": 3,
    "number": 3, "bounding-box": 2, "transcription": 2,
}  # fmt: skip
SCORING = {"accuracy": 12, "llm-judge": 6, "vqa-accuracy": 4, "cider": 4, "bleu": 3, "anls": 2}
LABELS = {"public": 7, "hidden": 2, "partial": 2}
NOTE_KINDS = {
    "license": 40, "composition": 30, "count": 23, "caution": 21, "access": 21, "history": 20,
    "disagreement": 18, "hidden-labels": 15, "quality": 13, "contamination": 9,
    "copy-differs": 6, "promised": 5,
}  # fmt: skip
ABSENCES = {"not-stated": 6, "not-found": 3, "none": 1}

#: The parts of a record are the first so many of these.
PARTS = {
    "train": "split", "validation": "split", "test": "split", "human": "subset",
    "machine": "subset", "captions": "subset", "conversation": "subset", "detail": "subset",
    "reasoning": "subset", "short": "tier", "medium": "tier", "long": "tier",
}  # fmt: skip
SUFFIXES = ("QA", "-VQA", "Bench", "Caps", "", "-Video", "Chart", "", "-Doc", "4V", "-100K", "")
ALIAS_WORDS = ("Benchmark", "Dataset", "Corpus", "Collection", "Question Answering")
PUBLISHERS = ("{} University", "University of {}", "{} Research", "{} Institute of Technology")
NAMED_ORIGINS = ("{} Archive", "{} Images", "{}", "{} Web Crawl")


class LinkKind(NamedTuple):
    """How records link to one kind of place; ``by`` tells that others than the owner speak there,
    ``version`` how the version that was read is written."""

    weight: float
    url: str
    version: str = ""
    by: bool = False


#: In ``url``, {} is a name and {n} a number.
LINKS = {
    "home": LinkKind(42, "https://{}.github.io/"),
    "hub": LinkKind(40, "https://huggingface.co/datasets/{}/{}", "commit"),
    "harness": LinkKind(55, "https://github.com/{}/{}/tree/main/tasks/{}", "commit", by=True),
    "discussion": LinkKind(40, "https://github.com/{}/{}/issues/{n}", "date"),
    "mirror": LinkKind(35, "https://huggingface.co/datasets/{}/{}", "commit", by=True),
    "catalogue": LinkKind(33, "https://github.com/{}/{}", "commit", by=True),
    "code": LinkKind(32, "https://github.com/{}/{}", "commit"),
    "leaderboard": LinkKind(20, "https://{}.github.io/leaderboard.html"),
    "paper": LinkKind(15, "https://arxiv.org/abs/{n}.0{n}", "edition"),
    "archive": LinkKind(12, "https://web.archive.org/web/2024{n}/https://{}.org/", "date"),
}
