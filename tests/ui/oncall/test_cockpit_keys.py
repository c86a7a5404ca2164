"""The cockpit's few keys: each does what it says, and none while one writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from ui.oncall.at_night import AtNight

from console.domain.billing.work import WorkKind
from console.domain.ids import PersonId
from console.domain.oncall.incident import IncidentState, Verdict

CTRL = Qt.KeyboardModifier.ControlModifier


def test_space_begins_pauses_and_goes_on(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.pass_time(10)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is None)
    night.pass_time(5)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    assert night.log() == ["Startet arbeid", "Pause", "Fortsatte arbeid"]


def test_the_line_runs_from_the_first_second(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.cockpit.refresh()
    assert night.cockpit.line.text.startswith("Time 1 · 0 min · neste time om 59:59")


def test_whoever_begins_has_acknowledged(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.in_store().acknowledged_at is not None)


def test_v_waits_for_others_and_that_is_not_counted(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.pass_time(12)
    night.press(Qt.Key.Key_V)
    night.until(lambda: night.view().mine is not None and _waits(night))
    night.pass_time(10)
    assert night.cockpit.line.text.startswith("Venter på andre · 12 min")
    night.press(Qt.Key.Key_Space)
    night.until(lambda: not _waits(night))
    assert "Venter på andre, telles ikke" in night.log()


def test_a_digit_picks_and_the_reason_gives_the_verdict(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_3)
    assert night.cockpit.verdict.head.state == "skriv grunnen"
    night.type("Innløseren avviser alt")
    night.cockpit.refresh()
    assert night.cockpit.verdict.reason.text == "Innløseren avviser alt"
    assert night.view().incident.verdicts == ()
    night.press(Qt.Key.Key_Return, CTRL)
    night.until(lambda: night.view().incident.verdict is Verdict.THIRD_PARTY)
    assert night.cockpit.hasFocus()
    assert night.cockpit.verdict.head.state == "gitt"
    night.until(lambda: len(night.in_store().verdicts) == 1)


def test_a_reason_that_is_left_is_given_once(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_1)
    night.type("Feil i oppgraderingen")
    night.press(Qt.Key.Key_Escape)
    night.until(lambda: night.view().incident.verdict is Verdict.PLATFORM)
    night.cockpit.verdict.reason.setFocus()
    night.press(Qt.Key.Key_Escape)
    night.pass_time(1)
    assert len(night.view().incident.verdicts) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_3])
def test_nobody_types_where_they_cannot_see_it(
    night: AtNight, sunniva: PersonId, key: Qt.Key
) -> None:
    night.reported(sunniva)
    night.window.resize(1366, 560)
    hidden = (night.cockpit.work.note, night.cockpit.verdict.reason)
    night.until(lambda: any(not _is_seen(field) for field in hidden))
    night.press(key)
    field = QApplication.focusWidget()
    night.until(lambda: _is_seen(field))


def test_in_a_field_letters_and_digits_are_words(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_N)
    night.type("v 1 n 3")
    night.press(Qt.Key.Key_Return)
    night.until(lambda: night.log() == ["v 1 n 3"])
    assert night.view().mine is None
    assert night.cockpit.verdict.picked is None


def test_space_on_a_button_presses_that_button(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    button = night.cockpit.verdict.choices.findChild(object, Verdict.CUSTOMER.value)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    night.press(Qt.Key.Key_Space)
    assert night.cockpit.verdict.picked is Verdict.CUSTOMER
    assert night.view().mine is None


def test_a_click_leaves_the_keyboard_with_the_cockpit(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    foot = night.cockpit.foot
    night.bot.mouseClick(foot.findChild(object, "wait"), Qt.MouseButton.LeftButton)
    night.until(lambda: _waits(night))
    assert night.cockpit.hasFocus()


def test_esc_leaves_the_field_first_and_the_cockpit_then(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_N)
    night.press(Qt.Key.Key_Escape)
    assert night.place.cockpit is not None
    night.press(Qt.Key.Key_Escape)
    assert night.place.cockpit is None


def test_work_goes_on_when_the_cockpit_is_left(night: AtNight, sunniva: PersonId) -> None:
    incident = night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.press(Qt.Key.Key_Escape)
    view = night.desk.oncall.view(incident)
    assert view is not None
    assert view.mine is not None


def test_ending_the_incident_ends_the_work_and_says_what_is_missing(
    night: AtNight, sunniva: PersonId
) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.pass_time(3)
    night.bot.mouseClick(night.cockpit.foot.findChild(object, "over"), Qt.MouseButton.LeftButton)
    night.until(lambda: night.view().incident.state is IncidentState.OVER)
    bar = night.window.frame.notices
    night.until(lambda: bar.bar is not None and "vurderingen" in bar.bar.text)
    assert night.cockpit.foot.face.may_reopen


def _is_seen(field: QWidget) -> bool:
    return field.visibleRegion().boundingRect().height() == field.height()


def _waits(night: AtNight) -> bool:
    mine = night.view().mine
    return mine is not None and mine.kind is WorkKind.WAITING


def test_after_a_note_the_keys_are_keys_again(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.press(Qt.Key.Key_N)
    night.type("Ringer innloeseren")
    night.press(Qt.Key.Key_Return)
    night.press(Qt.Key.Key_V)
    night.until(lambda: _waits(night))
    assert night.cockpit.work.note.text() == ""
