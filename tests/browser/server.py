"""A small web server that behaves like the hosts the site is meant for."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

#: The site stands below this, so that an address that forgets where the site is put breaks.
BELOW = "/atlas/"


class _Pages(SimpleHTTPRequestHandler):
    """Files below BELOW; ``404.html`` with status 404 for all else there, as GitHub Pages does."""

    def send_head(self) -> Any:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(BELOW):
            return super().send_error(404, "outside the site")
        self.path = "/" + self.path[len(BELOW) :]
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Http(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves while a page is sent is no error; all else is printed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """Serves a folder at ``url``. The folder may be named after the server has started, because
    a site is built for the address that it will have."""

    def __init__(self) -> None:
        self.folder: Path | None = None

        def handler(*arguments: Any) -> _Pages:
            return _Pages(*arguments, directory=str(self.folder))

        self._http = _Http(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self._http.server_address[1]}"
        self.url = self.origin + BELOW
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def serving(folder: Path | None = None) -> Iterator[Server]:
    """A running server; stopped at the end."""
    server = Server()
    server.folder = folder
    server.start()
    try:
        yield server
    finally:
        server.stop()
