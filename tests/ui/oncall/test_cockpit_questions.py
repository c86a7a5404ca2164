"""What the cockpit asks, and what an answer does; nothing is counted unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from ui.oncall.at_night import AtNight

from console.data.commands.settings import set_setting
from console.data.commands.work_log import add_entry
from console.domain.ids import EntryId, IncidentId, PersonId, new_uuid
from console.domain.oncall.incident import ClosingNote, IncidentState, Verdict
from console.domain.oncall.work_log import EntryKind, LogEntry
from console.ui.oncall.by_hand_dialog import ByHandDialog
from console.ui.oncall.cockpit_foot import FootAct
from console.ui.oncall.reason_dialog import ReasonDialog


def test_slept_time_is_counted_only_after_a_yes(night: AtNight, sunniva: PersonId) -> None:
    _work_and_sleep(night, sunniva)
    assert night.cockpit.ask.accessibleName().startswith("Maskinen sov 02:05–02:25. Jobbet du da?")
    assert "Time 1 · 5 min" in night.cockpit.line.text
    _answer(night, "yes")
    night.until(lambda: "Time 1 · 25 min" in night.cockpit.line.text)
    assert night.cockpit.ask.isHidden()


def test_slept_time_stays_out_after_a_no(night: AtNight, sunniva: PersonId) -> None:
    _work_and_sleep(night, sunniva)
    _answer(night, "no")
    night.until(lambda: night.cockpit.ask.isHidden())
    assert "Time 1 · 5 min" in night.cockpit.line.text
    assert "Maskinen sov, telles ikke" in night.log()


def test_silence_is_asked_about_and_a_no_pauses(night: AtNight, sunniva: PersonId) -> None:
    _begin(night, sunniva)
    night.pass_time(22, is_there=False)
    night.until(lambda: not night.cockpit.ask.isHidden())
    _answer(night, "no")
    night.until(lambda: night.view().mine is None)


def test_work_by_hand_asks_which_half_past_two(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.cockpit.acts.ask_by_hand()
    dialog = night.dialog(ByHandDialog)
    dialog.start.show_text("25.10. 02:30")
    dialog.end.show_text("25.10. 03:10")
    dialog.reason.setText("Satt i bilen")
    assert not dialog.confirm.isEnabled()
    assert [choice.text() for choice in dialog.start.choices] == [
        "første 02:30 (+02:00)",
        "andre 02:30 (+01:00)",
    ]
    dialog.start.choices[0].click()
    dialog.confirm.click()
    night.until(lambda: night.view().done.intervals)
    assert [line.length for line in night.cockpit.work.log.lines] == ["1:40:00"]


def test_work_by_hand_that_cannot_be_is_refused_in_words(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.cockpit.acts.ask_by_hand()
    dialog = night.dialog(ByHandDialog)
    dialog.reason.setText("Satt i bilen")
    dialog.start.show_text("01:30")
    dialog.end.show_text("01:20")
    assert dialog.problem == "Slutten er ikke etter begynnelsen."
    assert not dialog.confirm.isEnabled()
    dialog.reject()


def test_a_line_is_struck_with_a_reason_and_stays(night: AtNight, sunniva: PersonId) -> None:
    _begin(night, sunniva)
    night.pass_time(4)
    key = night.cockpit.work.log.lines[0].key
    night.cockpit.acts.ask_strike(key)
    dialog = night.dialog(ReasonDialog)
    assert not dialog.confirm.isEnabled()
    dialog.reason.setText("Feil hendelse")
    dialog.confirm.click()
    night.until(lambda: night.cockpit.work.log.lines[0].is_struck)
    assert night.log()[-1] == "Strøk en linje: Feil hendelse"


def test_the_status_page_is_ticked_into_the_log(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    assert night.cockpit.status.head.state == "ikke sjekket"
    night.cockpit.status.checked.emit("Statussiden sjekket: ikke listet")
    night.until(lambda: night.cockpit.status.head.state == "ikke listet 02:00")
    assert night.log() == ["Statussiden sjekket: ikke listet"]


def test_the_status_page_is_the_firms_and_known_by_its_host(
    night: AtNight, sunniva: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    night.reported(sunniva)
    page = night.cockpit.status.page
    assert page.text() == "status.mystore.no"
    night.does(sunniva, set_setting, "brand", {"status_page": "https://drift.example/alt"}, 0)
    night.until(lambda: page.text() == "drift.example")
    page.click()
    assert opened == ["https://drift.example/alt"]
    assert page.accessibleName() == "Åpne drift.example"


def test_a_closing_note_is_kept_as_it_is_typed(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    editor = night.cockpit.closing.editors["done"]
    editor.setFocus()
    night.type("Startet kassene på nytt")
    night.until(lambda: night.cockpit.closing.head.state == "lagret 02:00:00")
    night.press(Qt.Key.Key_Escape)
    night.press(Qt.Key.Key_Escape)
    night.place.open_incident(night.desk.oncall.views.value[0].incident.id)
    wanted = ClosingNote(done="Startet kassene på nytt")
    assert night.cockpit.closing.note == wanted
    night.until(lambda: night.in_store().note == wanted)


def test_a_verdict_half_written_is_given_when_one_leaves(night: AtNight, sunniva: PersonId) -> None:
    incident = night.reported(sunniva)
    night.press(Qt.Key.Key_2)
    night.type("Kabelen var ute")
    night.place.leave()
    night.until(lambda: _verdict(night, incident) is Verdict.CUSTOMER)


def test_without_the_store_the_log_goes_on_says_so_and_comes_to_it_later(
    night: AtNight, sunniva: PersonId, store_path: Path
) -> None:
    night.reported(sunniva)
    away = store_path.with_name("borte.db")
    store_path.rename(away)
    night.until(lambda: night.desk.absence.value is not None)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    # Acknowledged and begun.
    said = night.cockpit.time.saved
    night.until(lambda: "Lageret borte siden 02:00 · 2 venter her" in said.accessibleName())
    away.rename(store_path)
    night.until(lambda: night.desk.absence.value is None and not night.view().waiting)
    assert [entry.kind for entry in night.in_store().entries] == [EntryKind.STARTED]
    night.cockpit.refresh()
    assert said.accessibleName().endswith("Arbeidsloggen er lagret her 02:00:00")


def test_what_the_store_refused_stays_until_somebody_lets_it_go(
    night: AtNight, sunniva: PersonId, leif: PersonId
) -> None:
    incident = night.reported(sunniva)
    night.does(leif, add_entry, _started(incident, leif, night))
    night.until(lambda: night.view().done.running)
    night.cockpit.foot.asked.emit(FootAct.OVER)
    night.until(lambda: night.view().problems)
    night.until(lambda: "tok ikke imot" in night.cockpit.ask.accessibleName())
    said = night.cockpit.ask.accessibleName()
    assert said.startswith("Lageret tok ikke imot avslutningen av hendelsen. Det ligger fortsatt")
    assert "Leif Dahl" in said
    notice = night.window.frame.notices.bar
    assert notice is None or "tok ikke imot" not in notice.text
    _answer(night, "no")
    night.until(lambda: not night.view().problems)
    assert night.view().incident.state is IncidentState.OPEN


def _started(incident: IncidentId, who: PersonId, night: AtNight) -> LogEntry:
    at = night.clock.now()
    return LogEntry(EntryId(new_uuid()), incident, who, EntryKind.STARTED, at, machine="annen")


def _begin(night: AtNight, by: PersonId) -> None:
    night.reported(by)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)


def _work_and_sleep(night: AtNight, by: PersonId) -> None:
    _begin(night, by)
    night.pass_time(5)
    night.clock.advance(20 * 60)
    night.desk.oncall.tick()
    night.until(lambda: night.view().done.questions)
    night.until(lambda: not night.cockpit.ask.isHidden())
    night.cockpit.refresh()


def _answer(night: AtNight, key: str) -> None:
    button = night.cockpit.ask.findChild(QPushButton, key)
    night.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def _verdict(night: AtNight, incident: object) -> Verdict:
    views = night.desk.oncall.views.value
    return next(view.incident.verdict for view in views if view.incident.id == incident)
