"""What a basis tells the customer: when, how long, how many hours, at what price, and why not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from billing_facts import span, told, work_of

from console.domain.billing.policy import AfterLock, Aggregation, Overlap, Window
from console.domain.billing.work import Cause, WorkKind

EVENING = work_of(span("20:05", "21:05:01"))


def test_the_sentence_of_the_house() -> None:
    assert (
        told(EVENING)
        == "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer à 1 250,00"
    )


def test_one_hour_is_one() -> None:
    work = work_of(span("20:05", "20:05:01"))
    assert told(work) == "Arbeid 20:05–20:05:01 utenfor åpningstid, 1 s, 1 påbegynt time à 1 250,00"


def test_work_with_pauses_names_each_stretch_and_touching_ones_once() -> None:
    work = work_of(
        span("20:05", "20:20"),
        span("20:20", "20:35"),
        span("22:00", "22:10"),
        span("23:00", "23:05"),
    )
    assert told(work) == (
        "Arbeid 20:05–20:35, 22:00–22:10 og 23:00–23:05 utenfor åpningstid, 45 min, "
        "1 påbegynt time à 1 250,00"
    )


def test_many_stretches_are_told_by_their_number() -> None:
    work = work_of(*(span(f"{hour}:00", f"{hour}:10") for hour in range(18, 24)), reported="17:59")
    assert told(work) == (
        "Arbeid 18:00–23:10 i 6 økter utenfor åpningstid, 60 min, 1 påbegynt time à 1 250,00"
    )


def test_over_midnight_it_bears_dates() -> None:
    work = work_of(span("23:50", "2026-11-25T00:20:00+01:00"))
    assert told(work) == (
        "Arbeid 24. nov. 23:50–25. nov. 00:20 utenfor åpningstid, 30 min, "
        "1 påbegynt time à 1 250,00"
    )


def test_over_new_year_it_bears_years() -> None:
    work = work_of(
        span("2026-12-31T23:30:00+01:00", "2027-01-01T00:45:00+01:00"),
        reported="2026-12-31T23:25:00+01:00",
    )
    assert told(work).startswith("Arbeid 31. des. 2026 23:30–1. jan. 2027 00:45 utenfor åpningstid")


def test_several_call_outs_are_told_each_for_itself() -> None:
    work = work_of(
        span("2026-11-20T22:00:00+01:00", "2026-11-20T22:25:00+01:00"),
        span("2026-11-22T04:25:00+01:00", "2026-11-22T04:45:00+01:00", "bo"),
        reported="2026-11-20T21:55:00+01:00",
    )
    assert told(work) == (
        "Utrykning 1: arbeid 20. nov. 22:00–22:25 utenfor åpningstid, 25 min, 1 påbegynt time. "
        "Utrykning 2: arbeid 22. nov. 04:25–04:45 utenfor åpningstid, 20 min, 1 påbegynt time. "
        "Til sammen 2 påbegynte timer à 1 250,00"
    )


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (
            "2026-10-25T02:50:00+02:00",
            "2026-10-25T02:10:00+01:00",
            "Arbeid 02:50 (+02:00)–02:10 (+01:00) utenfor åpningstid, 20 min",
        ),
        (
            "2026-10-25T01:30:00+02:00",
            "2026-10-25T03:15:00+01:00",
            "Arbeid 01:30 (+02:00)–03:15 (+01:00) utenfor åpningstid, 165 min",
        ),
        (
            "2026-10-25T02:10:00+01:00",
            "2026-10-25T02:20:00+01:00",
            "Arbeid 02:10 (+01:00)–02:20 (+01:00) utenfor åpningstid, 10 min",
        ),
        (
            "2026-10-25T04:10:00+01:00",
            "2026-10-25T04:20:00+01:00",
            "Arbeid 04:10–04:20 utenfor åpningstid, 10 min",
        ),
        (
            "2026-03-29T01:30:00+01:00",
            "2026-03-29T03:15:00+02:00",
            "Arbeid 01:30 (+01:00)–03:15 (+02:00) utenfor åpningstid, 45 min",
        ),
    ],
)
def test_where_the_clock_is_turned_times_bear_their_offset(start: str, end: str, says: str) -> None:
    work = work_of(span(start, end), reported=start[:11] + "00:30:00" + start[19:])
    assert told(work).startswith(says)


def test_a_reduction_says_from_what_to_what() -> None:
    assert told(EVENING, discretionary_hours=1) == (
        "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer, "
        "redusert til 1 påbegynt time à 1 250,00"
    )
    assert told(EVENING, discretionary_hours=0) == (
        "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer, "
        "redusert til 0: faktureres ikke"
    )


@pytest.mark.parametrize(
    ("cause", "says"),
    [
        (Cause.PLATFORM, "Feil i plattformen eller nettet vårt: arbeidet faktureres ikke"),
        (Cause.UNDETERMINED, "Årsaken er ikke avgjort: ingenting faktureres før den er det"),
    ],
)
def test_what_is_free_or_held_says_why(cause: Cause, says: str) -> None:
    assert told(work_of(span("20:05", "21:05"), cause=cause)) == says


def test_reported_in_opening_hours_is_ordinary_support() -> None:
    work = work_of(span("15:15", "16:45"), reported="15:10")
    assert told(work) == "Meldt i åpningstiden, 24. nov. 15:10: vanlig støtte, faktureres ikke"


def test_without_work_that_counts_there_is_nothing_to_bill() -> None:
    assert told(work_of()) == "Ikke noe arbeid å fakturere"
    waiting = span("20:05", "21:05", kind=WorkKind.WAITING)
    assert told(work_of(waiting)) == "Ikke noe arbeid å fakturere"


def test_work_inside_opening_hours_alone_is_free() -> None:
    work = work_of(span("10:00", "11:00"), reported="07:00")
    assert told(work) == "Alt arbeid var i åpningstiden: faktureres ikke"


def test_other_policies_are_told_as_they_are() -> None:
    morning = work_of(span("08:00", "09:40"), reported="07:50")
    assert told(morning, window=Window.WHOLE).startswith("Arbeid 08:00–09:40, 100 min, 2 påbegynte")
    both = work_of(span("20:00", "20:35"), span("20:00", "20:35", "bo"))
    assert "70 min, samlet for teknikerne, 2 påbegynte" in told(both, overlap=Overlap.SUM)
    pauses = work_of(span("21:00", "21:10"), span("23:00", "23:10"))
    assert "21:00–23:10 utenfor åpningstid, 130 min, pauser medregnet, 3 påbegynte" in told(
        pauses, aggregation=Aggregation.SPAN
    )
    assert "60 min 1 s, inntil 1 min over hel time regnes ikke, 1 påbegynt time" in told(
        EVENING, tolerance_s=60
    )
    assert told(EVENING, rate=Decimal("12345.50")).endswith("2 påbegynte timer à 12 345,50")


def test_work_after_a_lock_says_what_is_further() -> None:
    work = work_of(span("20:05", "20:55", is_locked=True), span("21:00", "21:30"))
    assert told(work, after_lock=AfterLock.MARGINAL) == (
        "Arbeid 21:00–21:30 utenfor åpningstid, 30 min, "
        "1 påbegynt time ut over det som er fakturert før à 1 250,00"
    )
    little = work_of(span("20:05", "20:15", is_locked=True), span("21:00", "21:10"))
    assert told(little, after_lock=AfterLock.MARGINAL).endswith(": faktureres ikke")


def test_work_in_time_that_was_billed_before_says_so() -> None:
    work = work_of(span("20:05", "20:35", "bo"), span("20:00", "21:00", is_locked=True))
    assert told(work) == "Arbeidet var i tid som er fakturert før: faktureres ikke"
