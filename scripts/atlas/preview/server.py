"""Serves a preview on this machine and tells the browser when to look again.

Answers only what it holds: the pages that were made, and the files that the theme brought. A name
of a host that is not this machine is refused, so that no page elsewhere can ask through a browser.
"""

from __future__ import annotations

import json
import mimetypes
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from atlas.preview.pages import Pages, Preview
from atlas.views.rows import page_path

#: Seconds between two looks at the files, and for which a browser waits for a change.
LOOK_EVERY, WAIT = 0.2, 25
RELOAD = """\
const seen = document.currentScript.dataset.version;
const ask = () => fetch(`/_preview/changed?${seen}`).then((answer) => answer.json())
  .then((changed) => (changed ? location.reload() : ask()), () => setTimeout(ask, 1000));
ask();
"""


class Watched:
    """The pages of a preview, made anew when a file that they come from changes."""

    def __init__(self, preview: Preview, tell: Callable[[Pages, float], None]) -> None:
        """``tell`` hears of each making, with the seconds that it took."""
        self._preview, self._tell = preview, tell
        self._changed = threading.Condition()
        self._ends = threading.Event()
        self._seen: Mapping[str, tuple[int, int]] = {}
        self.version = 0
        self.pages = Pages({})

    def make(self) -> None:
        """Make the pages now. Where that fails they say so, and the next change tries again."""
        started = time.perf_counter()
        # Before they are read, so that a change while the pages are made is not missed.
        self._seen = state(self._preview.data_dir)
        try:
            pages = self._preview.pages(self.version + 1)
        except Exception as error:  # whatever it is, whoever writes goes on writing
            pages = self._preview.failed(error, self.version + 1)
        with self._changed:
            self.pages, self.version = pages, self.version + 1
            self._changed.notify_all()
        self._tell(pages, time.perf_counter() - started)

    def watch(self) -> None:
        """Look at the files until ``stop``; every change makes the pages anew."""
        self._preview.keep()
        while not self._ends.wait(LOOK_EVERY):
            if state(self._preview.data_dir) != self._seen:
                self.make()

    def stop(self) -> None:
        """End ``watch`` and all who wait."""
        self._ends.set()
        with self._changed:
            self._changed.notify_all()

    def wait_for_another(self, version: int) -> bool:
        """Whether the pages are others than ``version``, now or within ``WAIT`` seconds."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.version != version or self._ends.is_set(), timeout=WAIT
            )
            return self.version != version

    def asset(self, path: str) -> Path | None:
        """The file that the theme has at ``path``."""
        return self._preview.assets.get(path)


def state(data_dir: Path) -> Mapping[str, tuple[int, int]]:
    """Time of change and size of each file of the data."""
    found: dict[str, tuple[int, int]] = {}
    folders: Iterable[Path] = (data_dir, data_dir / "vocabulary", data_dir / "models")
    for folder in folders:
        for path in folder.glob("*.yaml"):
            try:
                now = path.lstat()
            except OSError:
                continue  # an editor is writing it
            found[f"{folder.name}/{path.name}"] = (now.st_mtime_ns, now.st_size)
    return found


def make_server(watched: Watched, identifier: str, port: int) -> ThreadingHTTPServer:
    """A server of ``watched`` at this machine's ``port`` (0: any that is free)."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer a browser."""
            parts = urlsplit(self.path)
            path = unquote(parts.path).lstrip("/")
            host = (self.headers.get("Host") or "").rpartition(":")[0]
            if host not in ("127.0.0.1", "localhost"):
                return self._answer(403, "text/plain", b"Not for this host.\n")
            if path == "":
                self.send_response(302)
                self.send_header("Location", f"/{page_path(identifier)}")
                self.send_header("Content-Length", "0")
                return self.end_headers()
            if path == "_preview/reload.js":
                return self._answer(200, "text/javascript", RELOAD.encode())
            if path == "_preview/changed":
                version = int(parts.query) if parts.query.isdecimal() else 0
                changed = watched.wait_for_another(version)
                return self._answer(200, "application/json", json.dumps(changed).encode())
            page, asset = watched.pages.html.get(path), watched.asset(path)
            if page is not None:
                return self._answer(200, "text/html; charset=utf-8", page.encode())
            if asset is not None:
                kind = mimetypes.guess_type(asset.name)[0] or "application/octet-stream"
                return self._answer(200, kind, asset.read_bytes())
            text = "Only this dataset is previewed; atlas serve shows the whole site.\n"
            return self._answer(404, "text/plain", text.encode())

        def _answer(self, code: int, kind: str, body: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what matters is told when pages are made."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
