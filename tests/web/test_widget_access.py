"""Everybody can use it: axe-core finds nothing in any state; by keyboard; narrow and large."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from web.web_house import BEFORE_LUNCH, EVENING, LUNCH, WebHouse
from web.web_visitor import WebVisitor, picture

from console.domain.visits import NoticeKind

AXE = Path(__file__).parents[2] / ".venv/axe/node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast"]
_RUN = """const [kind, values, done] = arguments;
const named = one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', ');
axe.run(document, {runOnly: {type: kind, values}, iframes: false}).then(found =>
  done(found.violations.filter(one => one.impact !== 'minor').map(named)));"""


def findings(visitor: WebVisitor, kind: str, values: list[str]) -> list[str]:
    """What axe-core finds where the browser is now: in the frame, or in the page around it."""
    chrome = visitor.chrome
    if not chrome.execute_script("return 'axe' in window"):  # type: ignore[no-untyped-call]
        chrome.execute_script(AXE.read_text("utf-8"))  # type: ignore[no-untyped-call]
    return list(chrome.execute_async_script(_RUN, kind, values))  # type: ignore[no-untyped-call]


def talking(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    visitor.say("Kassen får ikke kontakt")
    house.hears("Kassen får ikke kontakt")
    house.answer("Se https://hjelp.mystore.no", ("slik.png", "image/png", picture()))
    house.notify(NoticeKind.ASK_ADDRESS)
    visitor.sees("#address")


def ended(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    visitor.say("Takk")
    house.hears("Takk")
    house.notify(NoticeKind.TO_MAIL, address="k***@x.no", answer_by="")
    visitor.sees("#over")


def unsent(house: WebHouse, visitor: WebVisitor) -> None:
    house.be(BEFORE_LUNCH)
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    house.cut_off()
    visitor.say("to")
    visitor.sees("#lines .unsent .about", "Ikke sendt")


def letter(house: WebHouse, visitor: WebVisitor) -> None:
    house.be(EVENING)
    visitor.open(house.page())
    visitor.click("#mail [type=submit]")
    visitor.sees("#mail-address-wrong")


def mailed(house: WebHouse, visitor: WebVisitor) -> None:
    house.be(LUNCH)
    visitor.open(house.page("en"))
    visitor.write("kari@x.no", css="#mail-address")
    visitor.write("Kassen", css="#mail-text")
    visitor.click("#mail [type=submit]")
    visitor.sees("#got")


def empty(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page("en"))


def leaving(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    visitor.click("#more")
    visitor.click("#leave")
    visitor.sees("#leaving")


def away(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.visit(house.page())
    visitor.block("*/w/v1/*")
    visitor.launcher.click()
    visitor.sees("#away")


STATES = [empty, talking, ended, unsent, letter, mailed, leaving, away]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_light_or_dark(
    house: WebHouse, visitor: WebVisitor, state: Callable[[WebHouse, WebVisitor], None]
) -> None:
    state(house, visitor)
    visitor.enter()
    assert findings(visitor, "tag", STANDARDS) == []
    visitor.prefer(prefers_color_scheme="dark", prefers_reduced_motion="reduce")
    visitor.enter()
    assert findings(visitor, "rule", COLOURS) == []


@pytest.mark.parametrize("is_open", [True, False])
def test_axe_finds_nothing_in_the_page_around(
    house: WebHouse, visitor: WebVisitor, is_open: bool
) -> None:
    (visitor.open if is_open else visitor.visit)(house.page())
    assert visitor.root
    assert findings(visitor, "tag", STANDARDS) == []


def test_a_whole_chat_by_keyboard_alone(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.visit(house.page())
    keys = ActionChains(visitor.chrome)
    keys.send_keys(Keys.TAB, Keys.TAB, Keys.ENTER).perform()
    visitor.wait(lambda: visitor.is_open, "it is open")
    visitor.wait(lambda: visitor.focus == "text", "one can write at once")
    keys.send_keys("Hei", Keys.ENTER).perform()
    house.hears("Hei")
    visitor.wait(lambda: visitor.focus == "text", "one can go on writing")
    keys.send_keys(Keys.ESCAPE).perform()
    visitor.wait(lambda: not visitor.is_open, "it is hidden")
    at = "return document.activeElement.shadowRoot.activeElement.getAttribute('aria-label')"
    assert visitor.ask_page(at) == "Åpne chat"


def test_escape_ends_the_question_before_it_hides_the_chat(
    house: WebHouse, visitor: WebVisitor
) -> None:
    leaving(house, visitor)
    visitor.press(Keys.ESCAPE, css="#leaving [value=no]")
    visitor.sees_not("#leaving")
    assert visitor.is_open
    assert house.stays()[0].visit.ended_at is None


_FITS = """const whole = document.scrollingElement;
const parts = [...document.querySelectorAll('button, input, textarea')];
const isOut = ({ left, right, height }) => left < 0 || right > innerWidth || height < 24;
return [whole.scrollWidth <= whole.clientWidth, parts.filter(part => part.checkVisibility()
  && isOut(part.getBoundingClientRect())).map(part => part.outerHTML)];"""


@pytest.mark.parametrize(
    ("width", "height", "zoom"), [(320, 560, 1), (390, 844, 1), (640, 512, 2), (1280, 720, 2)]
)
def test_it_fits_where_it_is_narrow_or_large(
    house: WebHouse, visitor: WebVisitor, width: int, height: int, zoom: int
) -> None:
    visitor.size(width // zoom, height // zoom)
    talking(house, visitor)
    assert visitor.ask(_FITS) == [True, []]
    visitor.part("#text").click()
    visitor.say("Går det?")
    house.hears("Kassen får ikke kontakt", "Går det?")


def test_on_a_small_screen_the_page_behind_waits(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.size(390, 844)
    visitor.open(house.page())
    modal = (
        "return document.querySelector('#mystore-chat').shadowRoot.querySelector('dialog:modal')"
    )
    assert visitor.ask_page(modal) is not None
    assert visitor.ask("return [innerWidth, innerHeight]") == [390, 844]
    visitor.click("#hide")
    visitor.wait(lambda: not visitor.is_open, "it is hidden")
