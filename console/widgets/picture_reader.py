"""Reads a foreign picture into at most so many pixels: four formats by their first bytes, capped.

Threads: any; nothing here touches a widget.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

ALLOCATION_MAX_MB = 32
"""What one decoded picture may take, enforced by Qt's reader as well."""

JPEG_PIXELS_MAX = 40_000_000
"""A JPEG is shrunk while it is read, so it may be larger than what is kept of it."""

_JPEG = b"jpeg"
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", _JPEG),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
)


def read_picture(content: bytes, most: QSize) -> QImage | None:
    """The picture, upright, no larger than `most`; None for what is no picture or too large.

    PNG, JPEG, GIF (its first frame) and WebP, told by their bytes and by nothing else.
    """
    form = _format(content)
    if not form:
        return None
    QImageReader.setAllocationLimit(ALLOCATION_MAX_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or not _is_bearable(reader, size, form):
        return None
    room = most.transposed() if _is_turned(reader) else most
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(_fitted(size, room))
    image = reader.read()
    return None if image.isNull() else image


def _format(content: bytes) -> bytes:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return b"webp"
    return next((form for start, form in _STARTS if content.startswith(start)), b"")


def _is_bearable(reader: QImageReader, size: QSize, form: bytes) -> bool:
    """Asked before reading, so that no byte of a picture bomb is unpacked."""
    pixels = size.width() * size.height()
    if form == _JPEG:
        return pixels <= JPEG_PIXELS_MAX
    bits = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel()
    return pixels * max(bits, 32) // 8 < ALLOCATION_MAX_MB << 20


def _is_turned(reader: QImageReader) -> bool:
    quarter = QImageIOHandler.Transformation.TransformationRotate90
    return bool(reader.transformation() & quarter)


def _fitted(size: QSize, room: QSize) -> QSize:
    scale = min(room.width() / size.width(), room.height() / size.height())
    return QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
