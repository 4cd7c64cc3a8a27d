"""A stand-in for GitHub's API, on 127.0.0.1."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from atlas.github.api import Api

#: "METHOD path" → an object, raw bytes, a path that is redirected to, or a status without content.
Answers = dict[str, Any]


class Asked(list[tuple[str, Any]]):
    """What arrived, in order: "METHOD path" and content. ``tokens`` are those that came along."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens: dict[str, str | None] = {}

    @property
    def changes(self) -> list[tuple[str, Any]]:
        """All but what only reads."""
        return [one for one in self if not one[0].startswith("GET ")]


@contextmanager
def api(answers: Answers) -> Iterator[tuple[Api, Asked]]:
    """An API of the repository ``some/atlas`` that answers these and 404 to all else."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            content = json.loads(self.rfile.read(length)) if length else None
            what = f"{self.command} {self.path.removeprefix('/repos/some/atlas/')}"
            asked.append((what, content))
            asked.tokens[what] = self.headers.get("Authorization")
            found = answers.get(what)
            if isinstance(found, str):
                self.send_response(302)
                self.send_header("Location", found)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if isinstance(found, int):
                self.send_response(found)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_DELETE = _any

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Api(f"http://127.0.0.1:{server.server_port}", "some/atlas", "a-token"), asked
        server.shutdown()
        thread.join()
