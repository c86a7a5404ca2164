"""A large file on a slow line: it arrives, nobody is held up by it, and it travels once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator

import pytest
from fixtures.house import House
from peers.postgres import PASSWORD, Postgres
from peers.tcp_proxy import TcpProxy
from peers.waiting import until
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.blobs import read_blob
from console.data.commands.cases import take_case
from console.data.commands.messages import add_note
from console.data.engine import open_engine
from console.data.errors import StoreSlow, StoreUnavailable
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.conversation import Said
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.mail import MailPart

FILE = random.Random(7).randbytes(3_000_000)
PART = MailPart("tegning.pdf", "application/pdf", FILE)
LIMIT_S = 1
"""How long the server lets a statement of Jonas' last."""

TAKES_S = 2
"""How long the file takes on his line."""


@pytest.fixture(params=["postgresql"])
def store_url(server_url: str) -> str:
    """There is no line to a file."""
    return server_url


@pytest.fixture
def proxy(postgres: Postgres) -> Iterator[TcpProxy]:
    """A narrow line between a window and the server."""
    line = TcpProxy(postgres.port).start()
    line.to_server_bytes_s = len(FILE) / TAKES_S
    yield line
    line.stop()


@pytest.fixture
def window(
    postgres: Postgres, server_database: str, proxy: TcpProxy, jonas: PersonId
) -> Iterator[Store]:
    """The store as Jonas' window has it, at the other end of the line."""
    with postgres.connect() as connection:
        limit = f"IN DATABASE {server_database} SET statement_timeout = '{LIMIT_S}s'"
        connection.execute(f"ALTER ROLE jonas {limit}".encode())
    postgres.give_password("jonas")
    url = f"postgresql://jonas@127.0.0.1:{proxy.port}/{server_database}"
    store = Store(open_engine(url, password=PASSWORD))
    yield store
    store.close()


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def _is_sending(session: Session) -> bool:
    """Whether Jonas' file is under way."""
    asked = text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO blob%'")
    return bool(session.execute(asked).scalar_one())


def _note(house: House, window: Store, jonas: PersonId, case: CaseId) -> None:
    act = new_act(jonas, house.clock.now())
    window.perform(act, add_note, case, MessageId(new_uuid()), "Her er den.", (PART,))


def test_within_an_act_a_large_file_takes_longer_than_the_server_allows(
    house: House, window: Store, jonas: PersonId, case: CaseId
) -> None:
    with pytest.raises(StoreSlow):
        _note(house, window, jonas, case)


def test_a_large_file_that_went_ahead_is_there_for_the_act(
    house: House, window: Store, jonas: PersonId, case: CaseId
) -> None:
    window.keep_bytes([FILE])
    began_s = time.monotonic()
    _note(house, window, jonas, case)
    window.keep_bytes([FILE])
    assert time.monotonic() - began_s < LIMIT_S, "it does not travel again"
    said = [e for e in house.open(case).page.entries if isinstance(e, Said) and e.attachments]
    (attached,) = said[-1].attachments
    assert house.store.read(read_blob, attached.sha256) == FILE


def test_nobody_is_held_up_while_a_large_file_is_under_way(
    house: House, window: Store, sunniva: PersonId, case: CaseId
) -> None:
    sending = threading.Thread(target=window.keep_bytes, args=([FILE],))
    sending.start()
    until(lambda: house.store.read(_is_sending), "the file is under way")
    house.act(sunniva, take_case, case)
    assert sending.is_alive()
    sending.join()


def test_a_program_that_ends_does_not_wait_for_a_large_file(window: Store, proxy: TcpProxy) -> None:
    proxy.to_server_bytes_s = len(FILE) / 60
    refused: list[StoreUnavailable] = []

    def send() -> None:
        try:
            window.keep_bytes([FILE])
        except StoreUnavailable as error:
            refused.append(error)

    sending = threading.Thread(target=send)
    sending.start()
    window.hurry()
    sending.join(10)
    assert len(refused) == 1
