"""Two made pictures for the made mails, drawn here so that nothing foreign is shipped."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QImageWriter, QPainter

from console.domain.mail import MailPart

SIZE = (640, 400)


def pictures() -> tuple[MailPart, ...]:
    """The screen of a register with its message, the terminal beside it, and a receipt."""
    return (
        MailPart("kasse2.png", "image/png", _png(_register())),
        MailPart("terminal.png", "image/png", _png(_terminal())),
        MailPart("kvittering-0931.pdf", "application/pdf", b"%PDF-1.4\n" + bytes(84_000)),
    )


def _register() -> QImage:
    image = _blank("#E8EDED")
    painter = _painter(image)
    painter.fillRect(0, 0, 640, 64, QColor("#3A474B"))
    _words(painter, QRect(28, 0, 400, 64), "Kasse 2", "#FFFFFF", 26)
    for n in range(9):
        at = QRect(40 + n % 3 * 130, 100 + n // 3 * 90, 110, 70)
        painter.fillRect(at, QColor("#C9D3D4"))
    painter.setPen(QColor("#B3140F"))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRoundedRect(190, 150, 400, 130, 8, 8)
    _words(
        painter, QRect(220, 160, 360, 110), "Ingen kontakt med\nterminalen (E-31)", "#162022", 28
    )
    painter.end()
    return image


def _terminal() -> QImage:
    image = _blank("#C2CACC")
    painter = _painter(image)
    painter.setBrush(QColor("#2B3437"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(210, 50, 220, 260, 16, 16)
    painter.fillRect(240, 80, 160, 90, QColor("#8FD0D2"))
    _words(painter, QRect(240, 80, 160, 90), "08:02", "#162022", 34)
    for n in range(3):
        painter.fillRect(250 + n * 52, 200, 36, 24, QColor(("#B3140F", "#BE7500", "#4F8488")[n]))
    painter.end()
    return image


def _blank(color: str) -> QImage:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def _words(painter: QPainter, box: QRect, text: str, color: str, px: int) -> None:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(px)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
