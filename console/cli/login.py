"""`agent-console login`: the password of a store on a server, proven and kept in the keyring."""

from __future__ import annotations

import click

from console.cli.answers import json_option, say, say_json
from console.cli.mistakes import UserError
from console.cli.options import opened, store_option, store_url
from console.cli.passwords import ask_password
from console.data.opening import prove_login, store_login, store_password_name
from console.data.queries.people import person_by_login
from console.data.secrets import SecretStore
from console.domain.language import tr


@click.command()
@store_option
@json_option
def login(store: str, as_json: bool) -> None:
    """Keep the password of a store on a server; say as whom one is in, with which roles."""
    url = store_url(store)
    me = _login_in(url)
    keyring = SecretStore()
    keyring.describe()  # before anything is asked for in vain
    password = ask_password(tr("Passord for {login}", login=me))
    prove_login(url, password)
    keyring.set(store_password_name(url), password)
    if not as_json:
        say(tr("Passordet er riktig og ligger i nøkkelringen."))
    with opened(store) as desk:
        person = desk.read(person_by_login, me)
    roles = [] if person is None else sorted(role.value for role in person.roles)
    if as_json:
        say_json({"login": me, "name": None if person is None else person.name, "roles": roles})
    elif person is None:
        say(tr("{login} er ingen person i lageret.", login=me))
    else:
        who, what = person.name, ", ".join(roles)
        say(tr("Du er {name} ({login}), med rollene {roles}.", name=who, login=me, roles=what))


def _login_in(url: str) -> str:
    login = store_login(url)
    if login is None:
        raise UserError(
            tr(
                "Lageret er én fil på denne maskinen; der trengs ingen innlogging. Nevn et på en "
                "server med --store."
            )
        )
    if not login:
        raise UserError(
            tr(
                "Adressen sier ikke hvem du er. Skriv for eksempel postgresql://sunniva.l@server/desk."
            )
        )
    return login
