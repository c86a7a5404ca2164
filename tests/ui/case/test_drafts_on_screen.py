"""What is typed in a case is never lost, and never stands in another case."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from ui.case.at_the_desk import AtTheDesk

from console.data.commands.cases import set_kind
from console.desk.case_draft import case_scope, note_scope
from console.domain.cases import CaseKind


def test_what_is_typed_is_on_the_disk_within_300_ms(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    begun = time.monotonic()
    at_desk.write("Hei Kari.")
    at_desk.wait(lambda: at_desk.kept(case_scope(case)).text == "Hei Kari.", 1000)
    assert time.monotonic() - begun < 0.3


def test_a_draft_comes_back_when_the_case_is_opened_again(at_desk: AtTheDesk) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    at_desk.open(one)
    at_desk.write("Hei Kari.")
    at_desk.open(other)
    assert at_desk.reply == ""
    at_desk.open(one)
    assert at_desk.reply == "Hei Kari."


def test_a_note_and_an_answer_are_two_drafts(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Hei Kari.")
    at_desk.screen.rest_hands()
    at_desk.press(Qt.Key.Key_N)
    at_desk.write("Ringer i morgen")
    at_desk.wait(lambda: at_desk.kept(note_scope(case)).text == "Ringer i morgen")
    assert at_desk.kept(case_scope(case)).text == "Hei Kari."


def test_a_pasted_picture_goes_along_and_comes_back(at_desk: AtTheDesk) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    at_desk.open(one)
    shot = QImage(40, 30, QImage.Format.Format_RGB32)
    shot.fill(QColor("red"))
    at_desk.screen.writing.composer.image_pasted.emit(shot)
    at_desk.wait(lambda: len(at_desk.kept(case_scope(one)).files) == 1)
    at_desk.open(other)
    at_desk.open(one)
    chips = at_desk.screen.writing.composer._chips
    at_desk.wait(lambda: chips.isVisible() and ".png" in chips.accessibleName())


def test_a_file_that_cannot_be_read_is_told_of(at_desk: AtTheDesk, tmp_path: Path) -> None:
    at_desk.open(at_desk.arrive("a"))
    at_desk.screen.writing.composer.files_dropped.emit([str(tmp_path / "finnes-ikke.pdf")])
    at_desk.wait(lambda: any("finnes-ikke.pdf" in words for words in at_desk.told))


def test_asking_for_what_is_missing_keeps_what_was_written(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.does(at_desk.desk.me.id, set_kind, case, CaseKind.BUG)
    at_desk.open(case)
    at_desk.write("Noe jeg hadde begynt på")
    at_desk.screen.rest_hands()
    at_desk.press(Qt.Key.Key_B)
    at_desk.wait(lambda: "Hei Kari." in at_desk.reply)
    assert at_desk.versions(case_scope(case)) == ["Noe jeg hadde begynt på"]
    assert "Noe jeg hadde begynt på" not in at_desk.reply
