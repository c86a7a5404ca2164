"""One mail from a customer's mail program to pixels and back, worked by keys and mouse."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from peers.desktop import Desktop, DesktopMissing
from peers.dovecot import PASSWORD, Dovecot
from peers.mail_program import MailProgram
from peers.smtp_sink import SmtpSink
from peers.waiting import until
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from console.data.engine import open_engine, sqlite_url
from console.data.queries.backlog import cases_by_id
from console.data.queries.case import open_case
from console.data.store import Store
from console.domain.cases import CaseState, DeliveryState
from console.domain.conversation import OpenCase, Said
from console.domain.ids import CaseId

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

DESK = "kundeservice@mystore.example"
CUSTOMER = "kari@ullteppet.example"
CASE = CaseId(1)


@dataclass
class Day:
    """A customer, a desktop, and the servers between them."""

    desktop: Desktop
    customer: MailProgram
    imap_port: int
    smtp_port: int

    def store(self) -> Store:
        """The window's own store, read beside it."""
        file = self.desktop.home / ".local/share/agent-console/desk.db"
        return Store(open_engine(sqlite_url(file)))

    def case(self) -> OpenCase:
        store = self.store()
        try:
            return store.read(open_case, CASE)
        finally:
            store.close()

    def state(self) -> CaseState:
        store = self.store()
        try:
            return store.read(cases_by_id, [CASE])[0].state
        finally:
            store.close()


@pytest.fixture
def day(dovecot: Dovecot, smtp_sink: SmtpSink, request: pytest.FixtureRequest) -> Iterator[Day]:
    smtp_sink.deliver_to(dovecot, DESK, CUSTOMER)
    try:
        desktop = Desktop()
    except DesktopMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    desktop.start()
    customer = MailProgram(CUSTOMER, "Kari Aas", dovecot.mailbox(CUSTOMER), smtp_sink.port)
    failed_before = request.session.testsfailed
    yield Day(desktop, customer, dovecot.port, smtp_sink.port)
    if request.session.testsfailed > failed_before:
        desktop.screenshot(Path("out") / f"{request.node.name}.png")
    desktop.stop()


def test_a_mail_is_taken_answered_closed_and_reopened(day: Day, tmp_path: Path) -> None:
    desktop, customer = day.desktop, day.customer
    desktop.launch()
    _first_run(desktop)
    _point_to_servers(day)

    picture = _png("#B3140F")
    question = customer.write(
        DESK, "Kassen mister terminalen", "Hei. Kasse 2 mister terminalen.", {"kasse2.png": picture}
    )
    desktop.click("E-post", "check box")
    desktop.click("Kari Aas", "list item")
    desktop.key("Return")
    desktop.see("Kassen mister terminalen")
    desktop.key("t")
    desktop.see("Eier: deg")
    assert [f.name for f in day.case().attachments] == ["kasse2.png"]

    answer_file = tmp_path / "forklaring.png"
    answer_file.write_bytes(_png("#0A6A71"))
    desktop.key("r")
    desktop.type("Hei Kari. Start terminalen en gang til, og se bildet.")
    _attach(desktop, answer_file)
    desktop.click("Tekst", "text")
    desktop.key("ctrl+Return")

    answer = customer.received(1)[0]
    assert _thread_of(answer) == str(question["Message-ID"])
    assert "Start terminalen en gang til" in _text(answer)
    assert [p.get_content() for p in answer.iter_attachments()] == [answer_file.read_bytes()]
    desktop.see("sendt")
    until(lambda: _delivered(day), "a receipt on the answer")
    assert day.state() is CaseState.WAITING

    _leave_text(desktop)
    desktop.key("e")
    until(lambda: day.state() is CaseState.CLOSED, "the case to be closed")

    customer.answer(answer, "Det virket ikke, den mister den fortsatt.")
    until(lambda: day.state() is CaseState.OPEN, "the case to be open again", 60)
    texts = [
        said.visible_text.strip() for said in day.case().page.entries if isinstance(said, Said)
    ]
    assert texts[0].startswith("Hei. Kasse 2")
    assert texts[-1].startswith("Det virket ikke")
    desktop.see("Kari Aas", "list item")


def test_a_killed_window_gives_the_draft_back(day: Day) -> None:
    desktop = day.desktop
    window = desktop.launch()
    _first_run(desktop)
    _point_to_servers(day)
    day.customer.write(DESK, "Frakt", "Hei. Hva koster frakt til Svalbard?")
    desktop.click("E-post", "check box")
    desktop.click("Kari Aas", "list item")
    desktop.key("Return")
    desktop.see("Legg ved filer")
    desktop.key("r")

    typed = "Hei Kari. Frakten til Svalbard er den samme som til Tromso. "
    desktop.type(typed)
    saved = _saved_words(desktop)
    desktop.type("Og mens dette skrives")
    os.kill(window.pid, signal.SIGKILL)
    window.wait()

    desktop.launch()
    _see_desk(desktop)
    desktop.click("E-post", "check box")
    desktop.click("Kari Aas", "list item")
    desktop.key("Return")
    until(lambda: typed.strip() in _draft(desktop), f"the draft of {saved} to be back")


def _saved_words(desktop: Desktop) -> str:
    return desktop.see("Utkast lagret").name


def _draft(desktop: Desktop) -> str:
    return desktop.see("Tekst", "text").text


def _first_run(desktop: Desktop) -> None:
    desktop.click("Navn", "text")
    desktop.type("Sunniva Lund")
    desktop.click("E-postadresse", "text")
    desktop.type(DESK)
    desktop.click("Passord", "password text")
    desktop.type(PASSWORD)
    desktop.click("Kom i gang", "push button")
    _see_desk(desktop)


def _see_desk(desktop: Desktop) -> None:
    """The store is followed; which place stands in the window, the hour of the day says."""
    desktop.see("direkte", timeout_s=40)


def _point_to_servers(day: Day) -> None:
    """Types the test's own servers into the settings, as somebody with odd servers would."""
    desktop = day.desktop
    desktop.click("Innstillinger", "check box")
    for name, port in (("IMAP", day.imap_port), ("SMTP", day.smtp_port)):
        _replace(desktop, f"{name}, server", "127.0.0.1")
        _replace(desktop, f"{name}, port", str(port))
    for _ in range(2):
        desktop.click("TLS", "combo box")
        desktop.key("End", "Return")
        desktop.see("Ukryptert", "combo box")
    desktop.click("Lagre", "push button")
    desktop.see("e-post hentet", timeout_s=60)


def _replace(desktop: Desktop, name: str, text: str) -> None:
    """Types over a field, and looks that it stands there: a page may move while one aims."""

    def stands() -> bool:
        return desktop.see(name, "text").text == text

    def type_it() -> bool:
        desktop.click(name, "text")
        desktop.key("ctrl+a")
        desktop.type(text)
        return stands()

    until(lambda: stands() or type_it(), f"{text} in {name}", 40)


def _attach(desktop: Desktop, file: Path) -> None:
    desktop.click("Legg ved", "push button")
    desktop.click("File name:", "text")
    desktop.type(str(file))
    desktop.key("Return")
    desktop.see(file.name)


def _leave_text(desktop: Desktop) -> None:
    desktop.key("Escape")


def _delivered(day: Day) -> bool:
    said = [entry for entry in day.case().page.entries if isinstance(entry, Said)]
    return any(entry.delivery is DeliveryState.ACCEPTED for entry in said)


def _thread_of(mail: EmailMessage) -> str:
    return str(mail["In-Reply-To"])


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _png(color: str) -> bytes:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
