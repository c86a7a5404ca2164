"""Each trouble a server can be in: told in words, what was written is kept, and it comes back."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial

import pytest
from fixtures.at_work import SUNNIVA, AtWork, on_thread
from fixtures.waiting import until
from peers.postgres import PASSWORD

from console.data.commands.people import disable_person, set_roles
from console.data.opening import store_password_name
from console.data.schema import HEAD
from console.desk.deed_words import gist
from console.desk.freshness import Lamp, Remedy
from console.domain.people import Role

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(120)]

SOON_S = 5.0
"""Retries come every second or two; the rest is connecting."""

REFUSED_S = 13.0
"""A login that is refused is tried more seldom."""

own = partial(pytest.mark.parametrize, "server", indirect=True)


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Callable[[float], None]:
    """Tells how long it took to come back."""

    def tell(seconds: float, at_most: float = SOON_S) -> None:
        print(f"{request.node.name}: back after {seconds:.1f} s")
        assert seconds < at_most

    return tell


@own([{"durable": True}])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["fast", "immediate"])
async def test_a_restart(
    at_work: AtWork, measured: Callable[..., None], how: signal.Signals
) -> None:
    restarting = on_thread(partial(at_work.server.restart, how))
    await at_work.away()
    await at_work.note("skrevet under omstarten")
    await restarting
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet under omstarten"]
    assert {gist(absence.reason) for absence in at_work.absences} <= {
        "Lageret starter på nytt",
        "Lageret svarer ikke",
    }
    assert at_work.told == []


@own([{}])
async def test_a_server_that_is_stopped_for_some_seconds(
    at_work: AtWork, measured: Callable[..., None]
) -> None:
    await on_thread(at_work.server.stop)
    absence = await at_work.is_told("Lageret svarer ikke")
    assert absence.remedy is Remedy.WAIT
    assert at_work.desk.feed.value.lamp is Lamp.OFF
    assert at_work.desk.feed.value.text.startswith("frakoblet siden ")
    done = await at_work.note("skrevet uten lager")
    assert done.words == (
        "Ikke lagret – lageret svarer ikke. Det gjøres av seg selv så snart lageret tar det imot."
    )
    await on_thread(at_work.server.start)
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet uten lager"]
    assert at_work.told == []


async def test_connections_that_are_cut(at_work: AtWork, measured: Callable[..., None]) -> None:
    for number in range(5):
        at_work.cut()
        await at_work.note(f"nr. {number}")
    measured(await at_work.back())
    assert at_work.notes() == [f"nr. {number}" for number in range(5)]
    assert at_work.told == []


async def test_a_store_that_can_only_be_read(
    at_work: AtWork, measured: Callable[..., None]
) -> None:
    name = at_work.database
    at_work.alter(name, "SET default_transaction_read_only = on")
    at_work.cut()
    done = await at_work.note("skrevet mens det var låst")
    await until(at_work.desk.absence, lambda: at_work.desk.absence.value is None)
    assert done.words.startswith("Ikke lagret – lageret kan bare leses akkurat nå. ") or (
        done.words.startswith("Ikke lagret – lageret starter på nytt. ")
    )
    await at_work.is_held("Lageret kan bare leses akkurat nå")
    await until(at_work.desk.feed, lambda: at_work.desk.feed.value.lamp is Lamp.BEHIND)
    assert at_work.desk.feed.value.text == "direkte, men endringer venter"
    view = at_work.desk.open_view()
    await view.show(at_work.case)
    at_work.alter(name, "RESET default_transaction_read_only")
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet mens det var låst"]
    assert at_work.told == []


async def test_a_case_that_somebody_holds(at_work: AtWork, measured: Callable[..., None]) -> None:
    with at_work.server.connect(at_work.database) as holder, holder.transaction():
        holder.execute('SELECT FROM "case" WHERE id = %s FOR UPDATE', (at_work.case,))
        done = await at_work.note("skrevet mens noen holdt saken")
        assert done.words.startswith("Ikke lagret – noen andre holdt på med det samme. ")
        assert at_work.desk.absence.value is None
        assert gist(at_work.desk.unsent.held.value) == "Noen andre holdt på med det samme"
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet mens noen holdt saken"]


@own([{"connections": 14}])
async def test_a_server_that_takes_no_more_connections(
    at_work: AtWork, measured: Callable[..., None]
) -> None:
    taken = at_work.crowd()
    await at_work.is_told("Lageret har ikke plass til flere tilkoblinger")
    await at_work.note("skrevet mens det var fullt")
    for connection in taken:
        connection.close()
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet mens det var fullt"]


async def test_a_password_that_was_changed_meanwhile(
    at_work: AtWork, measured: Callable[..., None]
) -> None:
    at_work.alter_login("PASSWORD 'et helt annet passord'")
    at_work.cut()
    absence = await at_work.is_told("Lageret tok ikke imot passordet")
    assert absence.remedy is Remedy.SIGN_IN
    await at_work.note("skrevet uten passord")
    url = at_work.server.url(at_work.database, SUNNIVA)
    at_work.ring.set(store_password_name(url), "et helt annet passord")
    at_work.desk.try_again()
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet uten passord"]
    assert at_work.ring.get(store_password_name(url)) != PASSWORD


async def test_a_login_that_is_revoked_and_given_back(
    at_work: AtWork, measured: Callable[..., None]
) -> None:
    at_work.house.act(None, disable_person, SUNNIVA)
    at_work.cut()
    absence = await at_work.is_told("Kontoen din slipper ikke inn i lageret lenger")
    assert absence.remedy is Remedy.SIGN_IN
    done = await at_work.note("skrevet uten konto")
    assert "kontoen din slipper ikke inn i lageret lenger" in done.words
    at_work.in_store("UPDATE person SET disabled_at = NULL")
    measured(await at_work.back(), REFUSED_S)
    assert at_work.notes() == ["skrevet uten konto"]


async def test_a_role_that_is_taken_away_and_given_back(
    at_work: AtWork, measured: Callable[..., None]
) -> None:
    at_work.house.act(None, set_roles, SUNNIVA, [])
    absence = await at_work.is_told("Rollen din gir ikke lov til dette")
    assert absence.remedy is Remedy.SIGN_IN
    await at_work.note("skrevet uten rolle")
    at_work.house.act(None, set_roles, SUNNIVA, [Role.AGENT])
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet uten rolle"]


async def test_a_store_with_a_newer_schema(at_work: AtWork, measured: Callable[..., None]) -> None:
    at_work.in_store("UPDATE alembic_version SET version_num = '9999'")
    at_work.cut()
    absence = await at_work.is_told("Lageret er laget av en nyere utgave av programmet")
    assert absence.remedy is Remedy.UPGRADE
    await at_work.note("skrevet med et for gammelt program")
    at_work.in_store(f"UPDATE alembic_version SET version_num = '{HEAD}'")
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet med et for gammelt program"]


async def test_a_database_that_is_dropped_and_brought_back(
    at_work: AtWork, measured: Callable[..., None]
) -> None:
    at_work.house.store.engine.dispose()
    spare = await at_work.copied()
    at_work.server.drop(at_work.database)
    await at_work.is_told("Lageret finnes ikke på denne serveren")
    await at_work.note("skrevet uten database")
    at_work.house.store.close()
    at_work.server.database(spare, at_work.database)
    measured(await at_work.back())
    assert at_work.notes() == ["skrevet uten database"]
    at_work.house.store.close()
    at_work.server.drop(spare)


async def test_what_a_colleague_did_while_the_line_was_cut_stops_what_waited(
    at_work: AtWork,
) -> None:
    at_work.alter_login("NOLOGIN")
    at_work.cut()
    await at_work.is_told("Kontoen din slipper ikke inn i lageret lenger")
    await at_work.desk.acts.close(at_work.case, None)
    at_work.house.answer(at_work.jonas, at_work.case)
    at_work.alter_login("LOGIN")
    at_work.desk.try_again()
    await at_work.back()
    (told,) = at_work.told
    assert told.startswith(f"Sak {at_work.case} ble ikke løst: Jonas T. svarte kunden 09:41")
