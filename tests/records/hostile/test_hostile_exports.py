"""Accepted text stands literally in every page of a record and in every file made of records."""

from __future__ import annotations

import csv
import io
import json
import time
import tracemalloc
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
import yaml
from corpus import ACCEPTED

from atlas.catalogue import Catalogue
from atlas.exports import table_data
from atlas.exports.api import datasets_json
from atlas.exports.badge import badge
from atlas.exports.record_file import record_file
from atlas.exports.wanted import wanted
from atlas.records import Dataset
from atlas.records.vocabulary import LANGUAGES
from atlas.site.datasets import dataset_content

ROOT = Path(__file__).resolve().parents[3]
#: Each is the name of one record, and stands wherever else a record holds a short text.
TEXTS = list({unicodedata.normalize("NFKC", text): text for text in ACCEPTED}.values())


#: What Markdown would make a page of.
BLOCKS = """\
# heading {: #taken onclick=alert(1) }

| a | b |
|---|---|
| c | d |

```python
fence
```

--8<-- "mkdocs.yml"

- list
    1. of lists

> quoted [^1] [link][ref]

[^1]: note
[ref]: javascript:alert(1)

<div markdown onclick="alert(1)">*{{ 7*7 }}*</div>
"""


def record(number: int, text: str) -> dict[str, Any]:
    return {
        "name": text,
        "aliases": [f"{text} alias {number}"],
        "summary": {
            "en": f"Questions about charts, each with one answer, called {number!a}: {latin(text)}",
            "zh": f"关于网络图表的问题，每题配有一个答案，名为：{text}",
        },
        "publishers": [text],
        "links": {
            "paper": {"url": "https://arxiv.org/abs/2203.10244", "label": text, "by": text},
        },
        "source": "paper",
        "access": {"level": "open", "format": [text], "source": "paper"},
        "parts": [{"id": "part", "kind": "subset", "name": f"{text} part {number}"}],
        "notes": [
            {"kind": "caution", "en": f"Mind this: {latin(text)}", "zh": f"注意：{text}"},
            {"kind": "count", "en": BLOCKS, "zh": f"请注意\n\n{BLOCKS}"},
        ],
        "citation": {"bibtex": f"@misc{{a{number}, note = {{{citable(text)}}}}}"},
    }  # fmt: skip


def latin(text: str) -> str:
    """English prose holds no Chinese but in quotation marks."""
    return f"“{text}”"


def citable(text: str) -> str:
    """A citation's braces match, and TeX is not told to do anything."""
    return "".join("" if one in "{}\\^" else one for one in text)


@pytest.fixture
def hostile(data) -> Catalogue:
    for number, text in enumerate(TEXTS):
        content = record(number, text)
        data.add(yaml.safe_dump(content, allow_unicode=True, width=9999), f"case-{number}")
    return data.catalogue()


def each(catalogue: Catalogue) -> Iterator[tuple[str, Dataset]]:
    for number, text in enumerate(TEXTS):
        yield text, catalogue.datasets[f"case-{number}"].record


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_show_it_and_make_nothing_of_it(hostile, looks, lang) -> None:
    site = looks.site(hostile)
    shapes = set()
    for text, given in each(hostile):
        source = dataset_content(site, hostile.datasets[given.id], lang)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(source)
        shown = one_line("".join(tree.find("body").itertext()))
        assert "".join(tree.find(".//h1").itertext()) == text
        for said in (
            given.summary.text(lang)[0], given.aliases[0], given.parts[0].name,
            given.publishers[0], given.access[0].format[0],
            *(getattr(note, lang) for note in given.notes),
        ):  # fmt: skip
            assert one_line(said) in shown, (text, said)
        assert "".join(tree.find(".//pre/code").itertext()).strip() == given.citation.bibtex.strip()
        shapes.add(tuple(item.tag for item in tree.iter()))
    # Whatever the text, the page is the same page.
    assert len(shapes) == 1


def test_the_api_gives_it_back(hostile) -> None:
    given = json.loads("".join(datasets_json(hostile, "https://atlas.example/")))
    by_id = {one["id"]: one for one in given["datasets"]}
    for text, one in each(hostile):
        out = by_id[one.id]
        assert (out["name"], out["publishers"], out["aliases"]) == (text, [text], [*one.aliases])
        assert out["access"][0]["format"] == [text]
        assert out["parts"][0]["name"] == one.parts[0].name
        assert out["citation"]["bibtex"] == one.citation.bibtex


def test_the_form_gets_it_back(hostile, data) -> None:
    for text, one in each(hostile):
        written = (data.folder / f"{one.id}.yaml").read_text(encoding="utf-8")
        file = json.loads(record_file(one, written))
        assert file["text"] == written
        assert file["data"]["name"] == text
        assert file["data"]["publishers"] == [text]


def names_in(core: dict[str, Any]) -> list[str]:
    """As data.js reads them: each says how much of the one before it begins with."""
    symbols = {table_data.symbol(number): number for number in range(90)}
    names: list[str] = []
    for piece in core["names"][1:].split(core["names"][0]):
        names.append((names[-1] if names else "")[: symbols[piece[0]]] + piece[1:])
    return names


def test_the_tables_data_hold_it(hostile) -> None:
    rows = table_data.in_rows(hostile)
    expected = [entry.name for entry in rows]
    core, more, take = (
        json.loads(table_data.as_json(make(hostile)))
        for make in (table_data.core, table_data.more, table_data.take)
    )
    assert names_in(core) == expected
    publishers = more["publishers"].replace(table_data.STANDS_FOR_BAR, "|").split("\n")
    assert publishers == expected
    for lang in LANGUAGES:
        said = json.loads(table_data.as_json(table_data.summaries(hostile, lang)))["text"]
        assert said.split("\n") == [one_line(one.record.summary.text(lang)[0]) for one in rows]
    assert [take["bibtex"][str(row)] for row in range(len(rows))] == [
        one.record.citation.bibtex for one in rows
    ]


def test_wanted_names_are_only_text(hostile, data) -> None:
    other = [f"{text} wanted" for text in TEXTS]
    file = io.StringIO(newline="")
    lines = csv.writer(file)
    lines.writerow(("name", "links", "lists"))
    lines.writerows((name, "javascript:alert(1) https://example.org/a", "a;b") for name in other)
    path = data.write("wanted.csv", file.getvalue())
    found = wanted(hostile, path)
    assert [name for name, _, _ in found] == other
    assert {links[0] for _, _, links in found} == {"https://example.org/a"}


def test_a_badge_shows_it(hostile) -> None:
    for text, _ in each(hostile):
        image = ElementTree.fromstring(badge(text))
        assert text in "".join(image.itertext())
        assert {item.tag.partition("}")[2] for item in image.iter()} == {
            "svg", "title", "rect", "path", "g", "text",
        }  # fmt: skip


def test_data_inside_a_page_cannot_end_its_script(looks) -> None:
    """The one piece of JSON in pages: paths of ours today, and escaped whatever it holds."""
    text = "</script><script>alert(1)</script><!--"
    line = '<script id="atlas-data" type="application/json">{{ atlas.data | tojson }}</script>'
    assert line in (ROOT / "overrides" / "main.html").read_text(encoding="utf-8")
    out = looks.templates.from_string(line).render(atlas=SimpleNamespace(data={"a": text}))
    (script,) = html5lib.parse(out, namespaceHTMLElements=False).iter("script")
    assert json.loads(script.text) == {"a": text}


def test_the_largest_file_makes_its_pages_and_data_soon(data, looks) -> None:
    """As many names, parts and notes as 64 KiB hold, in a process that has no other work."""
    content = record(0, "<b>{{ 7*7 }}</b>") | {
        "aliases": [f"<i>{number}</i>" for number in range(1200)],
        "parts": [
            {"id": f"p-{number}", "kind": "subset", "name": f"{{% x %}} {number}"}
            for number in range(900)
        ],
    }  # fmt: skip
    six = {"roles": ["training"], "modalities": ["image"], "tasks": ["chart-question-answering"]}
    text = yaml.safe_dump({**six, **content}, allow_unicode=True, width=9999)
    assert 40_000 < len(text.encode()) < 65_536
    data.write("example.yaml", text)
    started = time.process_time()
    tracemalloc.start()
    catalogue = data.catalogue()
    site = looks.site(catalogue)
    for lang in LANGUAGES:
        page = dataset_content(site, catalogue.datasets["example"], lang)
        assert "<b>" not in page
        assert len(page) < 2_000_000
    table_data.as_json(table_data.more(catalogue))
    "".join(datasets_json(catalogue, "https://atlas.example/"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - started < 20
    assert peak < 100_000_000
