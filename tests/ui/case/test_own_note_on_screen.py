"""A note to oneself: one field beside the case, kept by itself, and never lost by a failure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from ui.case.at_the_desk import AtTheDesk

from console.data.queries.personal_notes import personal_note
from console.domain.ids import CaseId


def stored(at_desk: AtTheDesk, case: CaseId) -> str:
    found = at_desk.read(personal_note, at_desk.desk.me.id, case)
    return "" if found is None else found.text


def opened(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.open(case)
    at_desk.wait(at_desk.screen.context.note.editor.isEnabled)


def write(at_desk: AtTheDesk, text: str) -> None:
    at_desk.screen.context.note.editor.setFocus()
    at_desk.screen.context.note.editor.insertPlainText(text)


def text_of(at_desk: AtTheDesk) -> str:
    return at_desk.screen.context.note.editor.toPlainText()


def sql(at_desk: AtTheDesk, statement: str) -> None:
    def carried_out() -> None:
        with at_desk.house.store.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    at_desk._elsewhere(carried_out)


def test_a_note_is_kept_by_itself_and_comes_back(at_desk: AtTheDesk) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    opened(at_desk, one)
    write(at_desk, "Spør Ola")
    at_desk.wait(lambda: at_desk.screen.context.note._count.text == "lagret 09:41")
    assert stored(at_desk, one) == "Spør Ola"
    opened(at_desk, other)
    assert (text_of(at_desk), at_desk.screen.context.note._count.text) == ("", "")
    opened(at_desk, one)
    assert text_of(at_desk) == "Spør Ola"
    assert at_desk.screen.context.note._count.text == "lagret 09:41"


def test_leaving_the_case_keeps_it_at_once(at_desk: AtTheDesk) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    opened(at_desk, one)
    write(at_desk, "Spør Ola")
    at_desk.open(other)
    at_desk.wait(partial(_is, at_desk, one, "Spør Ola"), 900)


def _is(at_desk: AtTheDesk, case: CaseId, text: str) -> bool:
    return stored(at_desk, case) == text


def test_what_the_store_does_not_take_stays_and_is_told_and_tried_again(
    at_desk: AtTheDesk,
) -> None:
    case = at_desk.arrive("a")
    opened(at_desk, case)
    sql(at_desk, "ALTER TABLE personal_note RENAME TO away")
    write(at_desk, "Spør Ola")
    at_desk.wait(lambda: at_desk.screen.context.note.problem.startswith("Ikke lagret ennå: "))
    assert text_of(at_desk) == "Spør Ola"
    sql(at_desk, "ALTER TABLE away RENAME TO personal_note")
    at_desk.wait(lambda: at_desk.screen.context.note.problem == "", 10_000)
    assert stored(at_desk, case) == "Spør Ola"


def test_letters_are_text_there_and_escape_goes_back_to_the_talk(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    opened(at_desk, case)
    at_desk.screen.context.note.editor.setFocus()
    for key in (Qt.Key.Key_T, Qt.Key.Key_E):
        at_desk.press(key)
    assert text_of(at_desk) == "te"
    at_desk.press(Qt.Key.Key_Escape)
    assert at_desk.screen.talk.timeline.hasFocus()
    assert at_desk.screen.case == case
