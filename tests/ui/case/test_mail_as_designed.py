"""A mail's own design is shown without asking the network, the disk or anybody for anything."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage, QImageWriter
from ui.case.at_the_desk import AtTheDesk

from console.domain.mail import MailPart

HOSTILE = """
<p>Hei</p>
<img src="cid:logo"><img src="cid:somebody-elses">
<img src="http://{address}/pixel.png"><img src="//{address}/b.png">
<img src="file:///etc/hostname"><img src="/etc/hostname"><img src="qrc:/x.png"><img src="x.png">
<a href="https://fjordglimt.example/kasse">mystore.no</a> <a href="file:///etc/passwd">fil</a>
<body background="http://{address}/ground.png">
<link rel="stylesheet" href="http://{address}/a.css"><style>@import url("http://{address}/b.css");</style>
"""


@pytest.fixture
def listener() -> socket.socket:
    """A server that nobody should come to."""
    made = socket.create_server(("127.0.0.1", 0))
    made.settimeout(0.3)
    yield made
    made.close()


def logo() -> MailPart:
    image = QImage(12, 12, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    content = bytes(buffer.data().data())
    return MailPart("logo.png", "image/png", content, content_id="<logo>", is_inline=True)


def shown(at_desk: AtTheDesk, html: str) -> list[str]:
    """Opens a mail with this HTML as it was designed; returns what it wanted and did not get."""
    at_desk.open(at_desk.arrive("a", html=html, parts=(logo(),)))
    refused: list[str] = []
    at_desk.screen.entry_acts.mail.browser.refused.connect(refused.append)
    (entry,) = [e for e in at_desk.screen.talk.timeline.entries if e.formatted_text]
    at_desk.screen.talk.timeline.show_formatted_requested.emit(entry.key)
    at_desk.wait(at_desk.screen.entry_acts.mail.sheet.isVisible)
    at_desk.screen.entry_acts.mail.browser.grab()
    return refused


def test_nothing_is_fetched_and_nothing_is_read(
    at_desk: AtTheDesk, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    refused = shown(at_desk, HOSTILE.replace("{address}", f"127.0.0.1:{port}"))
    with pytest.raises(TimeoutError):
        listener.accept()
    assert "cid:logo" not in refused
    assert {"cid:somebody-elses", f"http://127.0.0.1:{port}/pixel.png"} <= set(refused)
    assert {"file:///etc/hostname", "/etc/hostname", "x.png"} <= set(refused)


def test_a_picture_of_the_mail_itself_is_shown(at_desk: AtTheDesk) -> None:
    shown(at_desk, '<p>Hei</p><img src="cid:logo">')
    browser = at_desk.screen.entry_acts.mail.browser
    picture = browser.viewport().grab().toImage()
    red = QColor("red")
    assert any(picture.pixelColor(x, y) == red for x in range(0, 200, 4) for y in range(0, 200, 4))


class Browser(QObject):
    """Stands in for the machine's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.addresses.append(url.toString())


def test_a_link_says_where_it_goes_and_asks(at_desk: AtTheDesk) -> None:
    shown(at_desk, '<a href="https://fjordglimt.example/kasse">mystore.no</a>')
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    mail = at_desk.screen.entry_acts.mail
    mail.browser.anchorClicked.emit(QUrl("https://fjordglimt.example/kasse"))
    assert mail.band.isVisible()
    assert "fjordglimt.example" in mail.band.accessibleName()
    assert browser.addresses == []
    at_desk.click("Åpne i nettleseren")
    QDesktopServices.unsetUrlHandler("https")
    assert browser.addresses == ["https://fjordglimt.example/kasse"]


def test_a_link_to_this_machine_is_not_offered(at_desk: AtTheDesk) -> None:
    shown(at_desk, '<a href="file:///etc/passwd">fil</a>')
    mail = at_desk.screen.entry_acts.mail
    mail.browser.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert "Åpne i nettleseren" not in at_desk.buttons()
