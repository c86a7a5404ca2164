"""Many mails are read by several processes, in order, and as well as by one."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import active_children

import pytest
from fakes.clock import MONDAY_MORNING
from peers.accounts import written_mail

from console.channels.mail.protocol.parse import Fetched, ParseJob
from console.service.parsing_pool import ParsingPool


def _jobs(count: int) -> list[ParseJob]:
    return [
        ParseJob(
            raw=written_mail(f"Sak {number}"),
            fetched=Fetched(f"INBOX/7/{number}", MONDAY_MORNING),
            secret=b"key",
            own="kundeservice@mystore.no",
        )
        for number in range(count)
    ]


@pytest.fixture
def pool() -> Iterator[ParsingPool]:
    made = ParsingPool(many=20)
    yield made
    made.close()


def test_a_few_mails_start_no_process(pool: ParsingPool) -> None:
    assert [mail.subject for mail in pool.parse_many(_jobs(3))] == ["Sak 0", "Sak 1", "Sak 2"]
    assert active_children() == []


def test_many_mails_are_read_by_processes_in_order(pool: ParsingPool) -> None:
    mails = pool.parse_many(_jobs(45))
    assert [mail.subject for mail in mails] == [f"Sak {n}" for n in range(45)]
    assert len(active_children()) == 2
    pool.close()
    assert active_children() == []


def test_a_process_that_is_killed_costs_no_mail(pool: ParsingPool) -> None:
    pool.parse_many(_jobs(20))
    for process in active_children():
        process.kill()
    assert len(pool.parse_many(_jobs(30))) == 30
    assert len(pool.parse_many(_jobs(30))) == 30
