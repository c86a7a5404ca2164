"""The throw-away store of a practice day: the team, their telephones, the shops, a mailbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import event
from whenever import Instant

from console.app.practice.people import Member
from console.data.commands.messages import MAIL
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.data.engine import open_engine, sqlite_url
from console.data.queries.people import people
from console.data.schema import initialise
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.ids import PersonId
from console.domain.mail_account import guess, to_json
from console.domain.shops import Shop
from console.domain.telephones import KEY as TELEPHONES

ADDRESS = "kundeservice@mystore.no"

FILE = "ovelse.db"


class NoPasswords:
    """A practice day's mailbox asks for none that anybody knows."""

    def get(self, name: str) -> str | None:
        """The same for every name."""
        del name
        return "øvelse"

    def set(self, name: str, value: str) -> None:
        """Keeps nothing."""
        del name, value


def store_url(place: Path) -> str:
    """The store in this folder."""
    return sqlite_url(place / FILE)


def open_unsafe(url: str) -> Store:
    """The store, written without waiting for the disk: a power cut may take it, and it is thrown
    away at the end all the same.
    """
    engine = open_engine(url)
    event.listen(engine, "connect", _hurry)
    return Store(engine)


def make_store(store: Store, members: Sequence[Member], shops: Sequence[Shop], at: Instant) -> None:
    """Makes the tables, and puts people, telephones, shops and the mailbox in."""
    initialise(store.engine)

    def do(command: Callable[..., Any], *args: object) -> None:
        store.perform(new_act(None, at), command, *args)

    for member in members:
        do(add_person, member.login, member.name, member.roles)
    do(import_shops, shops)
    do(set_setting, MAIL, to_json(guess(ADDRESS)), 0)
    do(set_setting, TELEPHONES, {member.interface: member.login for member in members}, 0)


def people_by_login(store: Store) -> dict[str, PersonId]:
    """Who is who in the store."""
    return {person.login: person.id for person in store.read(people)}


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
