"""What follows from a work log: what is counted, what is asked about, what looks odd."""

from __future__ import annotations

from fakes.work_log import JONAS, LOGINS, MARI, Log, at, minutes, span

from console.domain.billing.work import Cause, Source, WorkKind
from console.domain.oncall.work_done import AwayWhy, FindingKind, WorkDone, work_done
from console.domain.oncall.work_log import EntryKind as Kind


def done(log: Log) -> WorkDone:
    return work_done(log.entries, LOGINS)


def test_started_paused_and_gone_on_are_two_intervals() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.NOTE, 3, "Terminalen svarer på ping")
    log.add(Kind.PAUSED, 10)
    log.add(Kind.STARTED, 20)
    log.add(Kind.ENDED, 30)
    assert minutes(done(log).intervals) == [("jonas.t", 0, 10), ("jonas.t", 20, 30)]
    assert not done(log).running + done(log).questions + done(log).findings


def test_waiting_is_an_interval_of_its_own_kind() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.WAITING, 10, "betalingsleverandør")
    log.add(Kind.STARTED, 25)
    log.add(Kind.ENDED, 30)
    kinds = [(one.kind, one.end) for one in done(log).intervals]
    assert kinds == [
        (WorkKind.WORK, at(10)),
        (WorkKind.WAITING, at(25)),
        (WorkKind.WORK, at(30)),
    ]


def test_what_runs_counts_up_to_now() -> None:
    log = Log()
    log.add(Kind.STARTED, 0, cause=Cause.PLATFORM)
    (running,) = done(log).running
    assert (running.technician, running.person, running.since) == ("jonas.t", JONAS, at(0))
    (so_far,) = done(log).up_to(at(42))
    assert (so_far.end, so_far.cause) == (at(42), Cause.PLATFORM)
    assert done(log).up_to(at(0)) == ()


def test_a_machine_that_slept_is_not_counted_until_somebody_says_it_was_work() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    away = log.add(Kind.AWAY, 41, AwayWhy.ASLEEP, over=span(20, 41))
    (question,) = done(log).questions
    assert (question.away, question.why) == (away, AwayWhy.ASLEEP)
    assert minutes(done(log).up_to(at(60))) == [("jonas.t", 0, 20), ("jonas.t", 41, 60)]
    log.add(Kind.COUNTED, 45, refers_to=away)
    assert done(log).questions == ()
    assert minutes(done(log).up_to(at(60))) == [("jonas.t", 0, 60)]


def test_answered_with_no_it_is_not_asked_again_and_not_counted() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    away = log.add(Kind.AWAY, 41, AwayWhy.IDLE, over=span(20, 41))
    log.add(Kind.NOTE, 42, refers_to=away)
    log.add(Kind.ENDED, 50)
    assert done(log).questions == ()
    assert minutes(done(log).intervals) == [("jonas.t", 0, 20), ("jonas.t", 41, 50)]


def test_what_two_spans_of_absence_share_needs_both_to_be_counted() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.AWAY, 40, AwayWhy.ASLEEP, over=span(10, 30))
    second = log.add(Kind.AWAY, 40, AwayWhy.IDLE, over=span(20, 40))
    log.add(Kind.ENDED, 50)
    log.add(Kind.COUNTED, 51, refers_to=second)
    assert minutes(done(log).intervals) == [("jonas.t", 0, 10), ("jonas.t", 30, 50)]


def test_an_absence_of_which_nothing_would_have_counted_is_no_question() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.ENDED, 10, machine="stue")
    log.add(Kind.AWAY, 90, AwayWhy.STOPPED, over=span(12, 90))
    assert done(log).questions == ()


def test_two_machines_of_one_technician_are_counted_once_and_told() -> None:
    log = Log()
    log.add(Kind.STARTED, 0, machine="stue")
    log.add(Kind.STARTED, 10, machine="kontor")
    log.add(Kind.PAUSED, 30, machine="stue")
    log.add(Kind.ENDED, 40, machine="kontor")
    assert minutes(done(log).intervals) == [("jonas.t", 0, 30), ("jonas.t", 30, 40)]
    (found,) = done(log).findings
    assert (found.kind, found.start, found.end) == (FindingKind.TWO_MACHINES, at(10), at(30))


def test_sleep_of_one_machine_takes_nothing_from_the_other() -> None:
    log = Log()
    log.add(Kind.STARTED, 0, machine="stue")
    log.add(Kind.STARTED, 20, machine="kontor")
    log.add(Kind.AWAY, 50, AwayWhy.ASLEEP, over=span(15, 50), machine="stue")
    log.add(Kind.ENDED, 60, machine="kontor")
    log.add(Kind.ENDED, 60, machine="stue")
    assert minutes(done(log).intervals) == [("jonas.t", 0, 15), ("jonas.t", 20, 60)]


def test_two_technicians_are_two_persons_time() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.STARTED, 5, who=MARI, machine="hytte")
    log.add(Kind.ENDED, 30)
    log.add(Kind.ENDED, 35, who=MARI, machine="hytte")
    assert minutes(done(log).intervals) == [("jonas.t", 0, 30), ("mari.k", 5, 35)]
    assert done(log).findings == ()


def test_work_by_hand_adds_and_overlaps_are_told() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.ENDED, 30)
    log.add(Kind.BY_HAND, 60, "Ringte butikken fra bilen", over=span(20, 50))
    assert minutes(done(log).intervals) == [("jonas.t", 0, 30), ("jonas.t", 30, 50)]
    written = done(log).intervals[1]
    assert (written.source, written.reason) == (Source.BY_HAND, "Ringte butikken fra bilen")
    (found,) = done(log).findings
    assert (found.kind, found.start, found.end) == (FindingKind.BY_HAND_OVERLAPS, at(20), at(30))


def test_work_within_waiting_is_work_and_a_fault_of_ours_within_it_is_free() -> None:
    log = Log()
    log.add(Kind.WAITING, 0)
    log.add(Kind.ENDED, 60)
    log.add(Kind.BY_HAND, 70, "Ringte", over=span(10, 40))
    log.add(Kind.BY_HAND, 70, "Vår feil", over=span(20, 30), cause=Cause.PLATFORM)
    found = [(one.kind, one.cause, one.end) for one in done(log).intervals]
    assert found == [
        (WorkKind.WAITING, None, at(10)),
        (WorkKind.WORK, None, at(20)),
        (WorkKind.WORK, Cause.PLATFORM, at(30)),
        (WorkKind.WORK, None, at(40)),
        (WorkKind.WAITING, None, at(60)),
    ]


def test_a_withdrawn_entry_is_as_if_it_had_never_been() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.ENDED, 30)
    written = log.add(Kind.BY_HAND, 60, "Ringte", over=span(40, 50))
    log.add(Kind.WITHDRAWN, 61, "Var en annen sak", refers_to=written)
    assert minutes(done(log).intervals) == [("jonas.t", 0, 30)]


def test_nobody_strikes_what_another_has_logged() -> None:
    log = Log()
    written = log.add(Kind.BY_HAND, 60, "Ringte", over=span(40, 50))
    log.add(Kind.WITHDRAWN, 61, "Nei", refers_to=written, who=MARI)
    assert minutes(done(log).intervals) == [("jonas.t", 40, 50)]


def test_a_pause_on_the_laptop_stops_the_desktop() -> None:
    log = Log()
    log.add(Kind.STARTED, 0, machine="stue")
    log.add(Kind.PAUSED, 12, machine="stue")  # as the laptop writes it
    assert minutes(done(log).intervals) == [("jonas.t", 0, 12)]
    assert done(log).running == ()


def test_a_stop_whose_start_has_not_arrived_is_told_and_mended_when_it_comes() -> None:
    log = Log()
    start = log.add(Kind.STARTED, 0)
    log.add(Kind.PAUSED, 12)
    (found,) = work_done(log.entries[1:], LOGINS).findings
    assert (found.kind, found.start) == (FindingKind.OUT_OF_ORDER, at(12))
    whole = work_done([log.entries[1], start], LOGINS)
    assert whole.findings == ()
    assert minutes(whole.intervals) == [("jonas.t", 0, 12)]


def test_within_one_second_entries_go_by_their_ids() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.PAUSED, 5)
    log.add(Kind.STARTED, 5)
    (running,) = work_done(reversed(log.entries), LOGINS).running
    assert running.since == at(5)


def test_whoever_is_not_known_is_called_by_number() -> None:
    log = Log()
    log.add(Kind.STARTED, 0)
    log.add(Kind.ENDED, 1)
    assert work_done(log.entries, {}).intervals[0].technician == "#1"
