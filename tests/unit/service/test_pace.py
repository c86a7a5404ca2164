"""A portion of mails keeps the store busy for a moment, whatever mails and machine are like."""

from __future__ import annotations

import pytest
from fakes.mails import mail

from console.domain.mail import IncomingMail
from console.service.pace import BUSY_S, BYTES, LEAST, MOST, Pace

MAILS: list[IncomingMail] = [mail(f"m{n}") for n in range(4 * MOST)]


def _raw_bytes(one: IncomingMail) -> int:
    return len(one.raw)


def _size(pace: Pace[IncomingMail]) -> int:
    return len(pace.split(MAILS)[0])


def test_a_quick_store_takes_more_each_time_up_to_a_limit() -> None:
    pace = Pace(_raw_bytes)
    sizes = []
    for _ in range(6):
        sizes.append(_size(pace))
        pace.took(sizes[-1], 0.001)
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[1], sizes[-1]) == (LEAST, 2 * LEAST, MOST)


@pytest.mark.parametrize("ms_a_mail", [2, 3, 5])
def test_what_a_portion_costs_settles_below_what_a_person_may_wait(ms_a_mail: int) -> None:
    pace = Pace(_raw_bytes)
    for _ in range(8):
        pace.took(_size(pace), _size(pace) * ms_a_mail / 1000)
    assert 0.5 * BUSY_S <= _size(pace) * ms_a_mail / 1000 <= BUSY_S


def test_on_a_store_that_crawls_a_portion_does_not_shrink_to_nothing_but_commits() -> None:
    pace = Pace(_raw_bytes)
    pace.took(LEAST, 60.0)
    assert _size(pace) == LEAST


def test_what_is_light_never_goes_by_fewer_than_a_transaction_is_worth() -> None:
    pace = Pace(_raw_bytes, most=200, least=60)
    assert _size(pace) == 60
    pace.took(60, 1.0)
    assert _size(pace) == 60


def test_after_a_stall_it_finds_back() -> None:
    pace = Pace(_raw_bytes)
    pace.took(LEAST, 60.0)
    for _ in range(8):
        pace.took(_size(pace), 0.001)
    assert _size(pace) == MOST


def test_many_bytes_end_a_portion_early() -> None:
    large = [mail(f"l{n}", raw=b"x" * (BYTES // 3)) for n in range(9)]
    portion, left = Pace(_raw_bytes).split(large)
    assert (len(portion), len(left)) == (3, 6)


def test_a_mail_larger_than_any_portion_is_a_portion() -> None:
    huge = [mail("huge", raw=b"x" * (2 * BYTES)), mail("next")]
    portion, left = Pace(_raw_bytes).split(huge)
    assert ([m.remote_id for m in portion], len(left)) == (["INBOX/7/huge"], 1)


def test_of_no_mails_there_is_no_portion() -> None:
    assert Pace(_raw_bytes).split(()) == ((), ())
