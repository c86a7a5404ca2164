"""The list of incidents, entering one, cases that lead to one and back, and the morning."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from ui.oncall.at_night import AtNight

from console.data.commands.incidents import declare_over, give_verdict
from console.data.commands.shops import import_shops
from console.domain.ids import CaseId, IncidentId, PersonId
from console.domain.oncall.incident import IncidentState, Product, Verdict
from console.domain.shops import Shop
from console.ui.case.case_screen import CaseScreen
from console.ui.case.incident_menu import IncidentMenu
from console.ui.oncall.cockpit_foot import FootAct
from console.ui.oncall.incident_dialog import IncidentDialog
from console.ui.oncall.shop_dialog import ShopDialog
from console.ui.window.places import ONCALL

SHOP = Shop("10655", "Multekrem Delikatesse", registers=(("kasse 1", ""), ("kasse 2", "")))


def test_what_is_open_stands_above_what_is_over(night: AtNight, tuva: PersonId) -> None:
    over = night.known(tuva, "Betaling henger")
    night.does(tuva, give_verdict, over, Verdict.PLATFORM, "Vår feil")
    night.does(tuva, declare_over, over)
    night.known(tuva, "Kassene er nede")
    night.work.go(ONCALL)
    night.until(lambda: _titles(night) == [
        "Åpne", "Kassene er nede", "Avsluttet de siste sju døgnene", "Betaling henger"
    ])  # fmt: skip
    row = night.place.screen_by_day.incidents.model.rows[1]
    assert [badge.text for badge in row.badges] == ["POS", "ikke kvittert"]
    assert row.ring is not None
    assert row.ring.inside == "2:00"


def test_the_rail_counts_what_is_open(night: AtNight, sunniva: PersonId) -> None:
    night.known(sunniva)
    rail = night.window.frame.side.rail
    night.until(lambda: "1 åpen hendelse" in _said_by(rail))


def test_enter_on_a_row_opens_its_cockpit(night: AtNight, sunniva: PersonId) -> None:
    incident = night.known(sunniva)
    night.work.go(ONCALL)
    view = night.place.screen_by_day.incidents.view
    night.until(lambda: view.select_key(str(incident)))
    view.setFocus()
    night.press(Qt.Key.Key_Return)
    assert night.cockpit.incident == incident


def test_a_report_by_telephone_is_entered_and_its_cockpit_opens(
    night: AtNight, sunniva: PersonId
) -> None:
    night.does(sunniva, import_shops, [SHOP])
    night.place.screen_by_day.new.click()
    dialog = night.dialog(IncidentDialog)
    assert not dialog.confirm.isEnabled()
    dialog.title.setText("Kassene tar ikke imot kort")
    dialog.shop.field.setFocus()
    night.bot.keyClicks(dialog.shop.field, "multe")
    night.until(lambda: dialog.shop.offers[0].isVisible())
    dialog.shop.offers[0].click()
    dialog.phone.setText("01 90 12 60")
    dialog.when.show_text("01:40")
    dialog.confirm.click()
    night.until(lambda: night.place.cockpit is not None)
    incident = night.view().incident
    assert (incident.title, incident.product) == ("Kassene tar ikke imot kort", Product.POS)
    night.until(lambda: not night.view().waiting)
    night.until(lambda: night.in_store().shop_name == "Multekrem Delikatesse")
    assert str(night.in_store().reported_at) == "2026-11-24T00:40:00Z"


def test_a_shop_the_register_does_not_know_keeps_its_name(
    night: AtNight, sunniva: PersonId
) -> None:
    night.place.screen_by_day.ask_new()
    dialog = night.dialog(IncidentDialog)
    dialog.title.setText("Siden er nede")
    dialog.shop.field.setText("Ukjent AS")
    dialog.confirm.click()
    night.until(lambda: night.place.cockpit is not None)
    assert night.view().incident.title == "Siden er nede (Ukjent AS)"


def test_a_shop_that_is_known_only_later_is_chosen_in_the_cockpit(
    night: AtNight, sunniva: PersonId
) -> None:
    night.does(sunniva, import_shops, [SHOP])
    night.reported(sunniva)
    night.cockpit.head.choose_shop.click()
    dialog = night.dialog(ShopDialog)
    assert not dialog.confirm.isEnabled()
    night.bot.keyClicks(dialog.shop.field, "multe")
    night.until(lambda: dialog.shop.offers[0].isVisible())
    dialog.shop.offers[0].click()
    dialog.confirm.click()
    night.until(lambda: night.view().incident.shop_name == "Multekrem Delikatesse")
    assert night.cockpit.head.choose_shop.isHidden()
    night.until(lambda: night.cockpit.knows_shop)
    night.until(lambda: night.in_store().shop_name == "Multekrem Delikatesse")


def test_a_case_becomes_an_incident_and_each_leads_to_the_other(
    night: AtNight, sunniva: PersonId
) -> None:
    case = night.arrive("kassen")
    night.work.open_case(case)
    screen = night.work.case
    assert screen is not None
    night.until(lambda: screen.talk.timeline.entries)
    assert screen._acts is not None
    screen._acts.ask_incident()
    dialog = night.dialog(IncidentDialog)
    assert dialog.title.text() == screen.head._title.text
    dialog.confirm.click()
    night.until(lambda: night.place.cockpit is not None)
    assert night.view().incident.cases == (case,)
    night.cockpit.head.case_requested.emit(case)
    assert night.place.cockpit is None
    night.until(lambda: screen.context.incidents.buttons)
    screen.context.incidents.buttons[0].click()
    night.until(lambda: night.place.cockpit is not None)


def test_a_further_case_is_linked_to_an_open_incident_from_its_menu(
    night: AtNight, sunniva: PersonId
) -> None:
    incident = night.known(sunniva, "Kassene & kortene er nede")
    case = night.arrive("kassen")
    night.work.open_case(case)
    screen = night.work.case
    assert screen is not None
    night.until(lambda: screen.talk.timeline.entries)
    offered = _incidents_offered(screen)
    words = [action.text() for action in offered.actions() if action.text()]
    assert words == ["Ny hendelse …", "Samme som", "Kassene && kortene er nede · meldt 01:58"]
    offered.actions()[-1].trigger()
    night.until(lambda: case in _cases(night, incident))
    night.until(lambda: screen.context.incidents.buttons)
    assert night.place.cockpit is None
    night.does(sunniva, declare_over, incident)
    night.until(lambda: not _open(night))
    rest = QMenu()
    assert screen._acts is not None
    screen._acts.add_rest(rest)
    assert rest.actions()[-1].text() == "Gjør til kritisk hendelse …"


@pytest.mark.parametrize("at_desk", ["jonas"], indirect=True)
def test_whoever_is_no_technician_reads_and_is_offered_nothing(
    night: AtNight, sunniva: PersonId
) -> None:
    night.reported(sunniva)
    foot = night.cockpit.foot
    assert not [each for each in foot.findChildren(QPushButton) if each.isVisible()]
    assert not night.cockpit.work.note.isEnabled()
    assert night.cockpit.head.choose_shop.isHidden()
    night.press(Qt.Key.Key_Space)
    night.press(Qt.Key.Key_1)
    assert night.view().mine is None
    assert night.cockpit.verdict.picked is None


@pytest.mark.parametrize("at_desk", ["sunniva"], indirect=True)
def test_a_lead_judges_and_ends_but_logs_no_work(night: AtNight, tuva: PersonId) -> None:
    night.reported(tuva)
    assert night.cockpit.foot.face.space is None
    assert not night.cockpit.work.note.isEnabled()
    night.press(Qt.Key.Key_2)
    night.type("Kabelen var ute")
    night.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    night.until(lambda: night.view().incident.verdict is Verdict.CUSTOMER)
    night.cockpit.foot.asked.emit(FootAct.OVER)
    night.until(lambda: night.view().incident.state is IncidentState.OVER)
    night.until(lambda: not night.view().waiting and not night.view().problems)


def test_the_morning_hands_the_night_over(night: AtNight, sunniva: PersonId) -> None:
    incident = night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.pass_time(30)
    night.cockpit.closing.editors["promised"].setFocus()
    night.type("Ringer klokken ni")
    night.cockpit.foot.asked.emit(FootAct.OVER)
    night.until(lambda: night.view().incident.state is IncidentState.OVER)
    night.place.leave()
    assert night.place.screen_by_day.incidents.card.shown is None
    night.clock.advance(5.6 * 3600)
    night.until(lambda: night.place.screen_by_day.incidents.card.shown is not None)
    shown = night.place.screen_by_day.incidents.card.shown
    assert shown is not None
    assert shown.title == "Overlevering 08:00"
    assert [(line.incident, line.promised) for line in shown.lines] == [
        (incident, "Lovet: Ringer klokken ni")
    ]
    assert [(rest.text, rest.warning) for rest in shown.rests] == [
        ("Tuva B. var oppe til 02:30, tidligst i gang 13:30", "arbeidsdagen begynner 08:00")
    ]


def _incidents_offered(screen: CaseScreen) -> IncidentMenu:
    rest = QMenu(screen)
    assert screen._acts is not None
    screen._acts.add_rest(rest)
    return rest.findChildren(IncidentMenu)[0]


def _cases(night: AtNight, incident: IncidentId) -> tuple[CaseId, ...]:
    view = night.desk.oncall.view(incident)
    assert view is not None
    return view.incident.cases


def _open(night: AtNight) -> list[IncidentId]:
    views = (view.incident for view in night.desk.oncall.views.value)
    return [each.id for each in views if each.state is IncidentState.OPEN]


def _titles(night: AtNight) -> list[str]:
    return [row.who for row in night.place.screen_by_day.incidents.model.rows]


def _said_by(rail: object) -> str:
    return " ".join(place.whole for place in rail._places)  # type: ignore[attr-defined]


def test_tab_goes_round_the_whole_window_while_there_is_no_incident(night: AtNight) -> None:
    night.work.go(ONCALL)
    night.press(Qt.Key.Key_Tab)
    first = QApplication.focusWidget()
    reached = [first.accessibleName()]
    night.press(Qt.Key.Key_Tab)
    while QApplication.focusWidget() is not first:
        reached.append(QApplication.focusWidget().accessibleName())
        night.press(Qt.Key.Key_Tab)
    assert {"Del av vakten", "Ny hendelse", "Vakt", "Innstillinger"} <= set(reached)


def test_whoever_comes_to_an_empty_list_is_told_why_it_is_empty(night: AtNight) -> None:
    night.window.frame.side.rail.setFocus()
    night.work.go(ONCALL)
    heard = QApplication.focusWidget().accessibleName()
    assert heard.startswith("Ingen hendelser den siste uken. Meldes noe kritisk")


def test_a_shop_that_is_chosen_moves_nothing_above_it(night: AtNight, sunniva: PersonId) -> None:
    night.does(sunniva, import_shops, [SHOP])
    night.place.screen_by_day.new.click()
    dialog = night.dialog(IncidentDialog)
    before, height = _places(dialog), dialog.height()
    dialog.shop.look_for("multe")
    night.until(lambda: dialog.height() > height)
    dialog.shop.offers[0].click()
    night.until(lambda: not dialog.shop.offers[0].isVisible())
    for part in (dialog.shop, dialog):
        layout = part.layout()
        assert layout is not None
        layout.activate()
    assert _places(dialog) == before


def _places(dialog: IncidentDialog) -> list[int]:
    """How far down the parts above the shop stand."""
    return [part.mapTo(dialog, QPoint(0, 0)).y() for part in (dialog.title, dialog.product)]
