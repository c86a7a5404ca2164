"""Cleaned HTML in a real text browser: it asks for nothing but pictures of the mail itself."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from console.channels.mail.protocol.html import cleaned

REACHING_OUT = (
    '<img src="http://ond.no/1"><img src="//ond.no/2"><img src="file:///etc/passwd"><img src="x">'
    '<body background="http://ond.no/3"><table background="http://ond.no/4"><tr>'
    '<td background="http://ond.no/5" style="background:url(http://ond.no/6)">x</td></tr></table>'
    "<style>@import 'http://ond.no/7'; p{background-image:url(http://ond.no/8)}</style>"
    '<p style="background-image:url(http://ond.no/9)">x</p><link href="http://ond.no/10">'
    '<ul style="list-style-image:url(http://ond.no/11)"><li>x</ul><svg><image href="http://o"/></svg>'
    '<object data="http://ond.no/12"></object><img src="data:image/png;base64,AAAA">'
)


class _Asked(QTextBrowser):
    """Keeps the names it was asked to load, and loads nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        self.names.add(QUrl(name).toString())
        return QImage(1, 1, QImage.Format.Format_ARGB32)


def _shown(qtbot: QtBot, html: str) -> _Asked:
    browser = _Asked()
    qtbot.addWidget(browser)
    browser.resize(600, 400)
    browser.setHtml(html)
    browser.grab()
    return browser


def test_only_the_mails_own_pictures_are_asked_for(qtbot: QtBot) -> None:
    html = cleaned(REACHING_OUT + '<p>se</p><img src="cid:kasse@butikk">')
    assert _shown(qtbot, html).names == {"cid:kasse@butikk"}


def test_the_same_mail_uncleaned_reaches_out(qtbot: QtBot) -> None:
    assert any("ond.no" in name for name in _shown(qtbot, REACHING_OUT).names)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>" * 18 + "x",
        "<div>" * 10_000 + "x",
        "<p>" + "x" * 200_000,
        ("<table><tr><td>" * 6 + "x" + "</td></tr></table>" * 6) * 50,
    ],
)
def test_shapes_that_stalled_a_window_are_drawn(qtbot: QtBot, html: str) -> None:
    browser = _shown(qtbot, cleaned(html))
    assert "x" in browser.toPlainText()
    # Each block is laid out by itself; their number bounds the work of the window.
    assert browser.document().blockCount() <= 1_000
