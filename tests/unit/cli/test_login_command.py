"""Logins on a server: people let in with a password that is shown once, changed, and ended."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import psycopg
import pytest
from conftest import Type
from fakes.keyrings import MemoryRing, SystemRing
from peers.postgres import Postgres
from sqlalchemy import text

from console.data.engine import open_engine
from console.data.opening import store_password_name
from console.data.secrets import SERVICE

ASKED_FOR = "tolv gode tegn på rad"


@pytest.fixture(autouse=True)
def _meant(ring: SystemRing, monkeypatch: pytest.MonkeyPatch, server_url: str) -> None:
    """The commands mean the test's store, and whoever types is the server's superuser."""
    del ring
    monkeypatch.setenv("AGENT_CONSOLE_STORE", server_url)


@pytest.fixture(autouse=True)
def _machines_gone(postgres: Postgres) -> Iterator[None]:
    """A login belongs to the whole server, which other tests use after this one."""
    yield
    with postgres.connect() as connection:
        for machine in ("serve-2", "serve-3"):
            connection.execute(f'DROP ROLE IF EXISTS "{machine}"')


class Colleague:
    """Somebody with a login, on the machine of the test."""

    def __init__(self, url: str, password: str, ring: SystemRing) -> None:
        self.url = url
        self.first_password = password
        self._ring = ring

    @property
    def remembered(self) -> str | None:
        """What lies in the keyring."""
        return self._ring.get_password(SERVICE, store_password_name(self.url))


@pytest.fixture
def added(typed: Type, postgres: Postgres, server_database: str, ring: SystemRing) -> Colleague:
    """Sunniva, added as an agent."""
    done = typed("user", "add", "sunniva.l", "Sunniva Larsen", "--json")
    assert done.json["login"] == "sunniva.l"
    url = postgres.url(server_database, "sunniva.l")
    return Colleague(url, done.json["password"], ring)


@pytest.fixture
def inside(added: Colleague, piped: Type) -> Colleague:
    """Sunniva, logged in."""
    assert piped(added.first_password, "login", "--store", added.url).code == 0
    return added


def lets_in(url: str, password: str) -> bool:
    """Whether the server takes the password, asked of the server itself."""
    try:
        psycopg.connect(url, password=password).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_person_who_is_added_gets_a_first_password_shown_once(
    typed: Type, postgres: Postgres, server_database: str
) -> None:
    done = typed("user", "add", "jonas.t", "Jonas Tveit")
    told, once = done.out.splitlines()
    assert told == "Jonas Tveit er lagt til som jonas.t."
    password = once.rpartition(": ")[2]
    assert once.startswith("Passordet vises bare denne ene gangen")
    assert lets_in(postgres.url(server_database, "jonas.t"), password)


def test_the_server_is_never_told_a_password(added: Colleague, postgres: Postgres) -> None:
    with postgres.connect() as connection:
        asked = "SELECT rolpassword FROM pg_authid WHERE rolname = 'sunniva.l'"
        (kept,) = connection.execute(asked).fetchone() or ("",)
    assert kept.startswith("SCRAM-SHA-256$")
    assert added.first_password not in (postgres.folder / "log").read_text()


def test_no_event_holds_a_password(inside: Colleague, piped: Type, server_url: str) -> None:
    piped(ASKED_FOR, "user", "password", "--store", inside.url)
    engine = open_engine(server_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT kind, data::text FROM event ORDER BY id")).all()
        answers = connection.execute(text("SELECT answer::text FROM command")).scalars().all()
    engine.dispose()
    assert [row.kind for row in rows] == ["PersonAdded", "PasswordGiven", "PasswordChanged"]
    written = [row.data for row in rows] + [answer or "" for answer in answers]
    for secret in (inside.first_password, ASKED_FOR, "SCRAM"):
        assert not any(secret in words for words in written)


def test_logging_in_proves_the_password_keeps_it_and_says_who_one_is(
    added: Colleague, piped: Type
) -> None:
    done = piped(added.first_password, "login", "--store", added.url)
    assert done.code == 0
    assert done.out.splitlines() == [
        "Passordet er riktig og ligger i nøkkelringen.",
        "Du er Sunniva Larsen (sunniva.l), med rollene agent.",
    ]
    assert added.remembered == added.first_password


def test_a_wrong_password_is_not_kept(added: Colleague, piped: Type) -> None:
    done = piped("feil", "login", "--store", added.url)
    assert done.code == 2
    assert done.mistake.startswith("Lageret tok ikke imot passordet.")
    assert added.remembered is None


def test_no_password_at_all_is_told(added: Colleague, piped: Type) -> None:
    assert piped("", "login", "--store", added.url).mistake.startswith("Passordet mangler.")


def test_a_machine_without_a_guarded_keyring_asks_for_no_password(
    added: Colleague, piped: Type
) -> None:
    keyring.set_keyring(MemoryRing())
    done = piped(added.first_password, "login", "--store", added.url)
    assert done.mistake.startswith("Denne maskinen har ingen trygg nøkkelring")


def test_one_who_is_inside_needs_no_password_any_more(inside: Colleague, typed: Type) -> None:
    done = typed("user", "list", "--json", "--store", inside.url)
    assert done.json[0] == {
        "login": "sunniva.l",
        "name": "Sunniva Larsen",
        "roles": ["agent"],
        "disabled": False,
    }


def test_one_who_is_outside_is_told_what_is_missing(added: Colleague, typed: Type) -> None:
    done = typed("user", "list", "--store", added.url)
    assert done.mistake.startswith("Passordet til lageret mangler på denne maskinen.")


def test_ones_own_password_is_changed_here_and_in_the_keyring(
    inside: Colleague, piped: Type
) -> None:
    done = piped(ASKED_FOR, "user", "password", "--store", inside.url)
    assert done.out == "Passordet ditt er byttet, og det nye ligger i nøkkelringen.\n"
    assert inside.remembered == ASKED_FOR
    assert lets_in(inside.url, ASKED_FOR)
    assert not lets_in(inside.url, inside.first_password)


def test_a_short_password_changes_nothing(inside: Colleague, piped: Type) -> None:
    done = piped("kort", "user", "password", "--store", inside.url)
    assert done.mistake.startswith("Passordet er for kort.")
    assert inside.remembered == inside.first_password
    assert lets_in(inside.url, inside.first_password)


def test_an_administrator_gives_a_forgotten_password_anew(
    inside: Colleague, typed: Type, piped: Type
) -> None:
    made = typed("user", "password", "sunniva.l", "--json").json["password"]
    assert lets_in(inside.url, made)
    assert piped(ASKED_FOR, "user", "password", "sunniva.l", "--ask").code == 0
    assert lets_in(inside.url, ASKED_FOR)


def test_an_agent_gives_nobody_a_password(inside: Colleague, typed: Type) -> None:
    typed("user", "add", "jonas.t", "Jonas Tveit")
    done = typed("user", "password", "jonas.t", "--store", inside.url)
    assert done.mistake.startswith("Rollen din gir ikke lov til dette.")


def test_an_agent_adds_nobody(inside: Colleague, typed: Type) -> None:
    done = typed("user", "add", "jonas.t", "Jonas Tveit", "--store", inside.url)
    assert done.mistake.startswith("Rollen din gir ikke lov til dette.")


def test_nobody_of_that_name_gets_a_password(typed: Type) -> None:
    done = typed("user", "password", "ingen.her")
    assert done.mistake.startswith("Ingen heter ingen.her i lageret.")


def test_a_login_that_the_server_uses_for_something_else_is_refused(typed: Type) -> None:
    done = typed("user", "add", "postgres", "Postgres")
    assert done.mistake.startswith("Brukernavnet postgres brukes til noe annet på serveren.")


def test_whoever_is_let_go_is_not_let_in(inside: Colleague, typed: Type) -> None:
    typed("user", "disable", "sunniva.l")
    done = typed("user", "list", "--store", inside.url)
    assert done.mistake.startswith("Kontoen din slipper ikke inn i lageret lenger.")
    assert "har ikke lenger tilgang" in typed("user", "list").out


def test_whoever_is_let_go_gets_no_password(inside: Colleague, typed: Type) -> None:
    typed("user", "disable", "sunniva.l")
    done = typed("user", "password", "sunniva.l")
    assert done.mistake.endswith("agent-console user enable sunniva.l")


def test_whoever_is_let_in_again_has_the_login_and_the_password_of_before(
    inside: Colleague, typed: Type
) -> None:
    typed("user", "disable", "sunniva.l")
    assert not lets_in(inside.url, inside.first_password)
    typed("user", "enable", "sunniva.l")
    assert typed("user", "list", "--store", inside.url).code == 0


def test_an_administrator_lets_go_and_lets_in_under_a_login_of_their_own(
    inside: Colleague, typed: Type
) -> None:
    typed("user", "role", "sunniva.l", "administrator")
    typed("user", "add", "jonas.t", "Jonas Tveit", "--store", inside.url)
    for word in ("disable", "enable"):
        assert typed("user", word, "jonas.t", "--store", inside.url).code == 0
    done = typed("user", "disable", "sunniva.l", "--store", inside.url)
    assert done.mistake.startswith("sunniva.l er den siste administratoren.")


def test_a_machine_is_let_in_with_the_line_that_systemd_needs(typed: Type) -> None:
    done = typed("user", "machine", "serve-2", "--for", "service", "--json")
    assert lets_in(done.json["store"], done.json["password"])
    assert done.json["credential"].startswith("store-serve-2@127.0.0.1-")
    words = typed("user", "machine", "serve-3", "--for", "door").out
    assert "LoadCredential=store-serve-3@127.0.0.1-" in words


def test_machines_are_listed_after_the_people(typed: Type, inside: Colleague) -> None:
    typed("user", "machine", "serve-3", "--for", "door")
    assert typed("user", "list").out.splitlines() == [
        "sunniva.l  Sunniva Larsen: agent",
        "serve      maskin: service",
        "serve-3    maskin: door",
    ]
    listed = typed("user", "list", "--json", "--store", inside.url).json
    assert listed[1:] == [
        {"login": "serve", "machine": "service"},
        {"login": "serve-3", "machine": "door"},
    ]


def test_a_person_is_no_machine(inside: Colleague, typed: Type) -> None:
    done = typed("user", "machine", "sunniva.l", "--for", "service")
    assert done.mistake.startswith("Brukernavnet sunniva.l brukes til noe annet på serveren.")
    assert lets_in(inside.url, inside.first_password)


@pytest.mark.parametrize(
    "words",
    [
        ("login",),
        ("user", "password"),
        ("user", "password", "sunniva.l"),
        ("user", "machine", "serve-2", "--for", "service"),
    ],
)
def test_a_store_in_one_file_has_no_logins(
    typed: Type, store_url: str, words: tuple[str, ...]
) -> None:
    done = typed(*words, "--store", store_url)
    assert done.code == 2
    assert "én fil på denne maskinen" in done.mistake
