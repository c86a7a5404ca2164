"""The first run: a name, perhaps a mailbox, and a working desk afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.keyrings import LockedRing, Ring
from hypothesis import given
from hypothesis import strategies as st

from console.data.commands.people import add_person, disable_person
from console.data.engine import open_engine, sqlite_url
from console.data.errors import StoreError
from console.data.queries.people import people, setting
from console.data.schema import require_current
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.first_run import FirstRun, SetUp, check, login_for, set_up
from console.desk.preferences import Preferences
from console.domain.mail_account import from_json
from console.domain.people import Role

SUNNIVA = FirstRun("Sunniva Ødegård")
WITH_MAIL = FirstRun("Sunniva Ødegård", "kundeservice@mystore.no", "hemmelig")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store will be: the folder is not there yet."""
    return tmp_path / "agent-console" / "desk.db"


@pytest.fixture
def ring() -> Ring:
    return Ring()


class Machine:
    """A machine on which somebody begins."""

    def __init__(self, path: Path, clock: FakeClock) -> None:
        self.url = sqlite_url(path)
        self._clock = clock

    def begin(self, answers: FirstRun, ring: Ring | LockedRing) -> SetUp:
        return set_up(answers, self.url, Preferences(theme="dark"), self._clock, ring)

    def store(self) -> Store:
        return Store(open_engine(self.url))

    def disable(self, login: str) -> None:
        """Lets somebody go, once another keeps the store."""
        store = self.store()
        keeper = ("astrid", "Astrid Bø", (Role.ADMINISTRATOR,))
        store.perform(new_act(None, self._clock.now()), add_person, *keeper)
        store.perform(new_act(None, self._clock.now()), disable_person, login)
        store.close()

    def logins(self) -> dict[str, str]:
        """Names by login."""
        store = self.store()
        found = {person.login: person.name for person in store.read(people)}
        store.close()
        return found


@pytest.fixture
def machine(path: Path, clock: FakeClock) -> Machine:
    return Machine(path, clock)


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Sunniva Ødegård", "sunniva.o"),
        ("Åse Lie", "ase.l"),
        ("Ægir Åsheim", "aegir.a"),
        ("Kari", "kari"),
        ("Kari Anne Nordmann", "kari.n"),
        ("Anne-Lise Moe", "anne.m"),
        ("  Jonas   Tveit ", "jonas.t"),
        ("Zoë Müller", "zoe.m"),
        ("A\u030ase Lie", "ase.l"),
        ("Ole 2", "ole.2"),
        ("Å", "meg"),
        ("J", "meg"),
        ("3D Larsen", "meg"),
        ("李雷", "meg"),
        ("🙂", "meg"),
        ("", "meg"),
    ],
)
def test_a_login_is_the_first_name_and_an_initial(name: str, login: str) -> None:
    assert login_for(name) == login


@given(st.text())
def test_every_name_gives_a_login_that_the_store_takes(name: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9._-]{1,62}", login_for(name))


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_a_name_is_asked_for(name: str) -> None:
    assert check(FirstRun(name)).startswith("Skriv navnet ditt")


@pytest.mark.parametrize("address", ["kundeservice", "@mystore.no", "kari@", "a b@c d"])
def test_an_address_must_be_one(address: str) -> None:
    told = check(FirstRun("Sunniva", address))
    assert f"«{address}» er ikke en e-postadresse" in told


@pytest.mark.parametrize("answers", [SUNNIVA, WITH_MAIL, FirstRun("Åse", "  ")])
def test_good_answers_have_nothing_wrong(answers: FirstRun) -> None:
    assert check(answers) == ""


def test_a_name_alone_makes_a_store_and_a_person_with_every_role(
    machine: Machine, path: Path, ring: Ring
) -> None:
    done = machine.begin(SUNNIVA, ring)
    assert done == SetUp(Preferences(store=machine.url, login="sunniva.o", theme="dark"))
    assert path.is_file()
    store = machine.store()
    require_current(store.engine)
    (person,) = store.read(people)
    assert (person.name, person.roles) == ("Sunniva Ødegård", frozenset(Role))
    assert store.read(setting, "mail") is None
    store.close()


def test_a_mailbox_is_stored_and_its_password_kept_by_the_keyring_alone(
    machine: Machine, path: Path, ring: Ring
) -> None:
    assert machine.begin(WITH_MAIL, ring).warning == ""
    store = machine.store()
    stored = store.read(setting, "mail")
    store.close()
    assert stored is not None
    assert from_json(stored.value).address == "kundeservice@mystore.no"
    assert ring.kept == {"mail:kundeservice@mystore.no": "hemmelig"}
    assert b"hemmelig" not in path.read_bytes()


def test_a_mailbox_without_a_password_needs_no_keyring(machine: Machine) -> None:
    answers = FirstRun("Sunniva", "kundeservice@mystore.no")
    assert machine.begin(answers, LockedRing()).warning == ""


def test_a_keyring_that_refuses_is_a_warning_and_everything_else_is_done(
    machine: Machine,
) -> None:
    done = machine.begin(WITH_MAIL, LockedRing())
    assert "Postkassen er lagret, men ikke passordet: nøkkelringen er låst" in done.warning
    assert "Innstillinger" in done.warning
    assert "hemmelig" not in done.warning
    assert done.preferences.login == "sunniva.o"
    store = machine.store()
    assert store.read(setting, "mail") is not None
    store.close()


def test_the_same_name_again_is_the_same_person(machine: Machine, ring: Ring) -> None:
    first = machine.begin(SUNNIVA, ring)
    again = machine.begin(FirstRun(" Sunniva Ødegård "), ring)
    assert first == again
    assert machine.logins() == {"sunniva.o": "Sunniva Ødegård"}


def test_another_person_with_the_same_login_gets_a_number(machine: Machine, ring: Ring) -> None:
    machine.begin(SUNNIVA, ring)
    second = machine.begin(FirstRun("Sunniva Olsen"), ring)
    third = machine.begin(FirstRun("Sunniva Oftedal"), ring)
    assert (second.preferences.login, third.preferences.login) == ("sunniva.o2", "sunniva.o3")
    assert len(machine.logins()) == 3


def test_only_the_first_on_a_store_has_every_role(machine: Machine, ring: Ring) -> None:
    machine.begin(SUNNIVA, ring)
    machine.begin(FirstRun("Jonas Tangen"), ring)
    store = machine.store()
    roles = {person.name: person.roles for person in store.read(people)}
    store.close()
    assert roles == {"Sunniva Ødegård": frozenset(Role), "Jonas Tangen": frozenset({Role.AGENT})}


def test_who_has_no_longer_access_does_not_get_in_by_typing_the_name(
    machine: Machine, ring: Ring
) -> None:
    machine.begin(SUNNIVA, ring)
    machine.disable("sunniva.o")
    assert machine.begin(SUNNIVA, ring).preferences.login == "sunniva.o2"


def test_a_mailbox_entered_again_takes_the_earlier_ones_place(machine: Machine, ring: Ring) -> None:
    machine.begin(WITH_MAIL, ring)
    machine.begin(FirstRun("Sunniva Ødegård", "post@mystore.no"), ring)
    store = machine.store()
    stored = store.read(setting, "mail")
    store.close()
    assert stored is not None
    assert (from_json(stored.value).address, stored.version) == ("post@mystore.no", 2)


def test_the_mailbox_is_entered_in_the_name_of_who_entered_it(machine: Machine, ring: Ring) -> None:
    """Not of somebody who stands before them in the alphabet."""
    machine.begin(FirstRun("Anders Aas"), ring)
    machine.begin(WITH_MAIL, ring)
    store = machine.store()
    with store.engine.connect() as connection:
        who = connection.exec_driver_sql(
            "SELECT person.login FROM setting JOIN person ON person.id = setting.changed_by"
        ).scalar_one()
    store.close()
    assert who == "sunniva.o"


def test_a_file_that_is_no_store_is_told_and_left_alone(
    machine: Machine, path: Path, ring: Ring
) -> None:
    path.parent.mkdir()
    path.write_text("Kjære dagbok. " * 400, "utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="kan ikke åpnes"):
        machine.begin(SUNNIVA, ring)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_an_error(machine: Machine, path: Path, ring: Ring) -> None:
    path.parent.write_text("")
    with pytest.raises(OSError, match="exists"):
        machine.begin(SUNNIVA, ring)
