"""The work log in the store: added to by each for oneself, whatever late and disordered way."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fakes.incidents import logged, reported
from fixtures.house import House
from fixtures.team_store import TeamStore
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.incidents import declare_over, open_incident
from console.data.commands.work_log import add_entry
from console.data.errors import NotAllowed, NotFound, Refused, StoreError
from console.data.feed import newest, news
from console.data.queries.incidents import entries_of, incident
from console.data.tables.oncall import WorkEntryRow
from console.data.transaction import Transaction, new_act
from console.data.two_clocks import store_now
from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import ActId, IncidentId, PersonId, new_uuid
from console.domain.instants import seconds_between
from console.domain.oncall.work_done import work_done
from console.domain.oncall.work_log import EntryKind, LogEntry, Span


@pytest.fixture
def opened(house: House, magnus: PersonId) -> IncidentId:
    """An incident of two hours ago."""
    new = reported(house.clock.now().subtract(hours=2))
    house.act(magnus, open_incident, new)
    return new.id


def _add(house: House, entry: LogEntry) -> None:
    """Under the entry's own id, as its machine does."""
    act = replace(new_act(entry.technician, house.clock.now()), id=ActId(entry.id))
    house.store.perform(act, add_entry, entry)


def _ago(house: House, minutes: float) -> Instant:
    return house.clock.now().subtract(seconds=round(minutes * 60))


def _night(house: House, opened: IncidentId, who: PersonId, machine: str) -> list[LogEntry]:
    """An hour and a half of one at one machine: work, a sleep that was work, waiting, work."""

    def at(kind: EntryKind, minutes: float, **fields: object) -> LogEntry:
        return logged(opened, who, kind, _ago(house, minutes), machine=machine, **fields)

    away = at(EntryKind.AWAY, 70, text="asleep", span=Span(_ago(house, 80), _ago(house, 70)))
    return [
        at(EntryKind.STARTED, 90),
        away,
        at(EntryKind.COUNTED, 69, refers_to=away.id),
        at(EntryKind.WAITING, 60, text="Bambora"),
        at(EntryKind.STARTED, 30, cause=Cause.PLATFORM),
        at(EntryKind.NOTE, 20, text="Startet kasse 3 på nytt."),
        at(EntryKind.ENDED, 10),
    ]


def test_an_entry_is_there_as_it_was_made(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    written = logged(
        opened,
        magnus,
        EntryKind.BY_HAND,
        house.clock.now(),
        text="Ringte fra bilen.",
        span=Span(_ago(house, 100), _ago(house, 95)),
        work_kind=WorkKind.WAITING,
        cause=Cause.NOT_PLATFORM,
    )
    withdrawn = logged(
        opened,
        magnus,
        EntryKind.WITHDRAWN,
        house.clock.now(),
        text="Var en annen natt.",
        refers_to=written.id,
    )
    for entry in (written, withdrawn):
        _add(house, entry)
    assert house.store.read(entries_of, opened) == (written, withdrawn)


def test_the_same_entry_twice_is_once(house: House, opened: IncidentId, magnus: PersonId) -> None:
    entry = logged(opened, magnus, EntryKind.STARTED, house.clock.now())
    start = house.store.read(newest)
    for _ in range(3):
        _add(house, entry)
    assert house.store.read(entries_of, opened) == (entry,)
    told = [(item.kind, item.entity_id) for item in house.store.read(news, start).items]
    assert told == [("WorkLogged", str(opened))]


def test_an_entry_sent_by_two_programs_at_once_is_once(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    for _ in range(6):
        entry = logged(opened, magnus, EntryKind.NOTE, house.clock.now(), text="x")
        barrier = threading.Barrier(2)

        def send(entry: LogEntry = entry, barrier: threading.Barrier = barrier) -> None:
            barrier.wait(20)
            _add(house, entry)

        with ThreadPoolExecutor(2) as hands:
            for done in [hands.submit(send) for _ in range(2)]:
                done.result(30)
    assert len(house.store.read(entries_of, opened)) == 6


def test_entries_are_kept_in_whole_seconds(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    at = house.clock.now().subtract(seconds=10)
    _add(house, logged(opened, magnus, EntryKind.STARTED, at.add(milliseconds=999)))
    assert [one.at for one in house.store.read(entries_of, opened)] == [at]


def test_entries_stand_in_the_order_of_their_instants_then_of_their_coming(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId
) -> None:
    now = house.clock.now()
    late = logged(opened, magnus, EntryKind.NOTE, now, text="sist")
    first = logged(opened, tuva, EntryKind.NOTE, now.subtract(seconds=9), text="først")
    same = logged(opened, tuva, EntryKind.NOTE, now, text="samtidig")
    for entry in (late, first, same):
        _add(house, entry)
    assert house.store.read(entries_of, opened) == (first, late, same)
    assert house.store.read(incident, opened).entries == (first, late, same)


@pytest.mark.parametrize("seed", range(4))
def test_two_machines_logs_that_come_late_and_mixed_are_one_log(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId, seed: int
) -> None:
    """Each machine sends in its own order; what it had sent before it was cut off comes again."""
    chance = random.Random(seed)
    lines = [
        _night(house, opened, magnus, "bord"),
        _night(house, opened, magnus, "bærbar"),
        _night(house, opened, tuva, "tuva"),
    ]
    house.act(magnus, declare_over, opened)
    all_of_it = [entry for line in lines for entry in line]
    waiting = [list(line) for line in lines]
    while any(waiting):
        line = chance.choice([one for one in waiting if one])
        for _ in range(chance.randint(1, 3)):
            if line:
                _add(house, line[0])
                if chance.random() < 0.7:
                    line.pop(0)
    kept = house.store.read(entries_of, opened)
    assert {entry.id: entry for entry in kept} == {entry.id: entry for entry in all_of_it}
    assert len(kept) == len(all_of_it)
    logins = {magnus: "magnus", tuva: "tuva"}
    assert work_done(kept, logins) == work_done(all_of_it, logins)
    assert work_done(kept, logins).running == ()


@pytest.mark.parametrize("ahead_s", [6, 3600])
def test_what_has_not_happened_yet_is_refused(
    house: House, opened: IncidentId, magnus: PersonId, ahead_s: int
) -> None:
    soon = house.clock.now().add(seconds=ahead_s)
    span = Span(_ago(house, 5), soon)
    ahead = logged(opened, magnus, EntryKind.STARTED, soon)
    by_hand = logged(opened, magnus, EntryKind.BY_HAND, _ago(house, 0), text="x", span=span)
    for entry in (ahead, by_hand):
        with pytest.raises(Refused, match="frem i tid"):
            _add(house, entry)
    assert house.store.read(entries_of, opened) == ()
    _add(house, replace(ahead, at=house.clock.now().add(seconds=5)))


def test_nobody_writes_in_a_colleagues_name(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId
) -> None:
    entry = logged(opened, magnus, EntryKind.STARTED, house.clock.now())
    with pytest.raises(NotAllowed, match="skriver hver for seg selv"):
        house.act(tuva, add_entry, entry)
    with pytest.raises(NotAllowed):
        house.act(None, add_entry, entry)
    assert house.store.read(entries_of, opened) == ()


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (EntryKind.BY_HAND, {"text": "x"}, "fra når og til når"),
        (EntryKind.AWAY, {}, "fra når og til når"),
        (EntryKind.STARTED, {"span": (9, 8)}, "fra når og til når"),
        (EntryKind.BY_HAND, {"text": "x", "span": (8, 8)}, "slutter ikke etter"),
        (EntryKind.BY_HAND, {"text": "x", "span": (8, 9)}, "slutter ikke etter"),
        (EntryKind.BY_HAND, {"text": " ", "span": (9, 8)}, "mangler en begrunnelse"),
        (EntryKind.WITHDRAWN, {"refers_to": new_uuid()}, "mangler en begrunnelse"),
        (EntryKind.WITHDRAWN, {"text": "x"}, "hvilken linje"),
        (EntryKind.COUNTED, {}, "hvilken linje"),
        (EntryKind.COUNTED, {"refers_to": new_uuid()}, "ikke din eller ikke i loggen"),
    ],
)
def test_an_entry_that_says_too_little_is_refused(
    house: House,
    opened: IncidentId,
    magnus: PersonId,
    kind: EntryKind,
    fields: dict[str, object],
    said: str,
) -> None:
    minutes = fields.get("span")
    if isinstance(minutes, tuple):
        fields = {**fields, "span": Span(*(_ago(house, one) for one in minutes))}
    with pytest.raises(Refused, match=said):
        _add(house, logged(opened, magnus, kind, house.clock.now(), **fields))
    assert house.store.read(entries_of, opened) == ()


def test_nobody_strikes_a_colleagues_entry_nor_one_of_another_incident(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId
) -> None:
    other = reported(house.clock.now())
    house.act(magnus, open_incident, other)
    entry = logged(opened, magnus, EntryKind.STARTED, _ago(house, 5))
    _add(house, entry)
    for where, who in ((opened, tuva), (other.id, magnus)):
        strike = logged(
            where, who, EntryKind.WITHDRAWN, house.clock.now(), text="x", refers_to=entry.id
        )
        with pytest.raises(Refused, match="ikke din eller ikke i loggen"):
            _add(house, strike)
    assert house.store.read(entries_of, opened) == (entry,)


def test_no_entry_goes_to_an_incident_that_nobody_opened(house: House, magnus: PersonId) -> None:
    unknown = IncidentId(new_uuid())
    with pytest.raises(NotFound, match="Fant ikke hendelsen"):
        _add(house, logged(unknown, magnus, EntryKind.STARTED, house.clock.now()))


def _run(tx: Transaction, statement: str) -> None:
    tx.session.execute(text(statement))


def _rows(session: Session) -> list[tuple[object, ...]]:
    return [tuple(row) for row in session.execute(text("SELECT * FROM work_entry ORDER BY no"))]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE work_entry SET at = recorded_at",
        "UPDATE work_entry SET text = 'x' WHERE no = 1",
        "UPDATE work_entry SET technician_id = 2 WHERE no = 1",
        "DELETE FROM work_entry",
        "DELETE FROM incident",
    ],
)
def test_the_engine_itself_keeps_the_log(
    house: House, opened: IncidentId, magnus: PersonId, statement: str
) -> None:
    _add(house, logged(opened, magnus, EntryKind.STARTED, house.clock.now()))
    before = house.store.read(_rows)
    with pytest.raises(StoreError):
        house.act(None, _run, statement)
    assert house.store.read(_rows) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": EntryKind.COUNTED.value, "refers_to": "theirs"},
        {"kind": EntryKind.WITHDRAWN.value, "text": "x", "refers_to": "theirs"},
        {"kind": EntryKind.WITHDRAWN.value, "text": " ", "refers_to": "own"},
        {"kind": EntryKind.COUNTED.value},
        {"kind": EntryKind.BY_HAND.value, "text": "x"},
        {"kind": "slept"},
        {"work_kind": "rest"},
        {"cause": "nobody"},
    ],
    ids=str,
)
def test_the_engine_itself_takes_no_entry_that_does_not_fit(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId, wrong: dict[str, str]
) -> None:
    entries = {
        "theirs": logged(opened, magnus, EntryKind.NOTE, house.clock.now(), text="x"),
        "own": logged(opened, tuva, EntryKind.NOTE, house.clock.now(), text="x"),
    }
    for entry in entries.values():
        _add(house, entry)
    row = WorkEntryRow(
        id=new_uuid(),
        incident_id=opened,
        technician_id=tuva,
        kind=wrong.get("kind", EntryKind.NOTE.value),
        at=house.clock.now(),
        text=wrong.get("text", ""),
        work_kind=wrong.get("work_kind", "work"),
        cause=wrong.get("cause"),
        refers_to=entries[wrong["refers_to"]].id if "refers_to" in wrong else None,
        recorded_at=house.clock.now(),
    )

    def write(tx: Transaction) -> None:
        tx.session.add(row)

    store = house.store
    own = store.of("tuva") if isinstance(store, TeamStore) else store
    with pytest.raises(StoreError):
        own.perform(new_act(tuva, house.clock.now()), write)
    assert len(house.store.read(entries_of, opened)) == 2


def test_when_it_reached_the_store_is_told_beside_when_it_happened(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    _add(house, logged(opened, magnus, EntryKind.STARTED, _ago(house, 100)))

    def lag_s(session: Session) -> float:
        now = store_now(session, house.clock.now())
        kept, there = session.execute(select(WorkEntryRow.recorded_at, now)).one()
        return seconds_between(kept, there)

    assert 0 <= house.store.read(lag_s) < 60
