"""The doctor tells of each part whether it works, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.clock import MONDAY_MORNING, FakeClock
from fakes.live_outside import ScriptedPhone
from fakes.mailbox import FakeMailbox, down
from fixtures.house import House
from fixtures.team_store import TeamStore
from peers.postgres import PASSWORD, Postgres
from whenever import Instant

from console.channels.contract import (
    AuthFailed,
    ChannelDown,
    ChannelError,
    Health,
    LiveConnector,
)
from console.data.commands.connectors import mark_alive
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.engine import sqlite_url
from console.data.opening import store_password_name
from console.data.secrets import (
    SecretStore,
    credential_file,
    mail_password_name,
    phone_password_name,
)
from console.data.transaction import new_act
from console.domain.ids import PersonId
from console.domain.instants import Clock
from console.domain.mail_account import guess, to_json
from console.domain.people import Role
from console.domain.phone_account import KEY as PHONE_SETTING
from console.domain.phone_account import PhoneKind, PhoneSettings
from console.domain.phone_account import to_json as phone_to_json
from console.domain.wording import clock_time
from console.service.doctor import examine
from console.service.finding import Finding
from console.service.phone_account import Exchange

ADDRESS = "kundeservice@mystore.no"
RECEIVING, SENDING = "henting av e-post", "sending av e-post"
TELEPHONE, RIGHTS = "telefonsentral", "rettigheter i sentralen"
EXCHANGE = PhoneSettings(
    kind=PhoneKind.AMI, queues=("kundeservice",), host="127.0.0.1", user="konsoll"
)

Examine = Callable[[str], dict[str, Finding]]


class TriedPhone:
    """An exchange that is looked through; `trouble` is what it raises then."""

    def __init__(self, clock: FakeClock) -> None:
        self.outside = Looked(clock)

    def connect(self, _exchange: Exchange, _clock: Clock, _version_from: int) -> LiveConnector:
        return self.outside


class Looked(ScriptedPhone):
    """Says of itself what a test wants it to."""

    health = Health("konsoll", "Asterisk", ("følger køene kundeservice",))
    trouble: ChannelError | None = None

    def check(self) -> Health:
        if self.trouble is not None:
            raise self.trouble
        return self.health


@pytest.fixture
def phone(clock: FakeClock) -> TriedPhone:
    return TriedPhone(clock)


@pytest.fixture
def named_phone(house: House, tmp_path: Path) -> None:
    """An exchange with its password."""
    house.act(None, set_setting, PHONE_SETTING, phone_to_json(EXCHANGE), 0)
    (tmp_path / credential_file(phone_password_name(EXCHANGE))).write_text("hemmelig")


@pytest.fixture
def examined(
    tmp_path: Path,
    clock: FakeClock,
    outside: FakeMailbox,
    phone: TriedPhone,
    monkeypatch: pytest.MonkeyPatch,
) -> Examine:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)

    def look(url: str) -> dict[str, Finding]:
        found = examine(url, clock, SecretStore(tmp_path), lambda _account: outside, phone.connect)
        assert len({finding.part for finding in found}) == len(found)
        return {finding.part: finding for finding in found}

    return look


@pytest.fixture
def named(house: House, tmp_path: Path) -> None:
    """A mailbox with its password."""
    house.act(None, set_setting, "mail", to_json(guess(ADDRESS)), 0)
    (tmp_path / credential_file(mail_password_name(ADDRESS))).write_text("hemmelig")


@pytest.fixture
def leading(house: House) -> None:
    """A `serve` that showed life just now."""
    house.act(None, mark_alive, "serve", "vert:7:1", "ok", "leder")


def test_a_healthy_desk_is_healthy_in_every_part(
    examined: Examine, store_url: str, named: None, leading: None
) -> None:
    found = examined(store_url)
    assert {part: f.is_ok for part, f in found.items() if part != "nøkkelring"} == {
        "lager": True,
        "endringsstrøm": True,
        "klokke": True,
        "serve": True,
        RECEIVING: True,
        SENDING: True,
        TELEPHONE: True,
        "nettchat": True,
    }
    assert found[RECEIVING].text == f"innlogget som {ADDRESS} på imap.fake"
    assert found[SENDING].text == f"innlogget som {ADDRESS} på smtp.fake"


def test_twice_is_as_good_as_once(examined: Examine, store_url: str) -> None:
    examined(store_url)
    assert examined(store_url)["endringsstrøm"].is_ok


def test_a_missing_store_is_told_and_the_rest_that_can_be_is_tried(
    examined: Examine, tmp_path: Path
) -> None:
    found = examined(sqlite_url(tmp_path / "nowhere" / "desk.db"))
    assert not found["lager"].is_ok
    assert found["lager"].advice
    assert set(found) == {"lager", "nøkkelring"}


def test_an_address_that_is_no_store_is_told(examined: Examine) -> None:
    assert not examined("mysql://x")["lager"].is_ok


def test_without_a_keyring_it_says_what_to_install(examined: Examine, store_url: str) -> None:
    found = examined(store_url)["nøkkelring"]
    if not found.is_ok:
        assert "gnome-keyring" in found.text
        assert found.advice


def test_a_serve_that_leads_is_named(examined: Examine, store_url: str, leading: None) -> None:
    assert examined(store_url)["serve"].text == "vert:7:1 leder; 0 svar venter"


def test_where_no_serve_ever_ran_it_says_how_to_start_one(
    examined: Examine, store_url: str, house: House
) -> None:
    """The window starts that of a store in one file: nothing is wrong while nothing waits."""
    found = examined(store_url)["serve"]
    assert (found.is_ok, found.text) == (True, "Ingen serve har kjørt her; 0 svar venter")
    assert found.advice.endswith(f"agent-console serve --store {store_url}")


def test_a_serve_that_is_silent_is_told_with_what_waits_for_it(
    examined: Examine, store_url: str, house: House, leading: None, sunniva: PersonId
) -> None:
    since = clock_time(house.clock.now())
    house.answer(sunniva, house.arrive("frakt"))
    house.clock.advance(91)
    found = examined(store_url)["serve"]
    text = f"Ingen serve kjører siden {since}; 1 svar venter"
    assert (found.is_ok, found.text) == (False, text)


def test_a_serve_that_ended_leads_no_more(
    examined: Examine, store_url: str, house: House, leading: None, sunniva: PersonId
) -> None:
    house.answer(sunniva, house.arrive("frakt"))
    house.act(None, mark_alive, "serve", "vert:7:1", "stopped", "stoppet")
    assert not examined(store_url)["serve"].is_ok


def test_without_a_mailbox_it_says_where_to_enter_one(examined: Examine, store_url: str) -> None:
    found = examined(store_url)["postkasse"]
    assert (found.is_ok, found.text) == (True, "ingen er lagt inn")


def test_a_mailbox_without_a_password_is_told(
    examined: Examine, store_url: str, named: None, tmp_path: Path
) -> None:
    (tmp_path / credential_file(mail_password_name(ADDRESS))).unlink()
    found = examined(store_url)["postkasse"]
    assert not found.is_ok
    assert found.text


@pytest.mark.parametrize("error", [AuthFailed("feil passord"), down()], ids=["login", "away"])
@pytest.mark.parametrize(
    ("step", "part", "other"),
    [("check_receiving", RECEIVING, SENDING), ("check_sending", SENDING, RECEIVING)],
)
def test_a_server_that_does_not_let_us_in_is_told_in_its_words_and_the_other_tried(
    step: str,
    part: str,
    other: str,
    error: Exception,
    examined: Examine,
    store_url: str,
    named: None,
    outside: FakeMailbox,
) -> None:
    outside.trouble[step] = error
    found = examined(store_url)
    assert (found[part].is_ok, found[part].text) == (False, str(error))
    assert found[part].advice
    assert found[other].is_ok
    assert outside.is_closed.is_set()


def test_a_clock_before_the_programs_own_time_is_wrong(
    examined: Examine, store_url: str, clock: FakeClock
) -> None:
    clock.advance((Instant.from_utc(2001, 1, 1) - clock.now()).total("seconds"))
    assert not examined(store_url)["klokke"].is_ok


def test_a_clock_behind_what_others_wrote_is_doubted(
    examined: Examine, store_url: str, house: House
) -> None:
    house.clock.advance(3600)
    house.arrive("fra fremtiden")
    house.clock.advance(-3600)
    found = examined(store_url)["klokke"]
    assert (found.is_ok, found.text) == (False, "Noe i lageret er skrevet 60 min frem i tid.")


def test_a_plain_agents_desk_on_a_server_is_healthy(
    examined: Examine, tmp_path: Path, postgres: Postgres, server_database: str
) -> None:
    team = TeamStore(postgres, server_database)
    act = new_act(None, MONDAY_MORNING)
    team.perform(act, add_person, "sunniva.l", "Sunniva Larsen", [Role.AGENT])
    team.close()
    postgres.give_password("sunniva.l")
    url = postgres.url(server_database, "sunniva.l")
    assert examined(url)["lager"].text.startswith("Passordet til lageret mangler")
    (tmp_path / credential_file(store_password_name(url))).write_text(PASSWORD)
    found = examined(url)
    assert [found[part].is_ok for part in ("lager", "endringsstrøm")] == [True] * 2
    assert not found["klokke"].is_ok, "the test's clock stands still at another time"
    assert found["klokke"].text.startswith("klokken på denne maskinen går")
    assert found["serve"].text == "Ingen serve har kjørt her; 0 svar venter"
    assert found["postkasse"].text == "ingen er lagt inn"


def test_a_mailbox_that_a_login_may_not_try_is_told_as_that(
    examined: Examine, tmp_path: Path, postgres: Postgres, server_database: str
) -> None:
    team = TeamStore(postgres, server_database)
    for command, *given in (
        (add_person, "sunniva.l", "Sunniva Larsen", [Role.AGENT]),
        (set_setting, "mail", to_json(guess(ADDRESS)), 0),
    ):
        team.perform(new_act(None, MONDAY_MORNING), command, *given)
    team.close()
    postgres.give_password("sunniva.l")
    url = postgres.url(server_database, "sunniva.l")
    (tmp_path / credential_file(store_password_name(url))).write_text(PASSWORD)
    for _ in range(2):
        found = examined(url)["postkasse"]
        assert found.is_ok
        assert found.text.startswith("er ikke prøvd: det må kontoen til serve")
        (tmp_path / credential_file(mail_password_name(ADDRESS))).write_text("hemmelig")


def test_an_exchange_that_answers_is_told_with_what_was_found(
    examined: Examine, store_url: str, named_phone: None, phone: TriedPhone
) -> None:
    found = examined(store_url)
    assert found[TELEPHONE].is_ok
    assert found[TELEPHONE].text == "innlogget som konsoll på Asterisk; følger køene kundeservice"
    assert RIGHTS not in found
    assert phone.outside.lines_closed == 1


def test_what_is_missing_at_the_exchange_is_told_although_the_rest_works(
    examined: Examine, store_url: str, named_phone: None, phone: TriedPhone
) -> None:
    phone.outside.health = replace(Looked.health, lacks=("Køen salg finnes ikke.", "Og mer."))
    found = examined(store_url)
    assert found[TELEPHONE].is_ok
    assert (found[RIGHTS].is_ok, found[RIGHTS].text) == (False, "Køen salg finnes ikke. Og mer.")
    assert "manager.conf" in found[RIGHTS].advice


@pytest.mark.parametrize(
    ("trouble", "advice"),
    [
        (AuthFailed("godtok ikke passordet"), "passordet på nytt"),
        (ChannelDown("svarer ikke"), "server, port og TLS"),
    ],
)
def test_an_exchange_that_cannot_be_used_is_told_with_what_to_do(
    examined: Examine,
    store_url: str,
    named_phone: None,
    phone: TriedPhone,
    trouble: ChannelError,
    advice: str,
) -> None:
    phone.outside.trouble = trouble
    found = examined(store_url)[TELEPHONE]
    assert (found.is_ok, found.text) == (False, str(trouble))
    assert advice in found.advice
    assert phone.outside.lines_closed == 1


def test_a_missing_password_of_the_exchange_is_told(
    examined: Examine, store_url: str, named_phone: None, tmp_path: Path
) -> None:
    (tmp_path / credential_file(phone_password_name(EXCHANGE))).write_text("")
    found = examined(store_url)[TELEPHONE]
    assert not found.is_ok
    assert "Passordet til sentralen" in found.text
    assert "Telefon" in found.advice


def test_a_broken_setting_of_the_exchange_is_told(
    examined: Examine, store_url: str, house: House
) -> None:
    house.act(None, set_setting, PHONE_SETTING, "{}", 0)
    found = examined(store_url)[TELEPHONE]
    assert (found.is_ok, "«kind»" in found.text) == (False, True)
