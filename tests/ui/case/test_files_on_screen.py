"""Foreign files are shown as far as it is safe, saved for their owner alone, and never run."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage, QImageWriter
from ui.case.at_the_desk import AtTheDesk

from console.desk.entries import FileLine
from console.domain.mail import MailPart
from console.widgets.picture_reader import read_picture

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9'/></svg>"
ROOM = QSize(800, 600)


def drawn(form: bytes = b"png", size: QSize = ROOM) -> bytes:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(form)).write(image)
    return bytes(buffer.data().data())


def bomb(side: int = 16_000) -> bytes:
    """A PNG of `side` squared in a few hundred kB, that would take a gigabyte unpacked."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    row = zlib.compress(b"\0" * (1 + 3 * side), 1)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", row) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", [b"png", b"jpeg", b"webp"])
def test_pictures_are_read_no_larger_than_asked_for(form: bytes) -> None:
    image = read_picture(drawn(form), QSize(196, 120))
    assert image is not None
    assert (image.width(), image.height()) == (160, 120)


@pytest.mark.parametrize(
    "content", [SVG, b"<?xml version='1.0'?>" + SVG, bomb(), b"", b"GIF89a", b"BM" + b"\0" * 60]
)
def test_drawings_bombs_and_rubbish_are_not_read(content: bytes) -> None:
    assert read_picture(content, ROOM) is None


def test_a_picture_is_shown_in_the_talk_and_beside_it(at_desk: AtTheDesk) -> None:
    part = MailPart("kasse.png", "image/png", drawn())
    at_desk.open(at_desk.arrive("a", parts=(part,)))
    at_desk.wait(lambda: at_desk.screen.pictures.previews != {})
    (entry,) = [e for e in at_desk.screen.talk.timeline.entries if e.attachments]
    assert entry.attachments[0].thumbnail is not None
    (tile,) = at_desk.screen.context._tiles._tiles
    assert tile.thumbnail is not None


def test_a_drawing_that_claims_to_be_a_picture_stays_a_document(at_desk: AtTheDesk) -> None:
    parts = (MailPart("a.png", "image/png", SVG), MailPart("b.png", "image/png", bomb()))
    at_desk.open(at_desk.arrive("a", parts=parts))
    at_desk.wait(lambda: len(at_desk.screen.pictures._no_pictures) == 2)
    (entry,) = [e for e in at_desk.screen.talk.timeline.entries if e.attachments]
    assert [each.thumbnail for each in entry.attachments] == [None, None]


def test_a_click_on_a_picture_looks_at_it_in_the_window_and_esc_leaves(
    at_desk: AtTheDesk,
) -> None:
    at_desk.open(at_desk.arrive("a", parts=(MailPart("kasse.png", "image/png", drawn()),)))
    (file,) = at_desk.screen._face().files
    at_desk.screen.talk.timeline.attachment_requested.emit(str(file.id))
    sheet = at_desk.screen.files.pictures.sheet
    at_desk.wait(sheet.isVisible)
    assert at_desk.screen.files.pictures.view.accessibleName() == "kasse.png"
    at_desk.screen.step_back()
    assert not sheet.isVisible()


class Opened(QObject):
    """Stands in for the programs of the machine."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opened() -> Opened:
    return Opened()


def choices(at_desk: AtTheDesk, file: FileLine) -> list[str]:
    menu = at_desk.screen.files.menu(file)
    return [action.text() for action in menu.actions() if action.isEnabled()]


def test_what_may_run_something_is_named_as_such_and_only_saved(at_desk: AtTheDesk) -> None:
    part = MailPart("faktura.pdf.exe", "application/pdf", b"MZ")
    at_desk.open(at_desk.arrive("a", parts=(part,)))
    (file,) = at_desk.screen._face().files
    assert choices(at_desk, file) == ["Lagre …"]
    (entry,) = [e for e in at_desk.screen.talk.timeline.entries if e.attachments]
    assert "kan kjøre programmer" in entry.attachments[0].size_text


def test_a_dangerous_file_is_not_opened_even_when_asked(at_desk: AtTheDesk, opened: Opened) -> None:
    part = MailPart("faktura.exe", "application/pdf", b"MZ")
    at_desk.open(at_desk.arrive("a", parts=(part,)))
    (file,) = at_desk.screen._face().files
    at_desk.screen.files.menu(file)
    QDesktopServices.setUrlHandler("file", opened, "open")
    at_desk.screen.files._open_asked()
    at_desk.bot.wait(50)
    QDesktopServices.unsetUrlHandler("file")
    assert opened.paths == []


def test_a_document_is_opened_from_a_private_copy_with_a_safe_name(
    at_desk: AtTheDesk, opened: Opened
) -> None:
    part = MailPart("../../kvittering:1.pdf", "application/pdf", b"%PDF")
    at_desk.open(at_desk.arrive("a", parts=(part,)))
    (file,) = at_desk.screen._face().files
    QDesktopServices.setUrlHandler("file", opened, "open")
    file = FileLine(**{**vars(file), "is_dangerous": False})
    at_desk.screen.files.menu(file)
    at_desk.screen.files._open_asked()
    at_desk.wait(lambda: opened.paths != [])
    QDesktopServices.unsetUrlHandler("file")
    (path,) = opened.paths
    assert path.read_bytes() == b"%PDF"
    assert path.name == "kvittering_1.pdf"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_saved_file_is_for_its_owner_alone(at_desk: AtTheDesk, tmp_path: Path) -> None:
    part = MailPart("kvittering.pdf", "application/pdf", b"%PDF")
    at_desk.open(at_desk.arrive("a", parts=(part,)))
    (file,) = at_desk.screen._face().files
    target = tmp_path / "lagret.pdf"
    at_desk.screen.files._saving = file
    at_desk.screen.files.save_to(str(target))
    at_desk.wait(lambda: any("Lagret som" in words for words in at_desk.told))
    assert target.read_bytes() == b"%PDF"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_takes_nothing_is_told_of(at_desk: AtTheDesk, tmp_path: Path) -> None:
    part = MailPart("kvittering.pdf", "application/pdf", b"%PDF")
    at_desk.open(at_desk.arrive("a", parts=(part,)))
    at_desk.screen.files._saving = at_desk.screen._face().files[0]
    at_desk.screen.files.save_to(str(tmp_path / "finnes-ikke" / "a.pdf"))
    at_desk.wait(lambda: any("kunne ikke lagres" in words for words in at_desk.told))
