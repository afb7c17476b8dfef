"""What a browser complains of while it shows a view."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

__all__ = ["Watch"]

# Runs before any script of a page, and is none of the page's own.
LISTEN = """
window.addEventListener('securitypolicyviolation', (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
}, true);
"""


class Watch:
    """A page (tab) of a browser; `wrong` has a line for each complaint since it was last asked.

    These are errors on the console and in scripts, violations of the Content-Security-Policy, dialogs, and requests to
    another place than `address`.
    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        """Open an empty page in a context that is prepared."""
        self.address = address
        self._host = urlsplit(address).netloc
        self._wrong: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._wrong.append(f"script: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("crash", lambda page: self._wrong.append("the tab crashed"))
        self.page.on("popup", lambda page: self._wrong.append(f"window: {page.url}"))

    @staticmethod
    def prepare(context: BrowserContext) -> None:
        """Let pages of the context tell of violations; once for each context."""
        context.add_init_script(LISTEN)

    def open(self, path: str, status: int = 200) -> Page:
        """Go to a path of the site; the answer has the status, or that is wrong too."""
        answer = self.page.goto(self.address + path, wait_until="load")
        if answer is None or answer.status != status:
            self._wrong.append(f"{path[:200]}: status {answer and answer.status}, not {status}")
        return self.page

    def wrong(self) -> list[str]:
        """The complaints, which are forgotten by this."""
        self.page.evaluate("0")  # what was sent before the answer has arrived with it
        found, self._wrong[:] = [f"{self.page.url[:200]}: {one}" for one in self._wrong], []
        return found

    def run(self, script: str, value: Any = None) -> Any:
        """What a script gives in the page."""
        return self.page.evaluate(script, value)

    def _console(self, message: Any) -> None:
        # an error page is told on the console by its status: it was asked for
        own = message.location.get("url") == self.page.url and "the server responded with a status of" in message.text
        if message.type in ("error", "warning") and not own:
            self._wrong.append(f"console: {message.text} {json.dumps(message.location)}")

    def _dialog(self, dialog: Any) -> None:
        self._wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if urlsplit(request.url).netloc != self._host:
            self._wrong.append(f"elsewhere: {request.url[:200]}")
