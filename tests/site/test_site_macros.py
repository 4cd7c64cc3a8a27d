"""Macros that any page may call, and what a wrong call says."""

from __future__ import annotations

import subprocess
import sys

import pytest
from mkdocs.exceptions import Abort


def failing(project, caplog):
    with pytest.raises(Abort):
        project.build()
    return caplog.text


def test_a_page_with_a_macro_call_holds_the_finished_table(make_project, html):
    page = '# Video\n\n{{ datasets(modalities="video") }}\n\nAfter.\n'
    site = make_project(pages={"video.md": page, "zh/video.md": page}).build()
    for root, name in (("", "datasets"), ("zh/", "datasets")):
        shown = html(site / root / "video")
        (table,) = shown.all("table")
        links = [(a.text, a.get("href")) for a in table.iter("a")]
        assert links == [("Moving Pictures", f"../{name}/moving-pictures/")]
        assert "After." in shown.body_text
        assert "atlas-stub" not in shown.source


def test_several_tables_on_a_page_have_ids_of_their_own(make_project, html):
    page = '# T\n\n{{ datasets() }}\n\n{{ datasets(roles="training") }}\n'
    shown = html(make_project(pages={"two.md": page}).build() / "two")
    ids = [element.get("id") for element in shown.tree.iter() if element.get("id")]
    assert len(shown.all("table")) == 2
    assert len(ids) == len(set(ids))


def test_a_macro_may_stand_in_a_list_and_after_front_matter(make_project, html):
    page = "---\ndescription: One thing.\n---\n# T\n\n- item\n\n    {{ datasets() }}\n"
    shown = html(make_project(pages={"list.md": page}).build() / "list")
    (item,) = [i for i in shown.all("li") if "item" in "".join(i.itertext())[:12]]
    assert len(list(item.iter("table"))) == 1
    assert shown.meta("description") == "One thing."


def test_counts_stand_in_the_middle_of_a_sentence(make_project, html):
    page = 'There are {{ count() }}, and {{ count(modalities="video") }} with video.'
    shown = html(make_project(pages={"n.md": f"# N\n\n{page}\n"}).build() / "n")
    assert "There are 2, and 1 with video." in shown.body_text


def test_wrong_calls_of_all_pages_are_told_at_once(make_project, caplog):
    pages = {
        "a.md": '# A\n\n{{ datasets(modality="video") }}\n',
        "zh/a.md": '# 甲\n\n{{ datasets(modalities="vidoe") }}\n',
        "b.md": '# B\n\n{{ pointers("qa-imag") }}\n\n{{ count(5) }}\n',
        "c.md": '# C\n\n{{ repository("isues") }} {{ file_link("api.json") }}\n',
    }
    told = failing(make_project(pages=pages), caplog)
    assert "docs/a.md: datasets(…): “modality” is not a filter; allowed: roles, tasks" in told
    assert "did you mean modalities?" in told
    assert "docs/zh/a.md: datasets(…): “vidoe” is not a value of modalities; allowed:" in told
    assert "did you mean video?" in told
    assert "docs/b.md: pointers(…): there is no section “qa-imag”" in told
    assert "did you mean qa-image?" in told
    assert "docs/b.md: count(…): too many positional arguments; use (" in told
    assert "docs/c.md: repository(…): there is no address “isues”; allowed: issues" in told
    assert "did you mean issues?" in told
    assert "allowed: api/v1/datasets.json" in told
    assert "Traceback" not in told


def test_a_macro_inside_a_paragraph_says_where_it_may_stand(make_project, caplog):
    told = failing(make_project(pages={"a.md": "# A\n\nSee {{ datasets() }} here.\n"}), caplog)
    assert "docs/a.md: datasets(…) stands in the middle of a paragraph; put the call on" in told


def test_a_macro_inside_code_says_how_to_show_a_call(make_project, caplog):
    told = failing(make_project(pages={"a.md": "# A\n\n    {{ datasets() }}\n"}), caplog)
    assert "docs/a.md: datasets(…) stands inside code; to show a call" in told


def test_an_unknown_macro_fails_with_a_sentence(make_project, caplog):
    told = failing(make_project(pages={"a.md": "# A\n\n{{ datesets() }}\n"}), caplog)
    assert "docs/a.md: 'datesets' is undefined; macros: datasets, dataset, count" in told
    assert "did you mean datasets?" in told
    assert "Traceback" not in told


def test_a_call_that_cannot_be_read_names_page_and_line(make_project, caplog):
    told = failing(make_project(pages={"a.md": "# A\n\n{{ datasets( }}\n"}), caplog)
    assert "docs/a.md: line 3 of the text: " in told
    assert "Traceback" not in told


def test_records_are_no_variables_of_pages(make_project, caplog):
    told = failing(make_project(pages={"a.md": "# A\n\n{{ catalogue }}\n"}), caplog)
    assert "'catalogue' is undefined" in told


def test_typed_in_a_shell_a_broken_record_ends_the_build_before_it_writes(make_project):
    broken = "name: X\nroles: [evaluate]\nsize: {value: 1_000, unit: videos}\n"
    project = make_project(records={"broken": broken})
    site = project.folder / "site"
    site.mkdir()
    (site / "old.html").write_text("still here", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "data/broken.yaml:2:9: roles[0]: “evaluate” is not in" in done.stderr
    assert "data/broken.yaml:3:15: size.value: " in done.stderr
    assert "nothing was written" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in site.iterdir()] == ["old.html"]


def test_a_dataset_is_named_in_the_middle_of_a_sentence(make_project, html):
    pages = {"a.md": '# A\n\nTake {{ dataset("plain-charts") }}, say.\n'}
    page = html(make_project(pages=pages).build() / "a")
    (sentence,) = [p for p in page.all("p") if "Take" in "".join(p.itertext())]
    assert "".join(sentence.itertext()).split() == ["Take", "Plain", "Charts,", "say."]
    assert next(sentence.iter("a")).get("href") == "../datasets/plain-charts/"
