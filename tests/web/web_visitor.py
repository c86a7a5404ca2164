"""A visitor in a real Chromium: what they see of the chat, and what they do with it."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from peers.waiting import until
from PIL import Image
from selenium.common.exceptions import (
    NoSuchElementException,
    NoSuchFrameException,
    NoSuchWindowException,
    StaleElementReferenceException,
)
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.shadowroot import ShadowRoot
from selenium.webdriver.remote.webelement import WebElement

PATIENCE_S = 15
_DRAWN_ANEW = (
    NoSuchElementException,
    NoSuchFrameException,
    NoSuchWindowException,
    StaleElementReferenceException,
)
_TEXTS = "return [...document.querySelectorAll(arguments[0])].map(part => part.innerText)"


def picture(width: int = 320, height: int = 200) -> bytes:
    """A PNG."""
    kept = io.BytesIO()
    Image.new("RGB", (width, height), (60, 120, 160)).save(kept, "PNG")
    return kept.getvalue()


def plain(text: str) -> str:
    """With hyphens as people type them."""
    return text.replace("\u2011", "-")


class WebVisitor:
    """One tab. Every question about the chat is asked in its frame."""

    _inside: ClassVar[WebVisitor | None] = None
    """Whose frame the browser is in already."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome
        self.tab = chrome.current_window_handle

    def visit(self, page: str) -> None:
        """Comes to a page, and finds the button."""
        self.chrome.switch_to.window(self.tab)
        WebVisitor._inside = None
        self.chrome.get(page)
        self.wait(lambda: self.launcher, "the button")

    def open(self, page: str) -> None:
        """Comes to a page and opens the chat, which says whether it is open."""
        self.visit(page)
        if not self.is_open:
            self.launcher.click()
        self.wait(lambda: self.state not in ("", "Henter chatten", "Fetching the chat"), "the chat")

    def close(self) -> None:
        """Closes the tab."""
        WebVisitor._inside = None
        self.chrome.switch_to.window(self.tab)
        self.chrome.close()

    @property
    def root(self) -> ShadowRoot:
        WebVisitor._inside = None
        self.chrome.switch_to.window(self.tab)
        self.chrome.switch_to.default_content()
        return self.chrome.find_element(By.ID, "mystore-chat").shadow_root

    @property
    def launcher(self) -> WebElement:
        return self.root.find_element(By.CSS_SELECTOR, ".launch")

    @property
    def is_open(self) -> bool:
        return self.launcher.get_attribute("aria-expanded") == "true"

    @property
    def unread(self) -> str:
        return self.root.find_element(By.CSS_SELECTOR, ".count").text

    def enter(self) -> None:
        """What follows is asked in the frame."""
        if WebVisitor._inside is self:
            return
        frame = self.root.find_element(By.CSS_SELECTOR, "iframe")
        self.chrome.switch_to.frame(frame)
        WebVisitor._inside = self

    def part(self, css: str) -> WebElement:
        self.enter()
        return self.chrome.find_element(By.CSS_SELECTOR, css)

    def text(self, css: str) -> str:
        return plain(self.part(css).text)

    def texts(self, css: str) -> list[str]:
        return [plain(text) for text in self.ask(_TEXTS, css)]

    def sees(self, css: str, words: str = "") -> None:
        """Waits until it is there, with these words in it."""
        self.wait(
            lambda: (part := self.part(css)).is_displayed() and words in plain(part.text),
            f"{words!r} in {css}",
        )

    def sees_not(self, css: str) -> None:
        self.wait(lambda: not self.part(css).is_displayed(), f"no {css}")

    @property
    def state(self) -> str:
        return self.text("#state")

    @property
    def lines(self) -> list[str]:
        """What stands in the log, in its order."""
        return self.texts("#lines > li > .text")

    def reads(self, *lines: str) -> None:
        """Waits until the log says just that."""
        self.wait(lambda: self.lines == list(lines), f"{lines} in the log")

    def write(self, text: str, css: str = "#text") -> None:
        self.part(css).send_keys(text)

    def say(self, text: str) -> None:
        self.write(text)
        self.press(Keys.ENTER)

    def press(self, *keys: str, css: str = "#text") -> None:
        self.part(css).send_keys(*keys)

    def click(self, css: str) -> None:
        self.wait(lambda: self.part(css).click() is None, f"{css} can be clicked")

    def attach(self, path: Path, form: str = "#composer") -> None:
        self.part(f"{form} input[type=file]").send_keys(str(path))
        self.wait(lambda: self.texts(f"{form} .attached li"), "the preview")

    def ask(self, script: str, *args: object) -> Any:
        """What a script in the frame says."""
        self.enter()
        return self.chrome.execute_script(script, *args)  # type: ignore[no-untyped-call]

    def ask_page(self, script: str, *args: object) -> Any:
        """What a script in the page around says."""
        WebVisitor._inside = None
        self.chrome.switch_to.window(self.tab)
        self.chrome.switch_to.default_content()
        return self.chrome.execute_script(script, *args)  # type: ignore[no-untyped-call]

    @property
    def focus(self) -> str:
        """The id of what has the keyboard in the frame."""
        return str(self.ask("return document.activeElement.id || document.activeElement.tagName"))

    def size(self, width: int, height: int) -> None:
        self.chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def block(self, *urls: str) -> None:
        """The browser gets nothing from there; none: from anywhere again."""
        self.chrome.execute_cdp_cmd("Network.enable", {})
        self.chrome.execute_cdp_cmd("Network.setBlockedURLs", {"urls": list(urls)})

    def prefer(self, **features: str) -> None:
        """What the visitor's system says it prefers."""
        told = [
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()
        ]
        self.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": told})

    def shot(self, path: Path) -> None:
        WebVisitor._inside = None
        self.chrome.switch_to.default_content()
        path.write_bytes(base64.b64decode(self.chrome.get_screenshot_as_base64()))

    def wait(self, holds: Callable[[], object], what: str) -> None:
        """Parts that are being drawn anew are asked for again."""

        def asked() -> object:
            try:
                return holds()
            except _DRAWN_ANEW:
                WebVisitor._inside = None
                return False

        until(asked, what, PATIENCE_S)
