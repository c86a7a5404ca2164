"""Escalating from a case by keys alone, and what the case tells of it."""

from __future__ import annotations

from typing import Any

import pytest
from fixtures.house import picture
from PySide6.QtCore import Qt
from ui.case.at_the_desk import AtTheDesk

from console.data.commands.cases import set_kind
from console.data.commands.escalations import answer_escalation, escalate, take_up
from console.data.queries.escalations import escalations_of_case
from console.desk.case_draft import escalation_scope
from console.domain.cases import CaseKind
from console.domain.escalations import (
    Escalation,
    EscalationState,
    EscalationTarget,
    EvidenceKind,
    NewEscalation,
)
from console.domain.ids import CaseId, PersonId
from console.ui.acts.form_dialog import FormDialog
from console.ui.escalations.escalate_form import EscalateForm

K = Qt.Key


def dialog(at_desk: AtTheDesk) -> FormDialog:
    """The dialog that stands over the case."""
    found = [each for each in at_desk.screen.findChildren(FormDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def form(at_desk: AtTheDesk) -> EscalateForm:
    found = dialog(at_desk).form
    assert isinstance(found, EscalateForm)
    return found


def is_closed(at_desk: AtTheDesk) -> bool:
    return not [each for each in at_desk.screen.findChildren(FormDialog) if each.isVisible()]


def stored(at_desk: AtTheDesk, case: CaseId) -> list[Escalation]:
    return [each.escalation for each in at_desk.read(escalations_of_case, case)]


def ask(at_desk: AtTheDesk, text: str = "") -> None:
    """X in the talk, and the words typed."""
    at_desk.window.activateWindow()
    at_desk.wait(at_desk.window.isActiveWindow)
    at_desk.screen.rest_hands()
    at_desk.press(K.Key_X)
    at_desk.wait(lambda: not is_closed(at_desk))
    at_desk.wait(form(at_desk).reason.editor.hasFocus)
    if text:
        at_desk.bot.keyClicks(form(at_desk).reason.editor, text)


@pytest.fixture
def case(at_desk: AtTheDesk) -> CaseId:
    opened = at_desk.arrive("frakt", parts=(picture(),))
    at_desk.open(opened)
    return opened


def new(at_desk: AtTheDesk, case: CaseId, **fields: Any) -> NewEscalation:
    plain: dict[str, Any] = {
        "case": case,
        "target": EscalationTarget.DEVELOPMENT,
        "reason": "Terminalen faller ut",
        "next_word_by": at_desk.house.clock.now().add(hours=26),
    }
    return NewEscalation(**{**plain, **fields})


def test_x_asks_developers_and_the_case_tells_by_when_the_customer_hears(
    at_desk: AtTheDesk, case: CaseId
) -> None:
    ask(at_desk, "Terminalen faller ut")
    assert dialog(at_desk).confirm.text() == "Send til utvikling"
    dialog(at_desk).confirm.click()
    at_desk.wait(lambda: is_closed(at_desk))
    part = at_desk.screen.context.escalations
    at_desk.wait(lambda: len(part.lines) == 1)
    assert part.lines[0].accessibleName() == "Terminalen faller ut, Utvikling · ikke tatt opp ennå"
    (one,) = stored(at_desk, case)
    assert (one.target, one.reason) == (EscalationTarget.DEVELOPMENT, "Terminalen faller ut")
    assert {each.kind for each in one.evidence} == set(EvidenceKind)
    due = at_desk.desk.escalations.next_word_by()
    assert one.next_word_by == due


def test_whom_it_goes_to_stands_on_the_button(at_desk: AtTheDesk, case: CaseId) -> None:
    del case
    ask(at_desk, "Kan det gjøres?")
    form(at_desk).target.setFocus()
    at_desk.press(K.Key_Right)
    assert dialog(at_desk).confirm.text() == "Send til produkt"


def test_what_is_taken_out_does_not_go_along(at_desk: AtTheDesk, case: CaseId) -> None:
    ask(at_desk, "Kan det gjøres?")
    form(at_desk).evidence.words.click()
    dialog(at_desk).confirm.click()
    at_desk.wait(lambda: is_closed(at_desk))
    (one,) = stored(at_desk, case)
    assert [each.kind for each in one.evidence] == [EvidenceKind.ATTACHMENT]


def test_nothing_goes_without_words_or_to_a_time_that_has_passed(
    at_desk: AtTheDesk, case: CaseId
) -> None:
    del case
    ask(at_desk)
    assert not dialog(at_desk).confirm.isEnabled()
    at_desk.bot.keyClicks(form(at_desk).reason.editor, "Kan det gjøres?")
    assert dialog(at_desk).confirm.isEnabled()
    form(at_desk).due.moment.day.setText("")
    form(at_desk).due.moment.time.setText("00:01")
    assert not dialog(at_desk).confirm.isEnabled()
    assert "passert" in form(at_desk).due.moment.error


def test_a_report_with_gaps_asks_why_it_goes_all_the_same(
    at_desk: AtTheDesk, case: CaseId, jonas: PersonId
) -> None:
    at_desk.does(jonas, set_kind, case, CaseKind.BUG)
    rows = at_desk.desk.backlog.mail.rows
    at_desk.wait(lambda: "Feil" in [mark.text for row in rows.rows[1:] for mark in row.marks])
    view = at_desk.screen._view
    assert view is not None
    at_desk.wait(lambda: view.face.value is not None and view.face.value.kind is CaseKind.BUG)
    ask(at_desk, "Kassen står")
    assert not dialog(at_desk).confirm.isEnabled()
    at_desk.bot.keyClicks(form(at_desk).gap_reason, "Hele butikken står.")
    dialog(at_desk).confirm.click()
    at_desk.wait(lambda: is_closed(at_desk))
    assert stored(at_desk, case)[0].gap_reason == "Hele butikken står."


def test_what_was_begun_is_on_the_disk_and_there_when_one_comes_back(
    at_desk: AtTheDesk, case: CaseId
) -> None:
    ask(at_desk, "Terminalen faller ut")
    at_desk.wait(lambda: at_desk.kept(escalation_scope(case)).text == "Terminalen faller ut")
    dialog(at_desk).reject()
    at_desk.wait(lambda: is_closed(at_desk))
    ask(at_desk)
    at_desk.wait(lambda: form(at_desk).reason.text == "Terminalen faller ut")
    dialog(at_desk).confirm.click()
    at_desk.wait(lambda: is_closed(at_desk))
    at_desk.wait(lambda: at_desk.kept(escalation_scope(case)).text == "")


def test_a_colleagues_question_stops_the_second_in_the_dialog_and_keeps_its_words(
    at_desk: AtTheDesk, case: CaseId, jonas: PersonId
) -> None:
    ask(at_desk, "Terminalen faller ut")
    at_desk.does(jonas, escalate, new(at_desk, case))
    dialog(at_desk).confirm.click()
    at_desk.wait(lambda: not dialog(at_desk).problem.isHidden())
    assert "Jonas Tveit: Eskalerte til utvikling" in dialog(at_desk).problem.text()
    assert form(at_desk).reason.text == "Terminalen faller ut"
    assert len(stored(at_desk, case)) == 1


def test_an_escalation_is_undone_and_its_words_are_a_draft_again(
    at_desk: AtTheDesk, case: CaseId
) -> None:
    ask(at_desk, "Terminalen faller ut")
    dialog(at_desk).confirm.click()
    at_desk.wait(lambda: is_closed(at_desk))
    at_desk.wait(lambda: bool(stored(at_desk, case)))
    at_desk.runner.undo_last()
    at_desk.wait(lambda: stored(at_desk, case)[0].state is EscalationState.TAKEN_BACK)
    at_desk.wait(lambda: at_desk.kept(escalation_scope(case)).text == "Terminalen faller ut")
    assert at_desk.screen.context.escalations.isHidden()


def test_the_answer_stands_in_the_case_until_the_customer_has_it(
    at_desk: AtTheDesk, case: CaseId, jonas: PersonId
) -> None:
    at_desk.does(jonas, escalate, new(at_desk, case))
    at_desk.wait(lambda: bool(stored(at_desk, case)))
    (one,) = stored(at_desk, case)
    at_desk.does(jonas, take_up, one.id, "Ola", "DEV-1490")
    at_desk.does(jonas, answer_escalation, one.id, "Rettes i 8.4.2.")
    part = at_desk.screen.context.escalations
    at_desk.wait(lambda: bool(part.lines) and part.lines[0].done.isVisible())
    assert "svar kommet" in part.lines[0].accessibleName()
    part.lines[0].done.click()
    at_desk.wait(part.isHidden)
    assert stored(at_desk, case)[0].state is EscalationState.DONE
    metas = [entry.meta for entry in at_desk.screen.talk.timeline.entries if entry.meta]
    assert metas[-3:] == [
        "førte opp Ola hos utvikling · DEV-1490",
        "førte inn svaret fra utvikling: Rettes i 8.4.2.",
        "ga kunden svaret fra utvikling",
    ]
