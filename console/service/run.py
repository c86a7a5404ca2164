"""`agent-console serve`: opens the store, leads or stands by, ends in order when told to."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from console.channels.contract import Connector
from console.data.errors import NotAllowed, PasswordMissing, StoreError
from console.data.opening import open_by_login, store_password_name
from console.data.queries.logins import may_serve
from console.data.schema import require_current
from console.data.secrets import SecretStore, credential_file, credentials_folder
from console.data.server_engine import SERVICE_SILENCE_S
from console.data.store import Store
from console.data.store_clock import clock_of
from console.domain.instants import Clock
from console.domain.language import tr
from console.service.bell import Bell
from console.service.ending import Endings
from console.service.hold import steady
from console.service.holder import this_holder
from console.service.leadership import Leadership, Lease
from console.service.leading_store import Term
from console.service.leading_work import LeadingWork
from console.service.live_parts import Live, no_live
from console.service.mail_account import Account, Connect, Secrets
from console.service.parsing_pool import ParsingPool
from console.service.part import PartPlan, PartState
from console.service.phone_account import ConnectPhone, by_kind
from console.service.status_watch import FetchStatus, is_turned_off
from console.service.supervisor import Patience, Supervisor
from console.service.web_door import PART, Doorway, Hall, WebDoorPart
from console.service.web_parts import by_hall

log = logging.getLogger("console.service")

DONE, IMPOSSIBLE = 0, 2
PATIENCE = Patience(grace_s=12.0, break_off_s=1.0)


def open_store(url: str) -> Store:
    """The store, checked to fit this program and our login to be a service's. Raises StoreError."""
    engine = open_by_login(url, SecretStore(credentials_folder()), SERVICE_SILENCE_S)
    store = Store(engine)
    try:
        require_current(store.engine)
        _require_service(store)
    except StoreError:
        store.close()
        raise
    return store


@dataclass(frozen=True)
class Surroundings:
    """What `serve` finds around it; tests hand in their own."""

    secrets: Secrets
    connect: Connect
    open_store: Callable[[str], Store]
    out: TextIO
    live: Live = no_live
    bell: Callable[[], Bell] = Bell
    """Makes what each part waits on."""
    status: FetchStatus | None = None
    """Asks the firm's status page; None asks none."""
    phone: ConnectPhone | None = None
    """Makes the connector of the exchange that the setting names; None follows none."""
    doorway: Doorway | None = None
    """What this machine says of the web chat's door; None has no web chat."""


@contextmanager
def ordinary_surroundings(doorway: Doorway | None = None) -> Iterator[Surroundings]:
    """The keyring or systemd's credentials, real mail, standard output."""
    pool = ParsingPool()

    def connect(account: Account) -> Connector:
        # Late: a standby needs no mail libraries.
        from console.channels.mail.connector import MailConnector  # noqa: PLC0415

        return MailConnector(
            account.settings, account.password, account.secret, parse_many=pool.parse_many
        )

    try:
        secrets = SecretStore(credentials_folder())
        yield Surroundings(
            secrets,
            connect,
            open_store,
            sys.stdout,
            status=_status(),
            phone=by_kind,
            doorway=doorway or Doorway(),
        )
    finally:
        pool.close()


def _status() -> FetchStatus | None:
    if is_turned_off():
        return None
    from console.channels.status.fetch import StatusFetch  # noqa: PLC0415 - requests is heavy

    return StatusFetch()


def serve(
    store_url: str, clock: Clock, doorway: Doorway | None = None, *, with_parent: bool = False
) -> int:
    """Runs until told to stop; returns the exit code (0, or 2 when the store cannot be used).

    `doorway` is this machine's for visitors of the web chat. `with_parent`: standard input closing
    is the end as well. Threads: the main one.
    """
    endings = Endings()
    if with_parent:
        endings.watch_parent(0)
    with ordinary_surroundings(doorway) as around, endings.signals():
        return serve_until(endings, store_url, clock, around)


def serve_until(endings: Endings, store_url: str, clock: Clock, around: Surroundings) -> int:
    """Runs until `endings` has a reason; returns the exit code."""
    try:
        store = around.open_store(store_url)
        told = clock_of(store, clock, steady)
        told.keep()
    except PasswordMissing:
        return _impossible(_where_the_password_goes(store_url))
    except StoreError as error:
        return _impossible(str(error))
    holder = this_holder()

    def begun(term: Term) -> None:
        _say(around.out, {"ready": True, "epoch": term.epoch, "pid": os.getpid()})

    work = LeadingWork(
        store,
        told,
        holder,
        around.secrets,
        around.connect,
        begun,
        around.live,
        around.bell,
        around.status,
        around.phone,
        None if around.doorway is None else by_hall,
    )
    lease = Lease(store, told, holder)
    top = Supervisor(_log, lambda: True)
    top.start(PartPlan("serve", lambda bell: Leadership(lease, work, told)))
    if around.doorway is not None:
        top.start(_door(store, store_url, told, holder, around, around.doorway))
    log.info("ending: %s", endings.wait())
    left = top.stop(PATIENCE)
    if left:
        log.error("did not end in time: %s", ", ".join(left))
    store.close()
    return DONE


def _door(
    store: Store, store_url: str, clock: Clock, holder: str, around: Surroundings, doorway: Doorway
) -> PartPlan:
    """The part that every `serve` has for visitors, whoever leads."""

    def open_hall() -> Hall | None:
        from console.service.web_login import door_hall  # noqa: PLC0415 - only where there is one

        return door_hall(store, store_url, doorway.login, around.secrets, clock)

    def make(_bell: Bell) -> WebDoorPart:
        return WebDoorPart(store, clock, around.secrets, holder, doorway, open_hall)

    return PartPlan(PART, make)


def _impossible(why: str) -> int:
    sys.stderr.write(f"agent-console serve: {why}\n")
    return IMPOSSIBLE


def _where_the_password_goes(store_url: str) -> str:
    return tr(
        "Passordet til lageret mangler. Skriv det i en fil bare root kan lese, og i tjenestens "
        "enhet: LoadCredential={credential}:/sti/til/filen",
        credential=credential_file(store_password_name(store_url)),
    )


def _require_service(store: Store) -> None:
    """As a person it could not lead, as a superuser nothing would be refused to it."""
    if not store.read(may_serve):
        raise NotAllowed(
            tr(
                "{login} er ingen tjeneste, så serve starter ikke. En administrator lager en "
                "konto til den: agent-console user machine LOGIN --for service",
                login=store.engine.url.username,
            )
        )


def _log(part: str, state: PartState, text: str) -> None:
    log.log(logging.WARNING if state is PartState.FAILING else logging.DEBUG, "%s: %s", part, text)


def _say(out: TextIO, fact: dict[str, object]) -> None:
    try:
        out.write(json.dumps(fact) + "\n")
        out.flush()
    except OSError as error:
        # Whoever listened has gone; the work goes on until its end is asked for.
        log.info("nobody reads the output: %s", error)
