"""The mailbox of the setting: its parts run as long as setting and password stand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fakes.clock import FakeClock
from fakes.mailbox import FakeMailbox, down
from fakes.mails import mail
from fixtures.house import House
from fixtures.leader import Leader
from peers.waiting import until
from sqlalchemy import func, select

from console.channels.contract import AuthFailed, Connector
from console.data.commands.settings import set_setting
from console.data.queries.wire import connector_statuses, health
from console.data.secrets import SecretsUnavailable, mail_password_name
from console.data.tables.cases import MessageRow
from console.domain.ids import PersonId
from console.domain.mail_account import guess, to_json
from console.service.bell import Bells
from console.service.health import HealthBoard
from console.service.mail_account import SETTING, Account
from console.service.mail_parts import DELIVERY, MailAccount
from console.service.part import PartState
from console.service.supervisor import Patience

ADDRESS = "kundeservice@mystore.no"


@dataclass
class Wall:
    """Where the mailbox stands: its password, and each connector made for it."""

    outside: FakeMailbox
    password: str | None = "riktig"
    locked: str = ""
    accounts: list[Account] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        if self.locked:
            raise SecretsUnavailable(self.locked)
        return self.password if name == mail_password_name(ADDRESS) else None

    def connect(self, account: Account) -> Connector:
        self.accounts.append(account)
        return self.outside


@pytest.fixture
def wall(outside: FakeMailbox) -> Wall:
    return Wall(outside)


@pytest.fixture
def bells() -> Bells:
    return Bells()


@pytest.fixture
def account(leader: Leader, wall: Wall, bells: Bells) -> Iterator[MailAccount]:
    board = HealthBoard(leader.desk, "test:1:-")
    made = MailAccount(leader.desk, wall, wall.connect, board, bells, Patience(0.5, 0.5))
    yield made
    made.close()


def _name_mailbox(house: House, version: int = 0, value: str = "") -> None:
    house.act(None, set_setting, SETTING, value or to_json(guess(ADDRESS)), version)


def _count(house: House) -> int:
    return house.store.read(lambda s: s.scalar(select(func.count(MessageRow.no)))) or 0


def _said(house: House) -> dict[str, tuple[str, str]]:
    return {row.part: (row.state, row.text) for row in house.store.read(health)}


def test_without_a_mailbox_it_waits_and_says_so(account: MailAccount, wall: Wall) -> None:
    rest = account.step()
    assert (rest.state, rest.text) == (PartState.OK, "venter: ingen postkasse er lagt inn")
    assert wall.accounts == []


def test_a_named_mailbox_is_fetched_listened_to_and_sent_from(
    account: MailAccount, wall: Wall, house: House
) -> None:
    wall.outside.mails = [mail("first")]
    _name_mailbox(house)
    rest = account.step()
    assert rest.text == f"postkassen er {ADDRESS}"
    until(lambda: _count(house) == 1, "the mail to be taken in")
    until(lambda: len(_said(house)) == 3, "each part to say how it is")
    assert _said(house)["mail.intake"] == ("ok", f"henter e-post for {ADDRESS}")
    assert _said(house)["mail.delivery"] == ("ok", "sender svar")
    assert _said(house)["mail.listening"] == ("ok", "lytter etter ny e-post")


def test_what_the_listener_hears_is_fetched_at_once(
    account: MailAccount, wall: Wall, house: House
) -> None:
    _name_mailbox(house)
    account.step()
    until(lambda: wall.outside.wake and "mail.intake" in _said(house), "everything to run")
    wall.outside.mails.append(mail("news"))
    assert wall.outside.wake is not None
    wall.outside.wake()
    until(lambda: _count(house) == 1, "the mail to be taken in")


def test_an_answer_that_is_rung_for_goes_at_once(
    account: MailAccount, wall: Wall, bells: Bells, house: House, sunniva: PersonId
) -> None:
    case = house.arrive("spørsmål")
    _name_mailbox(house)
    account.step()
    until(lambda: "mail.delivery" in _said(house), "the sending to run")
    house.answer(sunniva, case, not_before=house.clock.now())
    bells.ring(DELIVERY)
    until(lambda: len(wall.outside.sent) == 1, "the answer to be sent")


def test_the_same_setting_and_password_change_nothing(
    account: MailAccount, wall: Wall, house: House
) -> None:
    _name_mailbox(house)
    account.step()
    until(lambda: len(wall.accounts) == 3, "three connectors")
    account.step()
    assert len(wall.accounts) == 3


def test_a_new_password_starts_everything_anew(
    account: MailAccount, wall: Wall, house: House
) -> None:
    _name_mailbox(house)
    account.step()
    until(lambda: len(wall.accounts) == 3, "three connectors")
    wall.password = "nytt"
    account.step()
    until(lambda: len(wall.accounts) == 6, "three more")
    assert [a.password for a in wall.accounts] == ["riktig"] * 3 + ["nytt"] * 3


def test_a_wrong_password_is_told_and_the_right_one_tried_at_once(
    account: MailAccount, wall: Wall, house: House
) -> None:
    wall.outside.trouble["check_receiving"] = AuthFailed("serveren godtok ikke passordet")
    _name_mailbox(house)
    account.step()
    until(lambda: house.store.read(connector_statuses), "the failure to be told")
    (status,) = house.store.read(connector_statuses)
    assert status.problem == "serveren godtok ikke passordet"
    wall.outside.trouble.clear()
    wall.password = "nytt"
    account.step()
    until(lambda: house.store.read(connector_statuses)[0].problem == "", "the recovery")


def test_without_a_password_it_says_what_to_do_and_waits(
    account: MailAccount, wall: Wall, house: House
) -> None:
    wall.password = None
    _name_mailbox(house)
    rest = account.step()
    assert rest.state is PartState.FAILING
    assert "Skriv det inn under Innstillinger" in rest.text
    (status,) = house.store.read(connector_statuses)
    assert status.problem == rest.text
    wall.password = "riktig"
    assert account.step().state is PartState.OK


def test_a_keyring_that_is_locked_for_a_while_stops_nothing_that_runs(
    account: MailAccount, wall: Wall, house: House
) -> None:
    _name_mailbox(house)
    account.step()
    until(lambda: len(wall.accounts) == 3, "three connectors")
    wall.locked = "nøkkelringen er låst"
    rest = account.step()
    assert (rest.state, rest.text) == (PartState.FAILING, "nøkkelringen er låst")
    assert not wall.outside.is_closed.is_set()
    wall.locked = ""
    assert account.step().state is PartState.OK
    assert len(wall.accounts) == 3


@pytest.mark.parametrize("value", ["{}", "rubbish", json.dumps({"address": 7})])
def test_a_setting_that_cannot_work_is_told_and_stops_the_former_mailbox(
    value: str, account: MailAccount, wall: Wall, house: House
) -> None:
    _name_mailbox(house)
    account.step()
    until(lambda: len(wall.accounts) == 3, "three connectors")
    _name_mailbox(house, 1, value)
    rest = account.step()
    assert rest.state is PartState.FAILING
    assert wall.outside.is_closed.is_set()


def test_parts_that_do_not_end_keep_the_next_ones_waiting(
    account: MailAccount, wall: Wall, house: House, clock: FakeClock, sunniva: PersonId
) -> None:
    """Two that send on one account would send twice."""
    release, entered = threading.Event(), threading.Event()
    wall.outside.during["send"] = lambda: entered.set() or release.wait()
    house.answer(sunniva, house.arrive("spørsmål"), not_before=clock.now())
    _name_mailbox(house)
    account.step()
    assert entered.wait(5)
    wall.password = "nytt"
    rest = account.step()
    assert (rest.state, rest.text) == (
        PartState.FAILING,
        "venter på at mail.delivery skal ta slutt",
    )
    assert {a.password for a in wall.accounts} == {"riktig"}
    wall.outside.during.clear()
    release.set()
    until(lambda: account.step().state is PartState.OK, "the new ones to start")


def test_an_unreachable_listener_is_shown_and_the_mail_comes_all_the_same(
    account: MailAccount, wall: Wall, house: House
) -> None:
    wall.outside.trouble["listen"] = down()
    wall.outside.mails = [mail("first")]
    _name_mailbox(house)
    account.step()
    until(lambda: "mail.listening" in _said(house), "the listener to be shown")
    assert _said(house)["mail.listening"] == ("failing", "imap.fake svarer ikke")
    until(lambda: _count(house) == 1, "the mail to be taken in")
