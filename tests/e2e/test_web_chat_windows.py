"""A visitor's chat with real parts: Chromium, door, `serve`, PostgreSQL, window, mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.chat_day import CUSTOMER, DESK, ChatDay, chat_day
from fixtures.servers import TEMPLATE, drop_logins
from peers.dovecot import Dovecot
from peers.postgres import Postgres
from peers.smtp_sink import SmtpSink
from peers.waiting import until
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys
from web.web_browser import browser
from web.web_house import site_pages
from web.web_visitor import WebVisitor, picture

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser(tmp_path_factory.mktemp("chrome")) as chrome:
        yield chrome


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Pages that carry the chat."""
    with site_pages() as pages:
        yield pages


@pytest.fixture(scope="module")
def house(
    origin: str, postgres: Postgres, dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ChatDay]:
    """Started once: a window takes its time."""
    database, folder = postgres.database(TEMPLATE), tmp_path_factory.mktemp("day")
    sink = SmtpSink()
    sink.start()
    sink.deliver_to(dovecot, DESK, CUSTOMER)
    with chat_day(postgres, database, folder, origin, dovecot.mailbox(DESK), sink) as opened:
        # The servers between have everything that they need before the first test counts threads.
        opened.customer.write(CUSTOMER, "Prøve", "Kommer posten frem?")
        opened.customer.received(1)
        opened.customer.inbox.delete(0)
        yield opened
    sink.stop()
    postgres.drop(database)
    drop_logins(postgres)


@pytest.fixture
def day(house: ChatDay, request: pytest.FixtureRequest) -> Iterator[ChatDay]:
    """Nobody chats."""
    failed_before = request.session.testsfailed
    yield house
    if request.session.testsfailed > failed_before:
        house.screen.screenshot(Path("out") / f"{request.node.name}.png")
    house.all_back()
    house.open_again()
    house.end_all()


@pytest.fixture
def visitor(chromium: Chrome, day: ChatDay, origin: str) -> Iterator[WebVisitor]:
    """Somebody who was never here before."""
    door = {"origin": day.door, "storageTypes": "local_storage"}
    chromium.execute_cdp_cmd("Storage.clearDataForOrigin", door)
    visitor = WebVisitor(chromium)
    visitor.size(1100, 760)
    visitor.open(f"{origin}/?door={day.door}")
    yield visitor
    chromium.switch_to.window(visitor.tab)
    chromium.get("about:blank")


def taken(day: ChatDay, visitor: WebVisitor, text: str) -> None:
    """A visitor asks, it rings, and the agent takes it by its key; the keyboard is in its lane."""
    visitor.say(text)
    day.screen.see("ringer hos deg")
    day.screen.key("ctrl+t")
    day.screen.see("venter på svar fra deg")
    day.screen.key("ctrl+1")


def says(day: ChatDay, text: str) -> None:
    """The agent answers in the lane that has the keyboard."""
    day.screen.type(text)
    day.screen.key("Return")


def test_a_chat_rings_is_answered_with_pictures_and_goes_on_in_a_mailbox(
    day: ChatDay, visitor: WebVisitor, tmp_path: Path
) -> None:
    screen = day.screen
    taken(day, visitor, "Hei, kassen mister terminalen.")
    screen.type("Hei. Kan du sende et bilde?")
    visitor.sees("#typing", "skriver")
    screen.key("Return")
    visitor.reads("Hei, kassen mister terminalen.", "Hei. Kan du sende et bilde?")
    screen.see("sett")

    visitor.write("Ja, her")
    screen.see("skriver")
    kasse = tmp_path / "kasse.png"
    kasse.write_bytes(picture())
    visitor.attach(kasse)
    visitor.press(Keys.ENTER)
    screen.see("kasse.png")
    ours = tmp_path / "slik.png"
    ours.write_bytes(picture(400, 120))
    screen.click("Legg ved filer")
    screen.see("Look in:")
    screen.type(str(ours))
    screen.key("Return")
    screen.see("slik.png")
    screen.take_keyboard()
    screen.key("ctrl+1")
    says(day, "Slik skal det se ut.")
    width = "return document.querySelector('#lines .ours img')?.naturalWidth"
    visitor.wait(lambda: visitor.ask(width) == 400, "our picture")

    screen.key("ctrl+m")
    screen.see("E-postadresse")
    screen.type(CUSTOMER)
    screen.key("Return")
    visitor.sees("#lines", "k***@ullteppet.example")
    letter = day.customer.received(1)[0]
    text = str(letter.get_body(("plain",)).get_content())
    assert "kassen mister terminalen" in text
    assert "Slik skal det se ut." in text
    assert len(list(letter.iter_attachments())) == 2
    day.customer.answer(letter, "Det virker fortsatt ikke.")
    until(lambda: "Det virker fortsatt ikke." in day.mails(), "the answer in the same case")
    assert day.first_reply() is not None


def test_lunch_begins_in_the_middle_and_whoever_has_begun_goes_on(
    day: ChatDay, visitor: WebVisitor
) -> None:
    taken(day, visitor, "Hei")
    day.close_for(30, "lunsj")
    visitor.say("Er dere der?")
    day.screen.see("Er dere der?")
    says(day, "Ja, vi svarer deg ferdig.")
    visitor.reads("Hei", "Er dere der?", "Ja, vi svarer deg ferdig.")


def test_nothing_is_lost_doubled_or_out_of_order_when_the_network_drops_on_either_side(
    day: ChatDay, visitor: WebVisitor
) -> None:
    taken(day, visitor, "En")
    day.cut_visitor_off()
    visitor.sees("#bar")
    visitor.say("To")
    visitor.say("Tre")
    says(day, "Jeg er her")
    day.all_back()
    until(lambda: len(day.said()) == 4, "everything in the store")
    visitor.wait(lambda: sorted(visitor.lines) == ["En", "Jeg er her", "To", "Tre"], "all lines")

    day.cut_agent_off()
    day.screen.see("frakoblet")
    visitor.say("Fire")
    day.all_back()
    day.screen.see("Fire")
    says(day, "Fem")
    visitor.wait(lambda: visitor.lines[-2:] == ["Fire", "Fem"], "the answer")
    assert len(day.said()) == 6
    assert [text for kind, text in day.said() if kind == "chat_in"] == ["En", "To", "Tre", "Fire"]
