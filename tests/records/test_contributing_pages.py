"""What CONTRIBUTING shows is what happens."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["CONTRIBUTING.md", "CONTRIBUTING.zh.md"]


def block(page: str, kind: str) -> str:
    text = (ROOT / page).read_text(encoding="utf-8")
    (found,) = re.findall(rf"^ *```{kind}\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    return textwrap.dedent(found)


@pytest.mark.parametrize("page", PAGES)
def test_the_worked_example_is_a_valid_record(data, page: str) -> None:
    data.write("chartqa.yaml", block(page, "yaml"))
    assert data.problems() == []


@pytest.mark.parametrize("page", PAGES)
def test_the_mistake_is_told_as_the_page_says(data, page: str) -> None:
    shown = block(page, "text").strip().removeprefix("data/")
    before, after = shown.split("…")
    wrong = before.partition("“")[2].partition("”")[0]
    text = block(page, "yaml").replace("[chart-question-answering]", f"[{wrong}]")
    data.write("chartqa.yaml", text)
    (problem,) = data.problems()
    assert problem.startswith(before)
    assert problem.endswith(after)


def test_both_languages_say_the_same_at_the_same_length() -> None:
    english, chinese = ((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    for what in (r"^#+ ", r"^\d\. ", r"\.venv/bin/atlas [^`]*", r"\]\((?!CONTRIBUTING)[^)]*\)"):
        found = [re.findall(what, text, re.MULTILINE) for text in (english, chinese)]
        assert found[0] == found[1], what
