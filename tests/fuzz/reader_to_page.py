"""Records of any kind, from their bytes to their page, for as long as is wanted.

``python tests/fuzz/reader_to_page.py --minutes 10 [--seed N]`` makes records: real ones with
pieces cut, doubled, swapped and replaced by hostile text, and ones of nothing but odd values. Each
ends in problems or in pages whose text is text. Prints what it did, and each failure once with the
file that caused it.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import yaml

from atlas.catalogue.catalogue import build
from atlas.catalogue.history import History
from atlas.fix.fixed import Knowledge, fixed
from atlas.preview.frame import Looks, read_looks
from atlas.records import LoadResult, load, load_all
from atlas.records.vocabulary import LANGUAGES
from atlas.site.datasets import dataset_content
from atlas.site.languages import ROOTS
from atlas.site.render import Place
from atlas.site.tables import row_html

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2099, 12, 31)
#: One file may take this long, in seconds of CPU, on a slow machine.
MOST_SECONDS = 5.0
RAW = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

ODD = [
    "", "~", "no", "true", "1_000", "0x10", "190:20:30", ".inf", "-1", "9" * 40, "1e999", "2024",
    "2024-02-30", "9999-12-31", "0000-01", "{{ 7*7 }}", "{% include '/etc/passwd' %}",
    "<script>canary()</script>", "\"'><img src=x onerror=canary()>", "</td></table>", "]]>", "&lt;",
    "[a](javascript:canary())", "# h {: onclick=canary() }", "--8<-- 'mkdocs.yml'", "[^1]: x",
    "javascript:canary()", "JaVaScRiPt://a/%0acanary()", "https://a@b.org/", "http://[::1]/",
    "https://127.1/", "//evil.example", "https://example.org/\\", "https://xn--/", "R&D C++ <3",
    "مرحبا", "图表，问答", "\u202eabc", "a\u200bb", "\ufeff", "\u2028", "\x85", "\U000e0041",
    "::error file=x::y", "=1+1", "＝1", "\\input{x}", "}" * 9, "%", "@", "`", "- ", "? ", ": ", "#",
    "&a", "*a", "!!python/object:os.system", "<<", "x" * 5000, "è" * 3000, "train", "paper",
    "example", "MIT", "open", "videos", "image", "2023-05",
]  # fmt: skip
SPOILERS = [
    "&a ", "*a", "!!str ", "? ", "---\n", "...\n", "\t", "<<: ", "%YAML 9\n", "\r\n", "\x00",
    "\u2028", "[", "{", "}", "]", '"', "'", "|", ">-", "#", "\\", ": ", "- ", "\x85", "::x\n",
]  # fmt: skip


def alone(record: dict[str, Any]) -> dict[str, Any]:
    """``record`` without the ids of others, which are not there."""
    for holder in (record, *record.get("parts", [])):
        origins = as_list(holder.get("derived_from", []))
        for origin in origins:
            if isinstance(origin, dict) and "id" in origin:
                origin["name"] = origin.pop("id")
                origin.pop("from_part", None)
        if any(isinstance(origin, str) for origin in origins):
            holder["derived_from"] = {"name": "something"}
    for note in record.get("notes", []):
        note.pop("of", None)
    if record.pop("members", None):
        words = {"roles": "training", "modalities": "image", "tasks": "image-captioning"}
        record |= {key: word for key, word in words.items() if key not in record}
    return record


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class Fuzzer:
    """Makes files and judges what comes of them."""

    def __init__(self, seed: int, folder: Path, looks: Looks) -> None:
        self.rng, self.looks = random.Random(seed), looks
        self.folder = folder
        paths = sorted((ROOT / "data").glob("*.yaml"))
        self.data = [alone(yaml.load(path.read_bytes(), yaml.CBaseLoader)) for path in paths]
        self.texts = [yaml.dump(data, allow_unicode=True, sort_keys=False) for data in self.data]
        self.counts: Counter[str] = Counter()
        self.failures: dict[str, bytes] = {}
        self.slowest = 0.0

    def content(self) -> bytes:
        kind = self.rng.randrange(6)
        if kind == 0:
            return self.spoilt(self.rng.choice(self.texts))
        data = self.mutated(self.rng.choice(self.data), self.rng.randint(1, 3))
        text = yaml.dump(
            data,
            allow_unicode=self.rng.random() < 0.7,
            default_flow_style=self.rng.choice([True, False, None]),
            width=self.rng.choice([20, 98, 10_000]),
            sort_keys=False,
        )
        if kind == 1:
            return self.spoilt(text)
        return text.encode("utf-8", "surrogatepass")

    def spoilt(self, text: str) -> bytes:
        for _ in range(self.rng.randint(1, 3)):
            at = self.rng.randrange(len(text) + 1)
            way = self.rng.randrange(4)
            piece = self.rng.choice(SPOILERS if way else ODD)
            cut = self.rng.randint(0, 30) if way == 2 else 0
            text = text[:at] + piece + text[at + cut :]
        whole = text.encode("utf-8", "surrogatepass")
        if self.rng.random() < 0.1:
            at = self.rng.randrange(len(whole) + 1)
            whole = whole[:at] + self.rng.randbytes(3) + whole[at:]
        return whole

    def mutated(self, value: Any, times: int) -> Any:
        """A copy of a record in which ``times`` texts, keys or lists are others."""
        value = yaml.load(yaml.dump(value), yaml.CBaseLoader)
        for _ in range(times):
            holder: Any = value
            while True:
                if not holder:
                    break
                key = (
                    self.rng.choice(list(holder))
                    if isinstance(holder, dict)
                    else self.rng.randrange(len(holder))
                )
                inner = holder[key]
                if isinstance(inner, dict | list) and inner and self.rng.random() < 0.8:
                    holder = inner
                    continue
                way = self.rng.randrange(6)
                if way == 0:
                    del holder[key]
                elif way == 1:
                    holder[key] = [inner, inner]
                elif way == 2 and isinstance(holder, dict):
                    holder[self.rng.choice(ODD)] = holder.pop(key)
                elif way == 3:
                    holder[key] = self.rng.choice(self.data)
                elif way == 4 and isinstance(inner, str):
                    at = self.rng.randrange(len(inner) + 1)
                    holder[key] = inner[:at] + self.rng.choice(ODD) + inner[at:]
                else:
                    holder[key] = self.rng.choice(ODD)
                break
        return value

    def run_once(self) -> None:
        content = self.content()
        started = time.process_time()
        try:
            self.judge(content)
        except Exception:
            lines = traceback.format_exc().splitlines()
            self.failures.setdefault("\n".join(lines[-7:]), content)
            self.counts["failures"] += 1
        seconds = time.process_time() - started
        self.slowest = max(self.slowest, seconds)
        if seconds > MOST_SECONDS:
            self.failures.setdefault(f"took {seconds:.1f} s", content)

    def judge(self, content: bytes) -> None:
        (self.folder / "example.yaml").write_bytes(content)
        result = load_all(self.folder, today=TODAY)
        self.counts["files"] += 1
        for problem in result.problems:
            for line in (problem.text(), problem.github()):
                assert not RAW.search(line), line
                assert len(line) < 10_000
            assert not problem.text().startswith("::")
        if result.problems and self.rng.random() < 0.6:
            return
        again = fixed(content, "example", Knowledge(result.vocabularies))
        if not again.unread:
            self.counts["read"] += 1
            twice = fixed(again.content, "example", Knowledge(result.vocabularies))
            assert twice.content == again.content, "fix is not idempotent"
        if not result.problems:
            self.counts["pages"] += 1
            (self.folder / "example.yaml").write_bytes(again.content)
            after = load_all(self.folder, today=TODAY)
            assert not after.problems, "fix made a problem"
            assert after.records == result.records, "fix changed the record"
            self.pages(result)

    def pages(self, result: LoadResult) -> None:
        catalogue = build(result, History(), TODAY)
        site = self.looks.site(catalogue)
        entry = catalogue.datasets["example"]
        for lang in LANGUAGES:
            page = str(dataset_content(site, entry, lang))
            row = str(row_html(site, entry, Place(ROOTS[lang] + "datasets/")))
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            tree = parser.parse(page + f"<table><tbody>{row}</tbody></table>")
            for item in tree.iter():
                assert item.tag not in ("iframe", "object", "embed", "base"), item.tag
                assert item.tag != "script" or item.get("src"), "an inline script"
                for name, value in item.attrib.items():
                    assert not name.startswith("on"), name
                    if name in ("href", "src", "action"):
                        assert not re.match(r"\s*(javascript|data|vbscript):", value, re.I), value


def main() -> int:
    """Fuzz; exit 1 when something failed."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    given = parser.parse_args()
    vocabulary = ROOT / "data" / "vocabulary"
    once = load._vocabularies(vocabulary, [])
    load._vocabularies = lambda folder, problems: once  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        fuzzer = Fuzzer(given.seed, folder, read_looks(ROOT))
        end = time.monotonic() + given.minutes * 60
        while time.monotonic() < end:
            fuzzer.run_once()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"seed {given.seed}: {dict(fuzzer.counts)}, slowest {fuzzer.slowest:.2f} s CPU, "
              f"{memory:.0f} MB")  # fmt: skip
        for number, (told, content) in enumerate(fuzzer.failures.items()):
            file = Path(tempfile.gettempdir()) / f"fuzz-{given.seed}-{number}.yaml"
            file.write_bytes(content)
            print(f"--- {file}\n{told}")
    return 1 if fuzzer.failures else 0


if __name__ == "__main__":
    sys.exit(main())
