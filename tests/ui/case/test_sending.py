"""An answer leaves once, with what its author had seen, and may be taken back."""

from __future__ import annotations

from collections.abc import Callable

from fakes.mails import mail
from PySide6.QtCore import Qt
from ui.case.at_the_desk import AtTheDesk

from console.data.commands.cases import take_case
from console.desk.case_draft import Mode, case_scope
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.conversation import Said
from console.domain.ids import CaseId, PersonId
from console.domain.mail import MailPart


def answers(at_desk: AtTheDesk, case: CaseId) -> list[Said]:
    """What we have answered, as the store has it."""
    said = [e for e in at_desk.in_store(case).page.entries if isinstance(e, Said)]
    return [each for each in said if each.kind is MessageKind.MAIL_OUT]


def answered(at_desk: AtTheDesk, case: CaseId) -> Callable[[], bool]:
    return lambda: len(answers(at_desk, case)) == 1


def _write_again(at_desk: AtTheDesk, case: CaseId) -> None:
    again = mail("b", case_tag=case, received_at=at_desk.house.clock.now())
    at_desk._elsewhere(lambda: at_desk.house.take_in(again))


def test_an_answer_stands_in_the_outbox_and_the_draft_is_gone(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Frakten koster 149 kr.")
    at_desk.send()
    at_desk.wait(lambda: at_desk.reply == "")
    (answer,) = answers(at_desk, case)
    assert answer.text == "Frakten koster 149 kr."
    assert answer.delivery is DeliveryState.COMPOSED
    assert answer.subject == "SV: Frakt til Svalbard"
    assert [to.address for to in answer.to] == ["kari@fjellsport.no"]
    assert at_desk.in_store(case).summary.state is CaseState.WAITING
    at_desk.wait(lambda: at_desk.kept(case_scope(case)).text == "")


def test_the_answer_shows_in_the_talk_as_waiting_to_be_sent(at_desk: AtTheDesk) -> None:
    at_desk.open(at_desk.arrive("a"))
    at_desk.write("Frakten koster 149 kr.")
    at_desk.send()
    at_desk.wait(lambda: "Frakten koster 149 kr." in at_desk.texts())
    entry = at_desk.screen.talk.timeline.entries[-1]
    assert entry.state == "venter på å bli sendt"


def test_send_and_solve_closes_the_case(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Da er det ordnet.")
    at_desk.click("Send og løs")
    at_desk.wait(lambda: at_desk.in_store(case).summary.state is CaseState.CLOSED)
    at_desk.wait(lambda: "Åpne igjen" in at_desk.buttons())


def test_undo_brings_text_and_files_back(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    draft = at_desk.screen.writing._keeper.draft
    at_desk.desk._spawn(draft.add(Mode.REPLY, MailPart("a.txt", "text/plain", b"x")), "add")
    at_desk.wait(lambda: len(draft.parts(Mode.REPLY)) == 1)
    at_desk.write("Frakten koster 149 kr.")
    at_desk.send()
    at_desk.wait(lambda: at_desk.reply == "" and "Angre" in at_desk.buttons())
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at_desk.wait(lambda: at_desk.reply == "Frakten koster 149 kr.")
    at_desk.wait(lambda: len(at_desk.kept(case_scope(case)).files) == 1)
    (answer,) = answers(at_desk, case)
    assert answer.is_withdrawn
    at_desk.wait(lambda: at_desk.kept(case_scope(case)).text == "Frakten koster 149 kr.")


def test_undo_in_another_case_puts_the_text_back_where_it_was_written(
    at_desk: AtTheDesk,
) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    at_desk.open(one)
    at_desk.write("Frakten koster 149 kr.")
    at_desk.send()
    at_desk.wait(lambda: "Angre" in at_desk.buttons())
    at_desk.open(other)
    at_desk.click("Angre")
    at_desk.wait(lambda: at_desk.kept(case_scope(one)).text == "Frakten koster 149 kr.")
    assert at_desk.reply == ""


def test_what_a_colleague_did_meanwhile_is_told_before_anything_is_sent(
    at_desk: AtTheDesk, jonas: PersonId
) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Frakten koster 149 kr.")
    seen = at_desk.screen._face().seen
    at_desk.does(jonas, take_case, case)
    # The screen may have learnt of it already; its author pressed the key before that.
    face = at_desk.screen._face()
    at_desk.screen._view.face.value = type(face)(**{**vars(face), "seen": seen})
    at_desk.send()
    at_desk.wait(lambda: "Send likevel" in at_desk.buttons())
    assert answers(at_desk, case) == []
    assert at_desk.reply == "Frakten koster 149 kr."
    assert "Jonas" in at_desk.screen.writing.band.accessibleName()
    at_desk.wait(lambda: at_desk.screen._face().seen > seen)
    at_desk.click("Send likevel")
    at_desk.wait(answered(at_desk, case))
    at_desk.wait(lambda: at_desk.reply == "")


def test_a_customer_who_wrote_again_while_one_typed_is_told_of_before_anything_is_sent(
    at_desk: AtTheDesk,
) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Hei.")
    seen = at_desk.screen._face().seen
    _write_again(at_desk, case)
    # It stands on the screen already, below what its author is looking at.
    at_desk.wait(lambda: at_desk.screen._face().seen > seen)
    at_desk.send()
    at_desk.wait(lambda: "Send likevel" in at_desk.buttons())
    assert answers(at_desk, case) == []
    at_desk.click("Send likevel")
    at_desk.wait(answered(at_desk, case))


def test_an_answer_begun_after_the_customer_wrote_again_goes_at_once(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Hei.")
    at_desk.screen.writing.composer.editor.clear()
    seen = at_desk.screen._face().seen
    _write_again(at_desk, case)
    at_desk.wait(lambda: at_desk.screen._face().seen > seen)
    at_desk.write("Takk, da lukker vi.")
    at_desk.send()
    at_desk.wait(answered(at_desk, case))


def test_one_may_go_on_writing_instead_of_sending(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Hei.")
    _write_again(at_desk, case)
    at_desk.send()
    at_desk.wait(lambda: "Rediger" in at_desk.buttons())
    at_desk.click("Rediger")
    assert at_desk.reply == "Hei."
    assert at_desk.screen.writing.composer.editor.hasFocus()
    assert "Send likevel" not in at_desk.buttons()


def test_an_answer_without_an_address_is_refused_in_words(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.write("Hei.")
    at_desk.screen.writing.recipients._to.setText("kari")
    at_desk.send()
    assert "«kari» er ikke en e-postadresse" in at_desk.told[-1]
    assert at_desk.reply == "Hei."
    assert answers(at_desk, case) == []


def test_a_note_stays_in_the_house(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.screen.rest_hands()
    at_desk.press(Qt.Key.Key_N)
    at_desk.write("Kunden ringer i morgen.")
    at_desk.send()
    at_desk.wait(lambda: "Kunden ringer i morgen." in at_desk.texts())
    assert at_desk.note == ""
    assert answers(at_desk, case) == []
    assert at_desk.in_store(case).summary.state is CaseState.OPEN
