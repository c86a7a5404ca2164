"""Taking in: at least once from outside, exactly once in the store, no mail lost to another's."""

from __future__ import annotations

from typing import Any

import pytest
from fakes.mailbox import FakeMailbox, down
from fakes.mails import mail
from fixtures.house import House
from fixtures.leader import Leader
from sqlalchemy import func, select

from console.channels.contract import AuthFailed, ProtocolError
from console.data.commands.leading import lead
from console.data.errors import Refused
from console.data.queries.wire import connector_statuses, cursor
from console.data.tables.cases import BlobRow, MessageRow
from console.domain.mail import Address
from console.service.bell import Bell
from console.service.hold import AUTH_S
from console.service.intake import POLL_S
from console.service.pace import LEAST
from console.service.part import PartState


def _mails(house: House) -> int:
    return house.store.read(lambda s: s.scalar(select(func.count()).select_from(MessageRow))) or 0


def _problems(house: House) -> list[str]:
    return list(house.store.read(lambda s: s.scalars(select(MessageRow.problem)).all()))


def test_pages_are_pulled_until_there_is_no_more(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails, outside.page_size = [mail(f"m{n}") for n in range(7)], 3
    rest = leader.fetch()
    assert _mails(house) == 7
    assert outside.steps == ["check_receiving", "pull", "pull", "pull"]
    assert (rest.seconds, rest.state) == (POLL_S, PartState.OK)
    assert house.store.read(cursor, "mail") == b"7"


def test_the_second_round_fetches_only_what_is_new(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails = [mail("first")]
    leader.fetch()
    outside.mails.append(mail("second"))
    leader.fetch()
    assert _mails(house) == 2
    assert outside.steps == ["check_receiving", "pull", "pull"]


def test_a_pull_that_came_to_its_end_is_told_with_who_we_are(leader: Leader, house: House) -> None:
    leader.fetch()
    (status,) = house.store.read(connector_statuses)
    assert (status.pulled_at, status.identity) == (house.clock.now(), "kundeservice@mystore.no")


def test_a_mailbox_that_is_away_is_told_and_tried_again_from_the_stored_cursor(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails, outside.page_size = [mail(f"m{n}") for n in range(4)], 2
    outside.during["pull"] = lambda: (
        outside.steps.count("pull") == 2 and outside.trouble.update(pull=down())
    )
    rest = leader.fetch()
    (status,) = house.store.read(connector_statuses)
    assert (rest.state, rest.text) == (PartState.FAILING, "imap.fake svarer ikke")
    assert (status.problem, status.failing_since) == ("imap.fake svarer ikke", house.clock.now())
    assert house.store.read(cursor, "mail") == b"2"
    outside.trouble.clear()
    outside.during.clear()
    house.clock.advance(rest.seconds + 0.001)
    assert leader.fetch().state is PartState.OK
    assert _mails(house) == 4
    (status,) = house.store.read(connector_statuses)
    assert (status.problem, status.failing_since) == ("", None)


def test_holding_back_grows_and_a_ring_does_not_shorten_it(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.trouble["pull"] = down()
    waits = []
    for _ in range(9):
        waits.append(leader.fetch().seconds)
        tried = len(outside.steps)
        woken = leader.fetch()
        assert (woken.state, woken.text) == (PartState.FAILING, "imap.fake svarer ikke")
        assert len(outside.steps) == tried, "a ring must not hammer a server that is away"
        house.clock.advance(waits[-1] + 0.001)
    assert 0.5 <= waits[0] <= 1.0
    assert 30.0 <= waits[-1] <= 60.0


def test_a_refused_login_is_not_tried_again_for_five_minutes(
    leader: Leader, outside: FakeMailbox
) -> None:
    outside.trouble["check_receiving"] = AuthFailed("feil passord")
    rest = leader.fetch()
    assert rest.seconds >= AUTH_S
    assert rest.text == "feil passord"


def test_a_mail_that_the_store_refuses_stops_no_other_and_is_kept(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    bad = mail("bad", text="halv bokstav \ud83d", sender=Address("kari@x.no", "Kari \udcff\x00"))
    outside.mails = [mail("before"), bad, mail("after")]
    rest = leader.fetch()
    assert rest.state is PartState.OK
    assert house.store.read(cursor, "mail") == b"3"
    assert sorted(map(bool, _problems(house))) == [False, False, True]
    raws = house.store.read(lambda s: s.scalars(select(BlobRow.content)).all())
    assert bad.raw in raws, "the mail itself is kept as it came"


def test_a_refused_mail_fetched_again_is_not_kept_twice(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails = [mail("bad", text="\ud83d")]
    leader.fetch()
    outside.mails.append(mail("bad", text="\ud83d"))
    leader.fetch()
    assert len(_problems(house)) == 1


def test_mails_that_cannot_be_fetched_now_are_told_and_the_others_come(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails, outside.unfetchable = [mail("good")], (("INBOX/7/x", "ødelagt"),)
    rest = leader.fetch()
    assert _mails(house) == 1
    assert (rest.state, rest.seconds) == (PartState.FAILING, POLL_S)
    assert rest.text == "1 e-post kan ikke hentes: ødelagt"


def test_a_server_that_gives_the_same_page_for_ever_is_a_fault_not_a_loop(
    leader: Leader, outside: FakeMailbox
) -> None:
    outside.mails, outside.page_size = [mail("one"), mail("two")], 0
    rest = leader.fetch()
    assert rest.state is PartState.FAILING
    assert outside.steps.count("pull") == 2


def test_what_a_former_leader_brings_is_refused(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails = [mail("late")]
    until = house.clock.now().add(hours=48)
    house.act(None, lead, "other:2:-", until, frozenset({"test:1:-"}))
    with pytest.raises(Refused):
        leader.fetch()
    assert _mails(house) == 0


def test_nothing_is_pulled_once_the_lease_has_run_out(leader: Leader, outside: FakeMailbox) -> None:
    outside.mails, outside.page_size = [mail(f"m{n}") for n in range(9)], 3
    outside.during["pull"] = lambda: setattr(leader, "is_leading", False)
    leader.fetch()
    assert outside.steps.count("pull") == 1


def test_an_answer_nobody_understands_is_a_failure_in_words(
    leader: Leader, outside: FakeMailbox
) -> None:
    outside.trouble["pull"] = ProtocolError("tjeneren svarte noe uventet")
    assert leader.fetch().text == "tjeneren svarte noe uventet"


def test_a_page_comes_in_by_portions_and_the_cursor_moves_with_the_last(
    leader: Leader, outside: FakeMailbox, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, bytes | None]] = []
    perform = leader.desk.perform

    def watched(*args: Any, **kwargs: Any) -> dict[str, Any]:
        answer = perform(*args, **kwargs)
        seen.append((_mails(house), house.store.read(cursor, "mail")))
        return answer

    monkeypatch.setattr(leader.desk, "perform", watched)
    outside.mails = [mail(f"m{n}") for n in range(3 * LEAST + 1)]
    leader.fetch()
    assert seen == [(LEAST, None), (3 * LEAST, None), (3 * LEAST + 1, b"31")]


def test_told_to_end_in_the_middle_of_a_page_it_fetches_the_page_again(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails = [mail(f"m{n}") for n in range(2 * LEAST)]
    outside.during["pull"] = leader.bell.stop
    leader.fetch()
    assert _mails(house) == LEAST
    assert house.store.read(connector_statuses)[0].pulled_at is None, "not everything is here"
    leader.bell = Bell()
    leader.restart()
    outside.during.clear()
    leader.fetch()
    assert _mails(house) == 2 * LEAST
    assert house.store.read(cursor, "mail") == b"20"


def test_mail_comes_in_although_nothing_can_be_sent(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.trouble["check_sending"] = down()
    outside.mails = [mail("first")]
    assert leader.fetch().state is PartState.OK
    assert _mails(house) == 1
