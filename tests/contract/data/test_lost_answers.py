"""A commit whose answer got lost on the line: the act is carried out once, whatever was heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fixtures.house import House
from peers.postgres import PASSWORD, Postgres
from peers.tcp_proxy import TcpProxy
from peers.waiting import until
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.cases import release_case, take_case
from console.data.commands.messages import add_note
from console.data.engine import open_engine
from console.data.errors import LoginRefused
from console.data.store import Store
from console.data.transaction import Act, new_act
from console.desk.errors import StoreAway
from console.desk.workers import Workers
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid

TIMES = 100


@pytest.fixture(params=["postgresql"])
def store_url(server_url: str) -> str:
    """There is no line to a file."""
    return server_url


@pytest.fixture
def proxy(postgres: Postgres) -> Iterator[TcpProxy]:
    """The line between a window and the server."""
    line = TcpProxy(postgres.port).start()
    yield line
    line.stop()


@pytest.fixture
def window(
    postgres: Postgres, server_database: str, proxy: TcpProxy, jonas: PersonId
) -> Iterator[Store]:
    """The store as Jonas' window has it, at the other end of the line."""
    postgres.give_password("jonas")
    url = f"postgresql://jonas@127.0.0.1:{proxy.port}/{server_database}"
    store = Store(open_engine(url, password=PASSWORD))
    yield store
    store.close()


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def _notes(session: Session) -> list[str]:
    return [*session.execute(text("SELECT text FROM message WHERE kind = 'note'")).scalars()]


def _events(session: Session, act: str) -> list[str]:
    found = text("SELECT kind FROM event WHERE act_id = :act ORDER BY id")
    return [*session.execute(found, {"act": act}).scalars()]


def _is_waiting(session: Session) -> bool:
    """Whether somebody on this store waits for a lock."""
    asked = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return bool(session.execute(asked).scalar_one())


@pytest.mark.parametrize("lose", [TcpProxy.lose_answer, TcpProxy.lose_word])
def test_an_act_whose_commit_or_its_answer_is_lost_is_carried_out_once(
    house: House,
    window: Store,
    proxy: TcpProxy,
    jonas: PersonId,
    case: CaseId,
    lose: Callable[[TcpProxy], None],
) -> None:
    answers: list[dict[str, Any]] = []
    written = [MessageId(new_uuid()) for _ in range(TIMES)]
    for number, message in enumerate(written):
        lose(proxy)
        act = new_act(jonas, house.clock.now())
        answers.append(window.perform(act, add_note, case, message, f"{number}", ()).answer)
    assert proxy.sprung == TIMES
    assert sorted(house.store.read(_notes), key=int) == [str(n) for n in range(TIMES)]
    assert answers == [{"message": str(message)} for message in written]


@pytest.mark.parametrize(
    ("do", "told"),
    [
        pytest.param(
            lambda window, act, case: (
                window.perform(act, add_note, case, MessageId(act.id), "Ringte.", ()).answer
            ),
            ["NoteAdded"],
            id="what would be there already the second time",
        ),
        pytest.param(
            lambda window, act, case: window.perform(act, release_case, case).answer,
            ["CaseReleased"],
            id="what would be refused the second time",
        ),
    ],
)
def test_a_commit_that_reaches_the_server_while_the_act_is_tried_again_counts_once(
    house: House,
    window: Store,
    proxy: TcpProxy,
    jonas: PersonId,
    case: CaseId,
    do: Callable[[Store, Act, CaseId], dict[str, Any]],
    told: list[str],
) -> None:
    """The line breaks with the commit still on its way; it arrives when the second try stands."""
    house.act(jonas, take_case, case)
    act = new_act(jonas, house.clock.now())
    proxy.hold_back()
    with ThreadPoolExecutor(1) as hands:
        done = hands.submit(do, window, act, case)
        until(lambda: house.store.read(_is_waiting), "the second try waits for the first")
        proxy.release()
        answer = done.result(20)
    assert house.store.read(_events, str(act.id)) == told
    assert do(window, act, case) == answer


@pytest.fixture
def locked_out(postgres: Postgres, window: Store) -> Iterator[None]:
    """The window's line stands, and no new one is let in."""
    window.read(_notes)
    _alter_jonas(postgres, "NOLOGIN")
    yield
    _alter_jonas(postgres, "LOGIN")


@pytest.fixture
def impatient(postgres: Postgres, server_database: str) -> None:
    """The window hardly waits for what somebody else holds."""
    _alter_jonas(postgres, f"IN DATABASE {server_database} SET lock_timeout = '50ms'")


def _alter_jonas(postgres: Postgres, change: str) -> None:
    with postgres.connect() as connection:
        connection.execute(f"ALTER ROLE jonas {change}".encode())


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("trouble", "lose"),
    [("locked_out", TcpProxy.lose_answer), ("impatient", TcpProxy.hold_back)],
)
async def test_of_an_act_whose_commit_was_cut_nobody_says_that_it_was_not_done(
    request: pytest.FixtureRequest,
    house: House,
    postgres: Postgres,
    window: Store,
    proxy: TcpProxy,
    jonas: PersonId,
    case: CaseId,
    trouble: str,
    lose: Callable[[TcpProxy], None],
) -> None:
    """Whatever the second try fails with, it does not tell what became of the first."""
    request.getfixturevalue(trouble)
    act, message = new_act(jonas, house.clock.now()), MessageId(new_uuid())
    lose(proxy)
    workers = Workers(window)
    with pytest.raises(StoreAway, match="vet ikke om endringen ble lagret") as away:
        await workers.perform(act, add_note, case, message, "Ringte.", ())
    workers.close()
    assert away.value.may_have_come
    proxy.release()
    until(lambda: house.store.read(_notes) == ["Ringte."], "the commit arrives")
    _alter_jonas(postgres, "LOGIN")
    again = window.perform(act, add_note, case, message, "Ringte.", ())
    assert again.answer == {"message": str(message)}
    assert house.store.read(_notes) == ["Ringte."]


def test_an_act_that_was_cut_before_its_commit_is_certainly_not_done(
    house: House, window: Store, proxy: TcpProxy, jonas: PersonId, case: CaseId, locked_out: None
) -> None:
    del locked_out
    proxy.lose_word(b"INSERT INTO message")
    act = new_act(jonas, house.clock.now())
    with pytest.raises(LoginRefused):
        window.perform(act, add_note, case, MessageId(new_uuid()), "Ringte.", ())
    assert proxy.sprung == 1
    assert house.store.read(_notes) == []
