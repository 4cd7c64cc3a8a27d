"""Whether media come with a dataset is said of the dataset or its media, not of annotations."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.model import Dataset
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import holders
from atlas.records.vocabulary import Words

ABOUT_MEDIA = ("dataset", "media")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each access statement whose ``how`` cannot be about what it covers."""
    for place, holder in holders(record):
        for index, access in enumerate(holder.access):
            if access.how and access.covers not in ABOUT_MEDIA:
                yield Finding(
                    (*place, "access", index, "how"),
                    f"tells whether media are included, but this statement covers {access.covers};"
                    " take it out, or state the media's access by itself (covers: media)",
                )


RULE = RecordRule(
    name="media-included",
    why=Words(
        en="Readers filter by whether images and videos come with the download; an annotation file"
        " has none to include.",
        zh="读者按下载中是否包含图像和视频来筛选；标注文件本身不含媒体。",
    ),
    wrong=("access: {level: open, how: included, covers: annotations, source: paper}",),
    right=(
        "access:\n  - {level: open, covers: annotations, source: paper}\n"
        "  - {level: withdrawn, how: obtain-elsewhere, covers: media, source: paper}",
    ),
    check=check,
)
