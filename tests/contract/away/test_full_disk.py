"""The server's disk is full: reading goes on, what is written waits, and goes through later."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from fixtures.at_work import AtWork
from fixtures.servers import TEMPLATE
from peers.postgres import Postgres
from peers.small_disk import SmallDisk, SmallDiskMissing
from psycopg import sql

from console.domain.mail import MailPart

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(120),
    pytest.mark.parametrize("server", [{}], indirect=True),
]


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    small = SmallDisk()
    try:
        small.mount()
    except SmallDiskMissing as missing:
        small.folder.rmdir()
        pytest.fail(str(missing), pytrace=False)
    yield small
    small.remove()


@pytest.fixture
def database(server: Postgres, disk: SmallDisk) -> Iterator[str]:
    """A store of which the tables lie on the small disk."""
    name = "small"
    with server.connect() as connection:
        connection.execute(
            sql.SQL("CREATE TABLESPACE small LOCATION {}").format(sql.Literal(str(disk.folder)))
        )
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} TABLESPACE small").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )
    yield name
    server.stop()


async def test_a_full_disk_holds_up_what_is_written_and_nothing_else(
    at_work: AtWork, disk: SmallDisk
) -> None:
    large = MailPart("bilde.png", "image/png", random.Random(7).randbytes(1_000_000))
    disk.fill()
    done = await at_work.desk.acts.note(at_work.case, "skrevet på full disk", (large,))
    assert done.words.startswith("Ikke lagret – lagringsplassen på serveren er full. ")
    await at_work.is_held("Lagringsplassen på serveren er full")
    view = at_work.desk.open_view()
    await view.show(at_work.case)
    assert at_work.notes() == []
    disk.free()
    seconds = await at_work.back()
    print(f"full disk: back after {seconds:.1f} s")
    assert seconds < 5
    assert at_work.notes() == ["skrevet på full disk"]
    assert at_work.told == []
