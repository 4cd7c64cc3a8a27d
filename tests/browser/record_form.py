"""What tests of the contribution form share: opening it, filling it, judging its file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from atlas.records import load_all
from browser.project import CHECKOUT
from browser.reading import Reader

SUMMARY = (
    "Questions about posters in shop windows, each with one answer that was written by people."
)
CHINESE = "关于商店橱窗海报的问题，每题配有一个由人撰写的答案。"

#: Words of the form in both languages: (name, summary, roles, modalities, tasks, address).
LABELS = {
    "en": ("Name", "What it is", "evaluation", "image", "document question answering", "Address"),
    "zh": ("名称", "简介", "评测", "图像", "文档问答", "网址"),
}
TEXTS = {"en": SUMMARY, "zh": CHINESE}


def form(reader: Reader, lang: str = "en", query: str = "", page: Page | None = None) -> Page:
    page = reader.open(f"{'zh/' if lang == 'zh' else ''}contribute/{query}", page=page)
    page.locator("[data-atlas-form][data-ready]").wait_for()
    return page


def fill_six(page: Page, lang: str = "en", name: str = "Window Posters") -> None:
    labels, needed = LABELS[lang], page.locator(".atlas-needed")
    page.get_by_label(labels[0], exact=True).fill(name)
    page.get_by_label(labels[1], exact=True).first.fill(TEXTS[lang])
    for word in labels[2:5]:
        choice = needed.locator(".atlas-choices label", has_text=re.compile(rf"^\s*{word}"))
        choice.first.locator("input").check()
    needed.get_by_label(labels[5], exact=True).fill("https://arxiv.org/abs/2203.10244")
    expect(page.locator(".atlas-form-state")).to_have_attribute("data-state", "good")


def text_of(page: Page) -> str:
    return page.locator(".atlas-form-file code").text_content() or ""


def judged(text: str, identifier: str, folder: Path) -> list[str]:
    """What the Atlas's own check says of the file among no others."""
    shutil.copytree(CHECKOUT / "data" / "vocabulary", folder / "vocabulary", dirs_exist_ok=True)
    (folder / f"{identifier}.yaml").write_text(text, encoding="utf-8")
    return [problem.text() for problem in load_all(folder).problems]
