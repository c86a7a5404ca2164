"""Stores of every released schema are opened, upgraded and read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.incidents import reported
from fixtures.billed import REPORTED, moment
from fixtures.house import House
from fixtures.visitors import Hall, Visitor
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.commands.cases import take_case
from console.data.commands.escalations import escalate
from console.data.commands.incidents import open_incident
from console.data.engine import open_engine, sqlite_url
from console.data.feed import Cursor, newest, news
from console.data.inspection import inspect_store
from console.data.queries.backlog import cases_by_id
from console.data.queries.bases import bases
from console.data.queries.escalations import escalations_of_case, open_escalations
from console.data.queries.incidents import incidents_between, incidents_of_case
from console.data.queries.people import people, setting
from console.data.queries.roster import roster
from console.data.queries.search import find_cases
from console.data.schema import HEAD, initialise, require_current
from console.data.store import Store
from console.data.tables.live import (
    AvailabilityRow,
    CallRow,
    ChatRow,
    OutwardActRow,
    QueueFiguresRow,
    QueueMemberRow,
    StatusPageRow,
)
from console.data.tables.shops import LearnedNumberRow
from console.domain.billing.basis import BasisState
from console.domain.cases import CaseState, DeliveryState
from console.domain.conversation import Said
from console.domain.escalations import EscalationState, EscalationTarget, NewEscalation
from console.domain.ids import CaseId
from console.domain.oncall.incident import IncidentState, Verdict
from console.domain.visits import NoticeKind

FOLDER = Path(__file__).resolve().parents[2] / "golden"
STORES = sorted(FOLDER.glob("store_*.db"))
WITH_NIGHTS = [path for path in STORES if path.stem >= "store_0003"]
WITH_LIVE = [path for path in STORES if path.stem >= "store_0004"]
WITH_ACTS = [path for path in STORES if path.stem >= "store_0005"]
WITH_FIGURES = [path for path in STORES if path.stem >= "store_0008"]
WITH_VISITORS = [path for path in STORES if path.stem >= "store_0009"]


@pytest.fixture(params=STORES, ids=lambda path: path.stem)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """The house on a copy of a golden store, upgraded."""
    path = Path(shutil.copy(request.param, tmp_path / "gammel.db"))
    engine = open_engine(sqlite_url(path))
    initialise(engine)
    yield House(Store(engine), FakeClock())
    engine.dispose()


def test_there_is_a_golden_store_of_the_newest_schema() -> None:
    assert f"store_{HEAD}" in [path.stem for path in STORES]


def test_a_golden_store_is_whole_and_current(house: House) -> None:
    require_current(house.store.engine)
    inspection = inspect_store(house.store.engine)
    assert (inspection.cases, inspection.faults) == (3, ())


def test_everything_in_a_golden_store_is_read(house: House) -> None:
    found = house.store.read(cases_by_id, [CaseId(number) for number in (1, 2, 3)])
    assert {case.id: case.state for case in found} == {
        1: CaseState.OPEN,
        2: CaseState.CLOSED,
        3: CaseState.SNOOZED,
    }
    said = [e for e in house.open(CaseId(1)).page.entries if isinstance(e, Said)]
    assert [e.delivery for e in said] == [None, None, DeliveryState.ACCEPTED, None]
    assert [person.login for person in house.store.read(people)] == ["jonas", "sunniva"]
    kept = house.store.read(setting, "brand")
    assert kept is not None
    assert kept.value == {"name": "Mystore"}
    assert [one.case.id for one in house.store.read(find_cases, "bring").found] == [1]


@pytest.mark.parametrize("house", WITH_NIGHTS, indirect=True, ids=lambda path: path.stem)
def test_a_night_on_call_in_a_golden_store_is_read(house: House) -> None:
    night, running = house.store.read(incidents_between, REPORTED, REPORTED.add(hours=24))
    assert (night.state, night.verdict, night.cases) == (
        IncidentState.OVER,
        Verdict.CUSTOMER,
        (CaseId(3),),
    )
    kinds = [entry.kind.value for entry in night.entries]
    assert kinds == ["started", "ended", "note", "by_hand"]
    assert night.note.is_complete
    assert [entry.kind.value for entry in running.entries] == ["started"]
    (draft, billed) = house.store.read(bases, list(BasisState))
    assert (draft.state, draft.incident) == (BasisState.DRAFT, running.id)
    assert (billed.state, billed.invoice_number) == (BasisState.INVOICED, "10045")
    assert (billed.started_hours, billed.ex_vat_ore, billed.incl_vat_ore) == (2, 250_000, 312_500)
    on_duty = house.store.read(roster).on_duty(moment("2026-11-25T20:00:00+01:00"))
    assert [person.id for person in house.store.read(people)][1] == on_duty.primary.person


@pytest.mark.parametrize("house", WITH_LIVE, indirect=True, ids=lambda path: path.stem)
def test_live_channels_and_escalations_in_a_golden_store_are_read(house: House) -> None:
    standing = house.store.read(escalations_of_case, CaseId(1))
    assert [(one.escalation.state, one.escalation.owner) for one in standing] == [
        (EscalationState.ASKED, ""),
        (EscalationState.IN_WORK, "Nils"),
        (EscalationState.ANSWERED, "Grete"),
        (EscalationState.TAKEN_BACK, ""),
    ]
    assert len(house.store.read(open_escalations)) == 3

    def states(session: Session) -> dict[str, list[str]]:
        columns = (ChatRow.state, CallRow.state, QueueMemberRow.state, AvailabilityRow.readiness)
        return {str(column): sorted(session.scalars(select(column))) for column in columns}

    assert house.store.read(states) == {
        "ChatRow.state": ["active", "ended"],
        "CallRow.state": ["ended", "waiting"],
        "QueueMemberRow.state": ["ready"],
        "AvailabilityRow.readiness": ["pause", "ready"],
    }


@pytest.mark.parametrize("house", WITH_ACTS, indirect=True, ids=lambda path: path.stem)
def test_what_was_asked_outside_in_a_golden_store_is_read(house: House) -> None:
    def asked(session: Session) -> list[tuple[str, str, dict[str, str]]]:
        rows = session.scalars(select(OutwardActRow))
        return [(row.kind, row.state, row.details) for row in rows]

    def told(session: Session) -> dict[str, str]:
        return session.scalars(select(StatusPageRow)).one().told

    assert house.store.read(asked) == [("dial", "composed", {"number": "+4777600001"})]
    assert house.store.read(told) == {"indicator": "none"}


def test_how_new_a_chat_is_begins_at_nothing_and_is_kept(
    house: House, request: pytest.FixtureRequest
) -> None:
    def versions(session: Session) -> set[int]:
        return set(session.scalars(select(ChatRow.remote_version)))

    name = request.node.callspec.id
    known = {"store_0004": {0}}.get(name, {0, 7} if name >= "store_0005" else set())
    assert house.store.read(versions) == known


@pytest.mark.parametrize("house", WITH_LIVE, indirect=True, ids=lambda path: path.stem)
def test_who_called_is_known_as_before_by_the_number(house: House) -> None:
    def by(session: Session) -> list[tuple[int | None, str]]:
        rows = session.scalars(select(CallRow).order_by(CallRow.no))
        return [(row.shop_id, row.shop_by) for row in rows]

    assert house.store.read(by) == [(1, "number"), (None, "")]


@pytest.mark.parametrize("house", WITH_FIGURES, indirect=True, ids=lambda path: path.stem)
def test_a_day_of_a_queue_and_a_learned_number_in_a_golden_store_are_read(house: House) -> None:
    def found(session: Session) -> tuple[object, ...]:
        figures = session.scalars(select(QueueFiguresRow)).one()
        learned = session.scalars(select(LearnedNumberRow)).one()
        return (figures.answered, figures.within_share, learned.number, learned.shop_id)

    assert house.store.read(found) == (12, 0.75, "+4777600009", 1)


@pytest.mark.parametrize("house", WITH_VISITORS, indirect=True, ids=lambda path: path.stem)
def test_visitors_conversations_in_a_golden_store_are_read_and_go_on(house: House) -> None:
    kari, ola = (Visitor(house, token) for token in ("kari", "ola"))
    asked, answered = kari.lines()
    assert (asked.text, answered.text) == ("Kassen svarer ikke.", "Prøv dette.")
    assert (answered.author, asked.files[0].name, answered.files[0].name) == (
        "Sunniva",
        "kasse.png",
        "slik.png",
    )
    assert (kari.now.is_verified, kari.now.ended_at) == (True, None)
    assert (ola.now.continues, ola.lines()[-1].notice) == (kari.now.id, NoticeKind.ENDED)
    assert kari.say("Takk").seq == 3
    assert [item.line.text for item in Hall(house).news() if item.line][-1] == "Takk"


def test_work_goes_on_in_a_golden_store(house: House) -> None:
    cursor = house.store.read(newest)
    told = house.store.read(news, Cursor(cursor.epoch, 0)).items
    assert [item.seq for item in told] == list(range(1, cursor.seq + 1))
    (jonas, _) = house.store.read(people)
    house.act(jonas.id, take_case, CaseId(3))
    assert house.store.read(news, cursor).items[0].kind == "CaseTaken"
    by = house.clock.now().add(hours=48)
    house.act(jonas.id, escalate, NewEscalation(CaseId(3), EscalationTarget.PRODUCT, "Kan vi?", by))
    new = reported(house.clock.now(), case=CaseId(3))
    house.act(jonas.id, open_incident, new)
    assert new.id in [one.id for one in house.store.read(incidents_of_case, CaseId(3))]
    assert inspect_store(house.store.engine).faults == ()
