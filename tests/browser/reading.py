"""A reader in a browser who notices everything that must not happen on any page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Response

#: What a desktop and a phone show, in CSS pixels.
WIDTHS = {"desktop": 1280, "phone": 375}
HEIGHT = 900


class Reader:
    """Opens pages of the site at ``url`` in a context of its own.

    Whatever a page does wrong is collected in ``complaints``: a console message that warns or
    errs, an exception, a request to another origin, a response of 400 or above, a dialog, a page
    that scrolls sideways. ``close`` looks at all pages once more and fails with all of them.
    """

    def __init__(self, browser: Browser, url: str, width: int = 1280, **options: Any) -> None:
        self.url = url
        self.origin = "/".join(url.split("/")[:3])
        self.complaints: list[str] = []
        self._expected: dict[str, int] = {}
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            # What moves is looked at only when it stands still.
            reduced_motion="reduce",
            **options,
        )
        self.context.set_default_timeout(10_000)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self._complain(f"exception: {error.error}"))
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        self.context.on("dialog", self._dialog)

    def open(self, path: str = "", status: int = 200, page: Page | None = None) -> Page:
        """The page at ``path`` (from the site's root), fully loaded.

        Only a page that is asked for with another ``status`` may answer so.
        """
        page = page or self.context.new_page()
        address = self.url + path
        self._expected[address] = status
        answer = page.goto(address, wait_until="load")
        if answer is None or answer.status != status:
            self._complain(f"{address} answers {answer and answer.status}, not {status}")
        self.look(page)
        return page

    def look(self, page: Page) -> None:
        """Whether ``page`` scrolls sideways as it is now."""
        wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if wide > room:
            self._complain(f"{page.url} scrolls sideways: {wide} px in {room}")

    def close(self) -> None:
        """Fail with every complaint there is."""
        for page in self.context.pages:
            self.look(page)
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)

    def _complain(self, sentence: str) -> None:
        self.complaints.append(sentence)

    def _console(self, message: Any) -> None:
        address = message.location.get("url", "")
        # Chromium reports the status of a page that was asked for as a missing one.
        if self._expected.get(address, 200) != 200 and "status of" in message.text:
            return
        if message.type in ("warning", "error"):
            self._complain(f"console {message.type}: {message.text} ({address})")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "blob:")):
            self._complain(f"request to another origin: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and self._expected.get(response.url) != response.status:
            self._complain(f"{response.status} for {response.url}")

    def _dialog(self, dialog: Any) -> None:
        self._complain(f"a dialog opened: {dialog.message}")
        dialog.dismiss()
