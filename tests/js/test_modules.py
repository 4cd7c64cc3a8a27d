"""Runs the unit tests of the site's ES modules (``*.test.mjs`` beside this file) in Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.facets import FACETS, PERMITS
from atlas.catalogue.history import History
from atlas.catalogue.status import VERIFIED_FIELDS, missing
from atlas.exports import table_data
from atlas.exports.form_data import form_data
from atlas.exports.record_file import record_data
from atlas.fix.fixed import Knowledge, fixed
from atlas.records import load_all
from atlas.records.load import LoadResult
from atlas.records.model import Dataset
from atlas.records.reading import read_document
from atlas.records.rules import ALL_RULES
from atlas.records.rules.stages import KEYS, TYPES
from atlas.records.rules.stages import VOCABULARY as WORDS
from atlas.records.vocabulary import LANGUAGES
from atlas.site.words import read_words
from browser import chromium

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ASSETS = ROOT / "overrides" / "assets" / "atlas"
BENCHMARKS = ROOT / "tests" / "benchmarks"
TODAY = date(2026, 11, 24)
#: Synthetic records among which names are looked for.
MADE = 1000


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules in a folder that says they are modules; the site says so in its HTML."""
    folder = tmp_path_factory.mktemp("modules")
    for path in ASSETS.rglob("*.js"):
        copy = folder / path.relative_to(ASSETS)
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(path, copy)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    shutil.copytree(ASSETS.parent / "vendor", folder / "vendor")
    return folder


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the form reads, every record as it edits them, and the examples of the rules."""
    folder = tmp_path_factory.mktemp("form")
    loaded = load_all(ROOT / "data", today=date.max)
    words = read_words()
    for lang in LANGUAGES:
        said = {key: words[lang][key] for key in words[lang]}
        content = form_data(loaded.vocabularies, lang, said)
        (folder / f"form-{lang}.json").write_text(json.dumps(content), encoding="utf-8")
    records = {
        key: {
            "text": loaded.path(key).read_text(encoding="utf-8"),
            "data": record_data(record),
        }
        for key, record in loaded.records.items()
    }
    (folder / "records.json").write_text(json.dumps(records), encoding="utf-8")
    (folder / "verified.json").write_text(json.dumps(list(_gaps(loaded))), encoding="utf-8")
    (folder / "examples.json").write_text(json.dumps(list(_examples(loaded))), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables' data files of the project's records and of synthetic ones, and for the first
    what the catalogue says of each row."""
    folder = tmp_path_factory.mktemp("tables")
    real = _catalogue(ROOT / "data")
    _write(folder, "real", real)
    (folder / "real-rows.json").write_text(json.dumps(list(_rows(real))), encoding="utf-8")
    made = folder / "data"
    subprocess.run(
        [sys.executable, str(BENCHMARKS / "synthetic.py"), str(MADE), str(made)], check=True
    )
    _write(folder, "made", _catalogue(made))
    return folder


@pytest.mark.parametrize("tests", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.stem)
def test_module(tests: Path, modules: Path, request: pytest.FixtureRequest) -> None:
    env = {**os.environ, "ATLAS_MODULES": modules.as_uri()}
    if tests.name.startswith("table-"):
        env["ATLAS_TABLES"] = request.getfixturevalue("tables").as_uri()
    if tests.name.startswith("form-"):
        env["ATLAS_FORM"] = request.getfixturevalue("form").as_uri()
    done = subprocess.run(
        [chromium.node(), "--test", "--test-reporter=spec", str(tests)],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Node calls a file without tests one test that has passed, named like the file.
    assert tests.name not in done.stdout, done.stdout


def _catalogue(data: Path) -> Catalogue:
    """What is wrong with the records is not the matter here."""
    return build(load_all(data), History(), TODAY)


def test_files_of_the_form_say_what_was_meant(modules: Path, form: Path, tmp_path: Path) -> None:
    """The form's YAML, read by our reader, is the record again: of all records, and of texts that
    YAML would take for something else."""
    env = {"ATLAS_MODULES": modules.as_uri(), "ATLAS_FORM": form.as_uri()}
    script = [chromium.node(), str(HERE / "write-files.mjs"), str(tmp_path)]
    done = subprocess.run(script, env={**os.environ, **env}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    shutil.copytree(ROOT / "data" / "vocabulary", tmp_path / "records" / "vocabulary")
    written = load_all(tmp_path / "records", today=date.max)
    assert [problem.text() for problem in written.problems] == []
    expected = load_all(ROOT / "data", today=date.max).records
    assert written.records.keys() == expected.keys()
    for key, record in expected.items():
        assert _trimmed(written.records[key]) == _trimmed(record), key

    # What the form writes, atlas fix leaves alone.
    known = Knowledge(written.vocabularies)
    for path in sorted((tmp_path / "records").glob("*.yaml")):
        content = path.read_bytes()
        assert fixed(content, path.stem, known).content.decode() == content.decode()

    shutil.copytree(ROOT / "data" / "vocabulary", tmp_path / "edited" / "vocabulary")
    edited = load_all(tmp_path / "edited", today=date.max)
    for path in sorted((tmp_path / "edited").glob("*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))
        assert record_data(edited.records[path.stem]) == wanted, path.stem

    for path in sorted((tmp_path / "texts").glob("*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))
        file = path.with_suffix(".yaml")
        read = read_document(file, file.read_bytes())
        assert [problem.text() for problem in read.problems] == []
        assert read.data == wanted, file.read_text(encoding="utf-8")
        # Other readers guess what a plain word is; none may guess wrong.
        assert yaml.safe_load(file.read_text(encoding="utf-8")) == wanted


def _trimmed(record: Dataset) -> dict[str, Any]:
    """The record; white space at the end of a line of BibTeX is nobody's meaning."""
    said = record.model_dump()
    if said["citation"]:
        lines = said["citation"]["bibtex"].splitlines()
        said["citation"]["bibtex"] = "\n".join(line.rstrip() for line in lines)
    return said


def _gaps(loaded: LoadResult) -> Iterator[dict[str, Any]]:
    """Records that lack something, and what of it stands between them and *verified*."""
    for record in list(loaded.records.values())[::7]:
        taken = [{}, *({field: Dataset.model_fields[field].default} for field in VERIFIED_FIELDS)]
        undated = {
            key: link.model_copy(update={"as_of": None}) for key, link in record.links.items()
        }
        taken += [{"absent": {}}, {"checked": None}, {"links": undated}, {"parts": ()}]
        for update in taken:
            less = record.model_copy(update=update)
            if not less.is_collection:
                wanted = list(missing(less, loaded.vocabularies))
                yield {"record": record_data(less), "missing": wanted}


#: Six keys that an example of a rule may lack, as tests/records/rules has them.
SIX_KEYS = """\
name: Example
summary:
  en: Questions about charts drawn from the web, each with one answer.
roles: [training]
modalities: [image, text]
tasks: [chart-question-answering]
links:
  paper: https://arxiv.org/abs/2203.10244
"""


def _examples(loaded: LoadResult) -> Iterator[dict[str, Any]]:
    """The examples of each rule as the form holds them: (rule, whether right, record). What is
    told of files and of YAML cannot come from the form."""
    for rule in (KEYS, TYPES, WORDS, *ALL_RULES):
        for right, texts in ((False, rule.wrong), (True, rule.right)):
            for text in texts:
                content = {
                    **yaml.load(SIX_KEYS, yaml.BaseLoader),
                    **yaml.load(text, yaml.BaseLoader),
                }
                yield {"rule": rule.name, "right": right, "record": _as_held(content, loaded)}


def _as_held(content: dict[str, Any], loaded: LoadResult) -> dict[str, Any]:
    """What the model makes of ``content``; where it refuses, what was typed."""
    try:
        record = Dataset.model_validate(
            {**content, "id": "example"}, context={"vocabularies": loaded.vocabularies}
        )
    except ValidationError:
        return content
    return record_data(record)


def _write(folder: Path, kind: str, catalogue: Catalogue) -> None:
    contents = {
        "core": table_data.core(catalogue),
        "labels-en": table_data.labels(catalogue, "en", {}),
        "more": table_data.more(catalogue),
        "summaries-en": table_data.summaries(catalogue, "en"),
        "summaries-zh": table_data.summaries(catalogue, "zh"),
    }
    for name, content in contents.items():
        text = table_data.as_json(content)
        (folder / f"{kind}-{name}.json").write_text(text, encoding="utf-8")


def _rows(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for entry in table_data.in_rows(catalogue):
        size = entry.size
        yield {
            "id": entry.id,
            "name": entry.name,
            "facets": {name: sorted(entry.values(name)) for name in (*FACETS, *PERMITS)},
            "released": entry.released or "",
            "unit": size.unit if size else None,
            "size": float(size.value) if size else None,
            "atLeast": bool(size and size.at_least),
            "about": bool(size and size.approximate),
            "aliases": list(entry.record.aliases),
            "publishers": list(entry.record.publishers),
        }
