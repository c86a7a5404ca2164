"""What the large line says: which hour, how far, when the next begins, what it costs by now."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from ui.oncall.night_scene import KEY, TUVA, at, night_scene

from console.domain.ids import EntryId, new_uuid
from console.domain.oncall.incident import Verdict
from console.domain.oncall.work_log import EntryKind, LogEntry
from console.ui.oncall.line_words import LineFace, amount_short, line_face
from console.ui.oncall.scene import NextHour

STARTED, PAUSED, WAITING = EntryKind.STARTED, EntryKind.PAUSED, EntryKind.WAITING
ENDED = EntryKind.ENDED


def entry(kind: EntryKind, time: str) -> LogEntry:
    return LogEntry(EntryId(new_uuid()), KEY, TUVA.id, kind, at(time))


def line(
    *log: tuple[EntryKind, str],
    now: str,
    verdict: Verdict | None = Verdict.THIRD_PARTY,
    reported: str = "02:31:00",
    over: str = "",
) -> LineFace:
    """The line of a log, at a time of the night."""
    entries = tuple(entry(*each) for each in log)
    return line_face(night_scene(entries, now, verdict, reported, over))


def plain(text: str) -> str:
    """With spaces that may break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


MOCK = ((STARTED, "02:35:00"), (WAITING, "02:58:30"), (STARTED, "03:06:00"))


def test_the_line_of_the_mock() -> None:
    face = line(*MOCK, now="03:24:42")
    assert (
        face.text
        == "Time 1 · 42 min · neste time om 17:48 · 1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}kr"
    )
    assert face.bar.right == "time 2 · 2\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}kr"
    assert round(face.bar.share, 3) == 0.703
    assert not face.is_nudged


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("02:35:01", "Time 1 · 0 min · neste time om 59:59"),
        ("03:34:59", "Time 1 · 59 min · neste time om 0:01"),
        ("03:35:00", "Time 1 · 60 min · neste time om 0:00"),
        ("03:35:01", "Time 2 · 0 min · neste time om 59:59"),
    ],
)
def test_around_the_hour(now: str, text: str) -> None:
    assert line((STARTED, "02:35:00"), now=now).text.startswith(text)


def test_five_minutes_before_it_says_so() -> None:
    before = line((STARTED, "02:35:00"), now="03:29:59")
    within = line((STARTED, "02:35:00"), now="03:30:01")
    assert (before.is_nudged, before.bar.nudge) == (False, "sier fra 5 min før")
    assert (within.is_nudged, within.bar.nudge) == (True, "under 5 min igjen")


def test_waiting_stands_still_and_says_what_it_has_come_to() -> None:
    face = line((STARTED, "02:35:00"), (WAITING, "02:58:30"), now="03:04:00")
    assert face.text.startswith("Venter på andre · 23 min · 1")
    assert not face.bar.is_running


def test_paused_and_over_say_so() -> None:
    log = ((STARTED, "02:35:00"), (PAUSED, "03:50:00"))
    assert line(*log, now="04:00:00").text.startswith("Pause · 1 t 15 min · 2")
    ended = ((STARTED, "02:35:00"), (ENDED, "02:45:00"))
    assert line(*ended, now="04:00:00", over="02:46:00").text.startswith("Avsluttet 02:46 · 10 min")


def test_our_own_fault_is_free_and_still_counted() -> None:
    face = line((STARTED, "02:35:00"), now="02:50:00", verdict=Verdict.PLATFORM)
    assert face.text == "15 min · gratis"
    assert face.bar.left == "arbeid går · vår plattform"


def test_what_nobody_has_judged_is_shown_as_it_would_cost_and_held_back() -> None:
    face = line((STARTED, "02:35:00"), now="02:50:00", verdict=None)
    assert face.text.startswith("Time 1 · 15 min")
    assert face.bar.left.endswith("holdes igjen til noen har vurdert")


def test_what_was_reported_in_opening_hours_is_free() -> None:
    face = line((STARTED, "10:05:00"), now="10:20:00", reported="10:00:00")
    assert face.text == "15 min · gratis"
    assert face.bar.left == "arbeid går · innenfor åpningstiden"


def test_second_by_second_what_is_kept_of_the_next_hour_says_what_would_be_found_anew() -> None:
    scene = night_scene([entry(STARTED, "02:35:00")], "03:29:57")
    kept = NextHour()
    for second in range(700):
        now = at("03:29:57").add(seconds=second)
        anew = line_face(replace(scene, now=now, next_hour=NextHour()))
        assert line_face(replace(scene, now=now, next_hour=kept)) == anew


def test_a_log_that_changes_has_another_next_hour() -> None:
    begun = entry(STARTED, "02:35:00")
    scene, kept = night_scene([begun], "03:24:42"), NextHour()
    assert "10:18" in line_face(replace(scene, next_hour=kept)).text
    rested = (entry(PAUSED, "02:45:00"), entry(STARTED, "02:55:00"))
    changed = replace(night_scene([begun, *rested], "03:24:43"), next_hour=kept)
    assert "20:17" in line_face(changed).text


def test_an_amount_has_ore_only_where_there_are_any() -> None:
    amounts = ("1250.00", "1250.50", "12500.00")
    written = [plain(amount_short(Decimal(amount))) for amount in amounts]
    assert written == ["1 250 kr", "1 250,50 kr", "12 500 kr"]
