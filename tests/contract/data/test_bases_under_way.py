"""Two at one basis of a server's store, the second while the first has not committed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import wraps
from typing import Any

import pytest
from fixtures.billed import BilledNight
from peers.waiting import until
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.bases import make_ready
from console.data.transaction import Transaction
from console.domain.billing.basis import BasisState
from console.domain.ids import BasisId, PersonId


@pytest.fixture
def store_url(server_url: str) -> str:
    """A file has but one writer at a time."""
    return server_url


def _is_waiting(session: Session) -> bool:
    asked = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return bool(session.execute(asked).scalar_one())


def test_work_that_is_logged_while_a_basis_is_made_ready_takes_it_back(
    worked: BilledNight, sunniva: PersonId
) -> None:
    """Never a ready basis beside work that it knows nothing of."""
    worked.house.clock.advance(3600)
    logging: list[Future[Any]] = []

    with ThreadPoolExecutor(1) as colleague:

        @wraps(make_ready)  # the act of a person's own login, as every command
        def make_ready_slowly(tx: Transaction, basis: BasisId) -> dict[str, Any]:
            answer = make_ready(tx, basis)
            logging.append(colleague.submit(worked.by_hand, "21:30", "21:40"))
            until(
                lambda: logging[0].done() or worked.house.store.read(_is_waiting),
                "the colleague waits, or is done",
            )
            return answer

        worked.house.act(sunniva, make_ready_slowly, worked.newest.id)
        logging[0].result()
    assert worked.newest.state is BasisState.DRAFT
