"""What is half typed in the cockpit is on the disk in a moment, and there when it opens again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from ui.oncall.at_night import AtNight

from console.data.engine import SQLITE
from console.domain.ids import IncidentId, PersonId
from console.domain.oncall.incident import Verdict

CTRL = Qt.KeyboardModifier.ControlModifier


def on_disk(tmp_path: Path, incident: IncidentId, what: str) -> str:
    """As another program sees the pocket's file."""
    with closing(SQLITE.connect(tmp_path / "pocket.db", isolation_level=None)) as file:
        query = "SELECT text FROM draft WHERE scope = ?"
        row = file.execute(query, (f"incident:{incident}:{what}",)).fetchone()
    return "" if row is None else str(row[0])


def test_a_half_typed_line_survives_and_is_gone_once_it_is_entered(
    night: AtNight, sunniva: PersonId, tmp_path: Path
) -> None:
    incident = night.reported(sunniva)
    night.press(Qt.Key.Key_N)
    night.type("Terminal svarer på ")
    night.until(lambda: on_disk(tmp_path, incident, "log") == "Terminal svarer på ")
    night.place.leave()
    night.place.open_incident(incident)
    night.until(lambda: night.cockpit.work.note.text() == "Terminal svarer på ")
    night.press(Qt.Key.Key_N)
    night.type("ping")
    night.press(Qt.Key.Key_Return)
    night.until(lambda: night.log() == ["Terminal svarer på ping"])
    night.until(lambda: on_disk(tmp_path, incident, "log") == "")
    night.place.leave()
    night.place.open_incident(incident)
    night.until(lambda: not night.tasks._running)
    assert night.cockpit.work.note.text() == ""


def test_each_incident_has_its_own_and_no_case_is_marked_by_it(
    night: AtNight, sunniva: PersonId, tmp_path: Path
) -> None:
    other, incident = night.known(sunniva, "Siden er nede"), night.reported(sunniva)
    night.press(Qt.Key.Key_N)
    night.type("Terminal")
    night.until(lambda: on_disk(tmp_path, incident, "log") == "Terminal")
    night.tasks.spawn(night.desk.drafts.find_begun(), "find drafts")
    night.until(lambda: not night.tasks._running)
    night.place.open_incident(other)
    night.until(lambda: not night.tasks._running)
    assert night.cockpit.work.note.text() == ""


def test_a_half_written_reason_comes_back_with_its_verdict_and_waits_for_a_word(
    night: AtNight, sunniva: PersonId, tmp_path: Path
) -> None:
    incident = night.reported(sunniva)
    night.press(Qt.Key.Key_3)
    night.type("Leverandøren b")
    night.until(lambda: on_disk(tmp_path, incident, "reason") == "Leverandøren b")
    # As after a crash: nobody left the field.
    night.cockpit.verdict.blockSignals(True)
    night.place.leave()
    night.place.open_incident(incident)
    verdict = night.cockpit.verdict
    night.until(lambda: verdict.reason.text == "Leverandøren b")
    assert verdict.picked is Verdict.THIRD_PARTY
    assert verdict.head.state == "Ctrl Enter gir den"
    night.place.leave()
    night.until(lambda: not night.tasks._running)
    night.place.open_incident(incident)
    night.until(lambda: night.cockpit.verdict.reason.text == "Leverandøren b")
    assert night.view().incident.verdicts == ()
    night.cockpit.verdict.reason.setFocus()
    night.press(Qt.Key.Key_Return, CTRL)
    night.until(lambda: night.view().incident.verdict is Verdict.THIRD_PARTY)
    night.until(lambda: on_disk(tmp_path, incident, "reason") == "")


def test_a_reason_without_a_verdict_is_not_lost_when_one_leaves(
    night: AtNight, sunniva: PersonId
) -> None:
    incident = night.reported(sunniva)
    night.cockpit.verdict.reason.setFocus()
    night.type("Kabelen var ute")
    night.place.leave()
    night.place.open_incident(incident)
    night.until(lambda: night.cockpit.verdict.reason.text == "Kabelen var ute")
    assert night.cockpit.verdict.head.state == "velg 1 til 4"


def test_what_was_entered_just_before_the_end_does_not_come_back(
    night: AtNight, sunniva: PersonId, tmp_path: Path
) -> None:
    incident = night.reported(sunniva)
    night.press(Qt.Key.Key_N)
    night.type("Ringte butikken")
    night.press(Qt.Key.Key_Return)
    night.until(lambda: night.log() == ["Ringte butikken"])
    night.until(lambda: not night.tasks._running)
    night.desk.half_typed.type(f"incident:{incident}:log", "Ringte butikken", "")
    night.until(lambda: on_disk(tmp_path, incident, "log") == "Ringte butikken")
    night.place.leave()
    night.place.open_incident(incident)
    night.until(lambda: not night.tasks._running)
    assert night.cockpit.work.note.text() == ""
