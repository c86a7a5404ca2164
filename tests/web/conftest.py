"""A real Chromium, the real door over the hall in memory, and a page that carries the chat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from selenium.webdriver import Chrome
from web.web_browser import browser
from web.web_house import EASY, WebHouse, site_pages
from web.web_visitor import WebVisitor, picture

_OURS = ("javascript", "security", "violation", "console-api")
"""What a browser complains of that is no answer of a door: mistakes, and what a policy stops."""


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests of a process."""
    with browser(tmp_path_factory.mktemp("chrome")) as chrome:
        yield chrome


@pytest.fixture
def house(clock: FakeClock) -> Iterator[WebHouse]:
    """Chat is open: Monday 09:41."""
    with site_pages() as origin:
        house = WebHouse(clock, EASY, origin)
        yield house
        house.close()


@pytest.fixture
def visitor(chrome: Chrome, house: WebHouse) -> Iterator[WebVisitor]:
    """Somebody who was never here before. Nothing that they do is a mistake of the page's."""
    chrome.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "Europe/Oslo"})
    visitor = WebVisitor(chrome)
    visitor.size(1100, 760)
    visitor.prefer(prefers_color_scheme="light", prefers_reduced_motion="reduce")
    yield visitor
    for tab in chrome.window_handles:
        if tab != visitor.tab:
            chrome.switch_to.window(tab)
            chrome.close()
    chrome.switch_to.window(visitor.tab)
    visitor.block()
    wrong = [told for told in chrome.get_log("browser") if told["source"] in _OURS]
    chrome.get("about:blank")
    assert wrong == []


@pytest.fixture
def kasse(tmp_path: Path) -> Path:
    """A picture of the till's screen."""
    path = tmp_path / "kasse 2.png"
    path.write_bytes(picture())
    return path
