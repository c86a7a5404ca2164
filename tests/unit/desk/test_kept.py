"""What is kept for a start without the store: the same comes back, and no more than is needed."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest
from fakes.incidents import logged
from whenever import Date, Instant, Time

from console.data.pocket_kept import KeptFacts
from console.desk.kept import Kept, Unreadable, kept_of, kept_to_json
from console.desk.oncall.seen import Seen
from console.domain.billing.policy import Policy
from console.domain.billing.work import Cause, WorkKind
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import CaseId, EntryId, IncidentId, PersonId, ShopId
from console.domain.oncall.incident import (
    ClosingNote,
    GivenVerdict,
    Incident,
    IncidentState,
    Product,
    Verdict,
)
from console.domain.oncall.roster import Roster
from console.domain.oncall.turns import Change, DutyRole, Rotation
from console.domain.oncall.work_log import EntryKind, Span
from console.domain.people import Person, Role

NIGHT = Instant.from_utc(2026, 11, 24, 1)
ME = Person(PersonId(3), "magnus", "Magnus Dahl", frozenset({Role.TECHNICIAN}))
LEAD = Person(PersonId(1), "sunniva", "Sunniva Lund", frozenset({Role.LEAD, Role.AGENT}))
GONE = Person(PersonId(2), "jonas", "Jonas Tveit", frozenset(), is_disabled=True)
HERE = IncidentId(UUID(int=7))

SPAN = Span(NIGHT.subtract(minutes=9), NIGHT.subtract(minutes=3))
ENTRIES = (
    logged(HERE, ME.id, EntryKind.STARTED, NIGHT, cause=Cause.PLATFORM),
    logged(HERE, ME.id, EntryKind.BY_HAND, NIGHT, text="Ringte", span=SPAN),
    logged(HERE, LEAD.id, EntryKind.WAITING, NIGHT, work_kind=WorkKind.WAITING),
    logged(HERE, ME.id, EntryKind.COUNTED, NIGHT, refers_to=EntryId(UUID(int=9))),
)
OPEN = Incident(
    id=HERE,
    no=12,
    title="Kassene står",
    product=Product.POS,
    shop=ShopId(4),
    shop_name="Fjellsport AS",
    reporter_name="Kari Nordmann",
    reporter_phone="+4777600000",
    reported_at=NIGHT.subtract(minutes=20),
    acknowledged_at=NIGHT.subtract(minutes=18),
    acknowledged_by=ME.id,
    state=IncidentState.OPEN,
    over_at=None,
    note=ClosingNote(seen="Kort ble avvist"),
    note_version=2,
    verdicts=(GivenVerdict(Verdict.THIRD_PARTY, "Bekreftet", NIGHT, LEAD.id),),
    cases=(CaseId(1), CaseId(5)),
    entries=ENTRIES,
)
OVER = replace(OPEN, state=IncidentState.OVER, over_at=NIGHT)
THEIRS = replace(OVER, entries=tuple(one for one in ENTRIES if one.technician != ME.id))

TURNS = Rotation(1, DutyRole.PRIMARY, (ME.id, LEAD.id), Date(2026, 11, 16), Time(15, 30), 1, NIGHT)
AHEAD = Change(2, DutyRole.BACKUP, NIGHT, NIGHT.add(hours=9), LEAD.id, "", UUID(int=1), ME.id)
PAST = replace(AHEAD, start=NIGHT.subtract(hours=9), end=NIGHT)


def kept(*incidents: Incident, roster: Roster | None = None) -> Kept:
    return Kept(
        me=ME,
        people=(LEAD, GONE, ME),
        hours=OpeningHours(closed_days=frozenset({Date(2026, 12, 24)})),
        policy=Policy(tolerance_s=60),
        roster=roster,
        incidents=tuple(Seen(one, NIGHT.subtract(seconds=5)) for one in incidents),
        at=NIGHT,
    )


def again(before: Kept) -> Kept:
    """After it has lain on the disk."""
    text = json.dumps(kept_to_json(before))
    return kept_of(KeptFacts(json.loads(text), before.at))


def test_what_was_kept_comes_back_as_it_was() -> None:
    before = kept(OPEN, roster=Roster((TURNS,), (AHEAD,), LEAD.id))
    assert again(before) == before
    assert again(kept()) == kept()


def test_of_what_is_over_the_work_is_kept_by_whoever_worked_and_not_whom_to_call() -> None:
    (seen,) = again(kept(OVER, THEIRS)).incidents
    assert seen.incident == replace(OVER, reporter_name="", reporter_phone="")


def test_who_has_been_on_duty_and_why_it_was_changed_is_not_kept() -> None:
    sick = replace(AHEAD, reason="Syk")
    found = again(kept(roster=Roster((TURNS,), (PAST, sick)))).roster
    assert found == Roster((TURNS,), (AHEAD,))


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"version": 0},
        {**kept_to_json(kept()), "me": None},
        {**kept_to_json(kept()), "hours": {"unknown": 1}},
        {**kept_to_json(kept()), "policy": {"rate": "much"}},
        {**kept_to_json(kept()), "incidents": [{"id": "7"}]},
    ],
)
def test_what_another_version_wrote_is_not_guessed_at(facts: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        kept_of(KeptFacts(facts, NIGHT))
