"""The team now: who does what, what they carry, and handing it over from there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from ui.team.at_the_team import AtTheTeam

from console.data.commands.availability import set_readiness
from console.data.commands.settings import set_setting
from console.data.queries.in_force import expertise_in_force
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState
from console.domain.expertise import KEY
from console.domain.ids import PersonId
from console.domain.live_news import CallSeen

K = Qt.Key


def test_everybody_who_works_stands_there_also_who_is_away(at_team: AtTheTeam) -> None:
    assert sorted(at_team.names()) == ["Jonas T.", "Sunniva L."]
    assert at_team.sentence("Jonas") == "Jonas Tveit, Borte, 0 av 6 enheter i bruk, 0 saker"
    assert at_team.screen.folk_line.count == ""


def test_a_colleague_who_gets_ready_is_seen_at_once(at_team: AtTheTeam, jonas: PersonId) -> None:
    at_team.does(jonas, set_readiness, Channel.CHAT, Readiness.READY, "")
    at_team.until(lambda: "Klar, chat · siden 09:41" in at_team.sentence("Jonas"))
    at_team.until(lambda: at_team.screen.folk_line.sum == "0 av 6 enheter i bruk")


def test_who_carries_most_stands_first(at_team: AtTheTeam, jonas: PersonId) -> None:
    at_team.screen.folk.view.clearFocus()
    at_team.chat_of(jonas)
    at_team.until(lambda: "1 av 6 enheter" in at_team.sentence("Jonas"))
    at_team.until(lambda: at_team.names()[0] == "Jonas T.")
    at_team.until(lambda: "1 chat: hos kunden" in at_team.sentence("Jonas"))


def test_nobody_moves_under_the_hand(at_team: AtTheTeam, sunniva: PersonId) -> None:
    under = at_team.screen.folk.view.viewport()
    QApplication.sendEvent(under, QEvent(QEvent.Type.Enter))
    at_team.chat_of(sunniva)
    at_team.until(lambda: "1 av 6 enheter" in at_team.sentence("Sunniva"))
    assert at_team.names() == ["Jonas T.", "Sunniva L."]
    QApplication.sendEvent(under, QEvent(QEvent.Type.Leave))
    at_team.until(lambda: at_team.names() == ["Sunniva L.", "Jonas T."])


def test_a_call_is_a_whole_load_and_says_with_whom(at_team: AtTheTeam) -> None:
    began = at_team.live.house.clock.now().subtract(seconds=130)
    talking = CallSeen(
        "q1", 1, began, CallState.TALKING, number="+4701554107",
        answered_by="SIP/21", answered_at=began,
    )  # fmt: skip
    at_team.rings(talking)
    at_team.until(lambda: "I samtale, 2:10 · 01 55 41 07" in at_team.sentence("Jonas"))
    at_team.until(lambda: "6 av 6 enheter i bruk" in at_team.sentence("Jonas"))


def test_channels_count_what_their_lanes_count(at_team: AtTheTeam) -> None:
    at_team.waiting_chat()
    at_team.away(partial(at_team.live.house.arrive, "kari"))
    overview = at_team.desk.live.overview
    at_team.until(lambda: [lane.counts.value.waiting for lane in overview.lanes] == [1, 0, 1, 0])
    at_team.until(
        lambda: (
            [row.counts for row in at_team.desk.live.team.channels.rows]
            == [lane.counts.value for lane in overview.lanes]
        )
    )


def test_what_is_late_stands_there_in_the_order_of_haster(at_team: AtTheTeam) -> None:
    chat = at_team.waiting_chat()
    at_team.live.house.clock.advance(90)
    at_team.until(
        lambda: [row.key for row in at_team.screen.late.pane.model.rows] == [f"chat:{chat}"]
    )
    at_team.until(lambda: at_team.screen.late.head.count == "1")


def test_a_colleagues_row_opens_on_what_they_have(at_team: AtTheTeam, jonas: PersonId) -> None:
    chat, case = at_team.chat_of(jonas), at_team.case_of(jonas, "kari")
    at_team.until(lambda: "1 sak" in at_team.sentence("Jonas"))
    at_team.look_into("Jonas Tveit")
    at_team.until(lambda: at_team.things() == [f"chat:{chat}", f"case:{case}"])
    at_team.press(K.Key_Escape)
    assert at_team.screen.person is None


def test_a_lead_hands_a_colleagues_case_to_another(
    at_team: AtTheTeam, jonas: PersonId, ingrid: PersonId
) -> None:
    case = at_team.case_of(jonas, "kari")
    at_team.until(lambda: "1 sak" in at_team.sentence("Jonas"))
    at_team.look_into("Jonas Tveit")
    at_team.until(lambda: at_team.things() == [f"case:{case}"])
    at_team.press(K.Key_J)
    at_team.press(K.Key_A)
    next(each for each in at_team.menu().actions() if each.text() == "Ingrid Moe").trigger()
    at_team.until(lambda: at_team.things() == [])
    assert at_team.away(partial(at_team.live.owner, case)) == ingrid


def test_a_lead_hands_a_colleagues_chat_to_another(
    at_team: AtTheTeam, jonas: PersonId, ingrid: PersonId
) -> None:
    chat = at_team.chat_of(jonas)
    at_team.until(lambda: "1 chat" in at_team.sentence("Jonas"))
    at_team.look_into("Jonas Tveit")
    at_team.until(lambda: at_team.things() == [f"chat:{chat}"])
    at_team.press(K.Key_J)
    at_team.press(K.Key_A)
    next(each for each in at_team.menu().actions() if each.text() == "Ingrid Moe").trigger()
    at_team.until(lambda: at_team.things() == [])
    assert at_team.away(lambda: at_team.live.only_chat).agent == ingrid


def test_a_lead_says_what_a_colleague_knows_best(at_team: AtTheTeam, jonas: PersonId) -> None:
    at_team.look_into("Jonas Tveit")
    pane = at_team.screen.person
    assert pane is not None
    for name in ("frakt", "Datakasse"):
        topics = pane.knows.menu_of_topics()
        next(each for each in topics.actions() if each.text() == name).trigger()
        at_team.until(lambda name=name: name in pane.knows.text())
    assert pane.knows.text() == "Kan best: frakt, Datakasse"
    known = at_team.away(partial(at_team.live.house.store.read, expertise_in_force))
    assert known.of(jonas) == {"shipping", "pos"}


def test_what_another_lead_says_is_shown_and_not_written_over(
    at_team: AtTheTeam, jonas: PersonId
) -> None:
    at_team.look_into("Jonas Tveit")
    at_team.does(None, set_setting, KEY, {str(jonas): ["payment"]}, 0)
    pane = at_team.screen.person
    assert pane is not None
    at_team.until(lambda: pane.knows.text() == "Kan best: betaling")
    assert [each.text() for each in pane.knows.menu_of_topics().actions() if each.isChecked()] == [
        "betaling"
    ]


def test_who_does_not_lead_sees_what_a_colleague_knows_best(
    at_jonas: AtTheTeam, sunniva: PersonId
) -> None:
    at_jonas.does(None, set_setting, KEY, {str(sunniva): ["pos"]}, 0)
    at_jonas.until(lambda: at_jonas.desk.live.expertise.in_force.value.of(sunniva) == {"pos"})
    at_jonas.look_into("Sunniva Lund")
    pane = at_jonas.screen.person
    assert pane is not None
    assert (pane.knows.text(), pane.knows.isEnabled()) == ("Kan best: Datakasse", False)


def test_who_does_not_lead_may_look_and_open_no_more(
    at_jonas: AtTheTeam, sunniva: PersonId
) -> None:
    at_team = at_jonas
    case = at_team.case_of(sunniva, "kari")
    at_team.until(lambda: "1 sak" in at_team.sentence("Sunniva"))
    at_team.look_into("Sunniva Lund")
    at_team.until(lambda: at_team.things() == [f"case:{case}"])
    pane = at_team.screen.person
    assert pane is not None
    (row,) = (row for row in pane.lane.pane.model.rows if not row.is_head)
    pane.lane.pane.menu_requested.emit(row, QPoint(100, 100))
    assert [each.text() for each in at_team.menu().actions()] == ["Åpne saken\tEnter"]


def test_the_models_keep_the_rules_of_qt(at_team: AtTheTeam, jonas: PersonId) -> None:
    testers = [
        QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
        for view in (at_team.screen.folk.view, at_team.screen.channels.view)
    ]
    at_team.chat_of(jonas)
    at_team.until(lambda: at_team.names()[0] == "Jonas T.")
    assert all(tester.model().rowCount() for tester in testers)


def test_a_screen_reader_hears_the_whole_row(at_team: AtTheTeam, jonas: PersonId) -> None:
    at_team.does(jonas, set_readiness, Channel.CHAT, Readiness.PAUSE, "lunsj")
    at_team.until(lambda: "Pause · lunsj" in at_team.sentence("Jonas"))
    heard = spoken(at_team.screen.folk.view)
    assert heard[0] == "Folk"
    row = "Jonas Tveit, Pause · lunsj, siden 09:41, 0 av 6 enheter i bruk, 0 saker"
    assert row in heard
    at_team.until(lambda: "E-post, 0 venter" in spoken(at_team.screen.channels.view))


def spoken(view: QWidget) -> list[str]:
    """The name of a list, and of each of its rows, as they are told outside."""
    told = QAccessible.queryAccessibleInterface(view)
    children = [told.child(at) for at in range(told.childCount())]
    names = [child.text(QAccessible.Text.Name) for child in children if child is not None]
    return [told.text(QAccessible.Text.Name), *names]
