"""Two at the bases of one incident in a server's store, the second while the first goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import wraps
from typing import Any

import pytest
from fixtures.billed import BilledNight
from peers.waiting import until
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.bases import Hindrances, approve, make_ready
from console.data.commands.basis_steps import insert_draft
from console.data.transaction import Transaction
from console.domain.billing.basis import BasisState
from console.domain.ids import IncidentId, PersonId


@pytest.fixture
def store_url(server_url: str) -> str:
    """A file has but one writer at a time."""
    return server_url


@pytest.fixture
def colleague() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def _is_waiting(session: Session) -> bool:
    asked = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return bool(session.execute(asked).scalar_one())


def meanwhile(
    night: BilledNight, command: Callable[..., Any], other: Callable[[], Future[Any]]
) -> Callable[..., Any]:
    """The command, committed once the other act waits for it, or is done."""

    @wraps(command)  # so that it is carried out under the person's own login
    def slowly(*given: Any) -> Any:
        answer = command(*given)
        asked = other()
        until(
            lambda: asked.done() or night.house.store.read(_is_waiting),
            "the colleague waits, or is done",
        )
        return answer

    return slowly


@wraps(insert_draft)
def another_draft(tx: Transaction, incident: IncidentId) -> None:
    """No console does so: an incident has one draft at most."""
    insert_draft(tx, incident)


def test_work_that_is_logged_while_a_basis_is_made_ready_takes_it_back(
    worked: BilledNight, sunniva: PersonId, colleague: ThreadPoolExecutor
) -> None:
    """Never a ready basis beside work that it knows nothing of."""
    worked.house.clock.advance(3600)
    asked: list[Future[None]] = []

    def log() -> Future[None]:
        asked.append(colleague.submit(worked.by_hand, "21:30", "21:40"))
        return asked[0]

    worked.house.act(sunniva, meanwhile(worked, make_ready, log), worked.newest.id)
    asked[0].result()
    assert worked.newest.state is BasisState.DRAFT


def test_the_same_work_is_not_approved_twice_at_once(
    worked: BilledNight, sunniva: PersonId, colleague: ThreadPoolExecutor
) -> None:
    """Not even where somebody made a second draft with SQL of their own."""
    one = worked.ready()
    worked.house.act(worked.technician, another_draft, worked.incident)
    other = worked.ready()
    asked: list[Future[Any]] = []

    def approve_other() -> Future[Any]:
        given = sunniva, approve, other.id, other.snapshot_sha256
        asked.append(colleague.submit(worked.house.act, *given))
        return asked[0]

    slowly = meanwhile(worked, approve, approve_other)
    worked.house.act(sunniva, slowly, one.id, one.snapshot_sha256)
    with pytest.raises(Hindrances):
        asked[0].result()
    assert [each.state for each in worked.bases] == [BasisState.READY, BasisState.APPROVED]
