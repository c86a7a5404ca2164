"""What is odd in a work log is told in one quiet line: that it counts once, and what to do."""

from __future__ import annotations

from ui.oncall.at_night import AtNight
from ui.oncall.night_scene import KEY, MAGNUS, TUVA, at, night_scene
from whenever import Instant

from console.data.commands.work_log import add_entry
from console.domain.ids import EntryId, PersonId, new_uuid
from console.domain.oncall.work_log import EntryKind, LogEntry, Span
from console.domain.people import Person
from console.ui.oncall.finding_words import finding_words


def entry(
    kind: EntryKind, time: str, machine: str = "stue", who: Person = TUVA, span: Span | None = None
) -> LogEntry:
    new = EntryId(new_uuid())
    return LogEntry(new, KEY, who.id, kind, at(time), span=span, machine=machine)


def told(*entries: LogEntry) -> str:
    return finding_words(night_scene(entries, "03:30:00"))


BEGUN = entry(EntryKind.STARTED, "02:35:00")
HALF_HOUR = (BEGUN, entry(EntryKind.ENDED, "03:05:00"))
LAPTOP = (
    entry(EntryKind.STARTED, "02:50:00", "laptop"),
    entry(EntryKind.ENDED, "03:20:00", "laptop"),
)


def test_a_log_without_anything_odd_says_nothing() -> None:
    assert told(*HALF_HOUR) == ""


def test_two_machines_at_once_count_once() -> None:
    assert told(*HALF_HOUR, *LAPTOP) == (
        "Du jobbet på to maskiner samtidig 02:50–03:05. Tiden telles én gang; er en av dem feil, "
        "stryk linjen."
    )


def test_while_two_machines_run_a_pause_stops_both() -> None:
    assert told(BEGUN, LAPTOP[0]) == (
        "Arbeidet ditt løper på to maskiner siden 02:50. Tiden telles én gang; pause stanser begge."
    )


def test_by_hand_over_what_was_counted_counts_once() -> None:
    span = Span(at("02:55:00"), at("03:10:00"))
    by_hand = entry(EntryKind.BY_HAND, "03:12:00", span=span)
    assert told(*HALF_HOUR, by_hand) == (
        "Ført for hånd oppå annen tid 02:55–03:05. Tiden telles én gang; er den feil, stryk linjen."
    )


def test_a_stop_without_a_start_counts_nothing() -> None:
    assert told(entry(EntryKind.PAUSED, "02:50:00")) == (
        "Stansen 02:50 har ingen start, og telles ikke. Mangler det arbeid, før det for hånd."
    )


def test_a_colleagues_is_told_by_name_and_asks_nothing_of_others() -> None:
    stop = entry(EntryKind.PAUSED, "02:50:00", who=MAGNUS)
    assert told(stop) == "Magnus L.: stansen 02:50 har ingen start, og telles ikke."


def test_of_several_the_latest_is_told_and_the_others_counted() -> None:
    early = entry(EntryKind.PAUSED, "02:32:00", "telefon")
    assert told(early, *HALF_HOUR, *LAPTOP).endswith("stryk linjen. Det er 1 slik til.")


def test_it_stands_under_the_log_while_it_is_so(night: AtNight, sunniva: PersonId) -> None:
    incident = night.reported(sunniva)
    line = night.cockpit.work.finding
    assert line.isHidden()
    now: Instant = night.clock.now()
    me = night.desk.me.id
    stop = LogEntry(EntryId(new_uuid()), incident, me, EntryKind.PAUSED, now, machine="stue")
    night.does(me, add_entry, stop)
    night.until(line.isVisible)
    assert line.text().startswith("Stansen 02:00 har ingen start")
    before = now.subtract(minutes=1)
    begun = LogEntry(EntryId(new_uuid()), incident, me, EntryKind.STARTED, before, machine="stue")
    night.does(me, add_entry, begun)
    night.until(line.isHidden)
