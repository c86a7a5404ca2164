"""The talk opens at its end, is paged without losing one's place, and says what became of mail."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest
from fixtures.house import MAIL, House
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from ui.case.at_the_desk import AtTheDesk

from console.data.commands.delivery import begin_transmitting, claim_next, finish, keep_rendered
from console.data.commands.leading import lead
from console.domain.cases import DeliveryState
from console.domain.ids import CaseId, OutboxId, PersonId
from console.widgets.timeline_entry import Entry


def long_case(house: House, letters: int) -> CaseId:
    """A case with so many mails, a minute between each."""
    case = house.arrive("0", text="Brev 0", visible_text="Brev 0")
    for number in range(1, letters):
        house.clock.advance(60)
        words = f"Brev {number}"
        house.arrive(str(number), case_tag=case, text=words, visible_text=words)
    return case


def bodies(at_desk: AtTheDesk) -> list[str]:
    return [text for text in at_desk.texts() if text.startswith("Brev")]


def top_of(at_desk: AtTheDesk, body: str) -> int:
    """Where an entry stands in the view, in pixels from its top."""
    timeline = at_desk.screen.talk.timeline
    (row,) = [row for row, entry in enumerate(timeline.entries) if entry.body == body]
    return timeline.visualRect(timeline.model().index(row, 0)).top()


def is_at_end(at_desk: AtTheDesk) -> bool:
    bar = at_desk.screen.talk.timeline.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() == bar.maximum()


def entry_of(at_desk: AtTheDesk, body: str) -> Entry:
    (entry,) = [e for e in at_desk.screen.talk.timeline.entries if e.body == body]
    return entry


def test_a_long_case_opens_at_its_end(at_desk: AtTheDesk) -> None:
    case = at_desk._elsewhere(partial(long_case, at_desk.house, 60))
    at_desk.open(case)
    at_desk.wait(lambda: is_at_end(at_desk))
    assert bodies(at_desk)[-1] == "Brev 59"


def test_a_letter_longer_than_the_screen_opens_at_its_beginning(at_desk: AtTheDesk) -> None:
    letter = "Brev " + "\n\n".join(f"Avsnitt {number}." for number in range(80))
    case = at_desk.arrive("lang", text=letter, visible_text=letter)
    at_desk.open(case)
    at_desk.wait(lambda: at_desk.screen.talk.timeline.verticalScrollBar().maximum() > 0)
    at_desk.wait(lambda: top_of(at_desk, bodies(at_desk)[0]) >= 0)
    assert not is_at_end(at_desk)


def test_200_letters_come_page_by_page_and_the_place_is_kept(at_desk: AtTheDesk) -> None:
    case = at_desk._elsewhere(partial(long_case, at_desk.house, 200))
    at_desk.open(case)
    at_desk.wait(lambda: is_at_end(at_desk))
    timeline = at_desk.screen.talk.timeline
    QAbstractItemModelTester(timeline.model(), timeline)
    while at_desk.screen.talk.earlier.isVisible():
        timeline.verticalScrollBar().setValue(0)
        first = bodies(at_desk)[0]
        before = top_of(at_desk, first)
        at_desk.click("Vis tidligere")
        at_desk.wait(lambda oldest=first: bodies(at_desk)[0] != oldest)
        assert abs(top_of(at_desk, first) - before) <= 1
    assert bodies(at_desk) == [f"Brev {number}" for number in range(200)]


def test_who_reads_the_end_stays_at_the_end_when_mail_comes(at_desk: AtTheDesk) -> None:
    case = at_desk._elsewhere(partial(long_case, at_desk.house, 30))
    at_desk.open(case)
    at_desk.wait(lambda: is_at_end(at_desk))
    at_desk.arrive("ny", case_tag=case, text="Brev ny", visible_text="Brev ny")
    at_desk.wait(lambda: bodies(at_desk)[-1] == "Brev ny")
    at_desk.wait(lambda: is_at_end(at_desk))


def test_who_reads_further_up_is_left_in_peace(at_desk: AtTheDesk) -> None:
    case = at_desk._elsewhere(partial(long_case, at_desk.house, 30))
    at_desk.open(case)
    at_desk.wait(lambda: is_at_end(at_desk))
    at_desk.screen.talk.timeline.verticalScrollBar().setValue(120)
    before = top_of(at_desk, "Brev 4")
    at_desk.arrive("ny", case_tag=case, text="Brev ny", visible_text="Brev ny")
    at_desk.wait(lambda: bodies(at_desk)[-1] == "Brev ny")
    assert top_of(at_desk, "Brev 4") == before


def test_what_was_trimmed_is_shown_on_request(at_desk: AtTheDesk) -> None:
    whole = "Takk.\n\nDen 20. skrev dere:\n> Hei"
    at_desk.open(at_desk.arrive("a", text=whole, visible_text="Takk."))
    entry = entry_of(at_desk, "Takk.")
    assert entry.hidden_text == "Tidligere meldinger skjult"
    at_desk.screen.talk.timeline.show_hidden_requested.emit(entry.key)
    assert entry_of(at_desk, whole).hidden_text == "Skjul tidligere meldinger"


def test_a_mail_that_could_not_be_read_says_so_and_offers_its_original(
    at_desk: AtTheDesk,
) -> None:
    raw = b"Subject: \xff\xfe\r\n\r\n\x00"
    case = at_desk.arrive("a", problem="ukjent tegnsett", raw=raw)
    at_desk.open(case)
    entry = at_desk.screen.talk.timeline.entries[-1]
    assert "kunne ikke leses" in entry.state
    assert [offer.text for offer in entry.offers] == ["Lagre originalen"]
    at_desk.screen._show_original()
    at_desk.wait(at_desk.screen.entry_acts.text.sheet.isVisible)
    assert at_desk.screen.entry_acts.text.text.toPlainText().startswith("Subject:")


@pytest.fixture
def unsure(at_desk: AtTheDesk, jonas: PersonId) -> CaseId:
    """A case whose answer may or may not have arrived."""

    def happen() -> CaseId:
        house = at_desk.house
        case = house.arrive("a")
        house.answer(jonas, case, not_before=house.clock.now())
        epoch = house.act(None, lead, "test", house.clock.now().add(hours=1)).answer["epoch"]
        claimed = house.act(None, claim_next, MAIL, epoch).answer
        outbox = OutboxId(UUID(claimed["outbox"]))
        house.act(None, keep_rendered, outbox, epoch, b"raw", {"message_id": "<1@x>"})
        house.act(None, begin_transmitting, outbox, epoch)
        house.act(None, finish, outbox, epoch, DeliveryState.UNKNOWN, "forbindelsen ble brutt")
        return case

    return at_desk._elsewhere(happen)


@pytest.mark.parametrize(
    ("offer", "state"), [("send_again", "venter på å bli sendt"), ("settle", "sendt 09:41")]
)
def test_an_answer_of_unknown_fate_is_decided_by_a_person(
    at_desk: AtTheDesk, unsure: CaseId, offer: str, state: str
) -> None:
    at_desk.open(unsure)
    entry = entry_of(at_desk, "Frakten koster 149 kr.")
    assert "usikkert om det kom frem" in entry.state
    assert [each.text for each in entry.offers] == ["Send en gang til", "Den kom frem"]
    at_desk.screen.talk.timeline.offer_requested.emit(entry.key, offer)
    at_desk.wait(lambda: entry_of(at_desk, "Frakten koster 149 kr.").state == state)


def test_what_an_entry_holds_is_reached_by_enter(at_desk: AtTheDesk, unsure: CaseId) -> None:
    at_desk.open(unsure)
    timeline = at_desk.screen.talk.timeline
    timeline.scroll_to_key(entry_of(at_desk, "Frakten koster 149 kr.").key)
    at_desk.press(Qt.Key.Key_Return)
    at_desk.wait(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Send en gang til", "Den kom frem", "Kopier"]
    at_desk.bot.keyClick(menu, Qt.Key.Key_Return)
    at_desk.wait(lambda: entry_of(at_desk, "Frakten koster 149 kr.").state.startswith("venter"))


def test_markup_in_a_mail_is_letters(at_desk: AtTheDesk) -> None:
    words = "<b>Hei</b> <img src=x>"
    at_desk.open(at_desk.arrive("a", text=words, visible_text=words, subject="<i>Frakt</i>"))
    assert words in at_desk.texts()
    assert at_desk.screen.head._title.text == "<i>Frakt</i>"


def test_the_mails_of_one_case_do_not_stand_in_another(at_desk: AtTheDesk) -> None:
    one = at_desk.arrive("a", text="Brev A", visible_text="Brev A")
    other = at_desk.arrive("b", subject="Noe annet", text="Brev B", visible_text="Brev B")
    for case, words in ((one, "Brev A"), (other, "Brev B"), (one, "Brev A")):
        at_desk.open(case)
        at_desk.wait(lambda wanted=words: bodies(at_desk) == [wanted])
