"""`agent-console user`: people of the house, and on a server their logins and passwords."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

import click

from console.app.machine_clock import MachineClock
from console.cli.answers import json_option, say, say_json
from console.cli.mistakes import UserError
from console.cli.options import opened, store_option, store_url
from console.cli.passwords import ask_new_password, made_password
from console.data.commands.logins import (
    Machine,
    add_machine,
    add_person_with_login,
    change_own_password,
    give_password,
)
from console.data.commands.people import add_person, disable_person, enable_person, set_roles
from console.data.engine import parse_url
from console.data.opening import store_login, store_password_name
from console.data.queries.logins import machines
from console.data.queries.people import people
from console.data.secrets import SecretStore, SecretsUnavailable, credential_file
from console.data.store import Answer
from console.data.transaction import Transaction, new_act
from console.domain.language import ntr, tr
from console.domain.people import Role

P = ParamSpec("P")

_MACHINES = [kind.value for kind in Machine]


@click.group()
def user() -> None:
    """Add people, give them roles and passwords, end their access."""


@user.command()
@click.argument("login")
@click.argument("name")
@click.option("--role", "roles", multiple=True, default=("agent",), help="Any of the roles.")
@store_option
@json_option
def add(login: str, name: str, roles: tuple[str, ...], store: str, as_json: bool) -> None:
    """Add a person: LOGIN (sunniva.l) and NAME ("Sunniva Larsen").

    On a server the person can log in, with a first password that is shown once.
    """
    wanted = [_role(text) for text in roles]
    if store_login(store_url(store)) is None:
        _act(store, add_person, login, name, wanted)
        password = ""
    else:
        password = made_password()
        _act(store, add_person_with_login, login, name, wanted, password)
    if as_json:
        say_json({"login": login} | ({"password": password} if password else {}))
        return
    say(tr("{name} er lagt til som {login}.", name=name, login=login))
    if password:
        _say_once(password)


@user.command("list")
@store_option
@json_option
def list_(store: str, as_json: bool) -> None:
    """Everybody: login, name, roles; on a server the machines, too."""
    with opened(store) as desk:
        everybody, let_in = desk.read(people), desk.read(machines)
    if as_json:
        say_json(
            [
                {
                    "login": person.login,
                    "name": person.name,
                    "roles": sorted(person.roles),
                    "disabled": person.is_disabled,
                }
                for person in everybody
            ]
            + [{"login": one.login, "machine": one.kind} for one in let_in]
        )
        return
    if not everybody:
        say(tr("Ingen er lagt til ennå. Legg til en: agent-console user add LOGIN NAVN"))
    logins = [person.login for person in everybody] + [one.login for one in let_in]
    wide = max((len(login) for login in logins), default=0)
    for person in everybody:
        roles = ", ".join(sorted(person.roles)) or tr("ingen roller")
        state = tr("har ikke lenger tilgang") if person.is_disabled else roles
        say(f"{person.login:{wide}}  {person.name}: {state}")
    for one in let_in:
        say(f"{one.login:{wide}}  {tr('maskin')}: {one.kind}")


@user.command()
@click.argument("login")
@click.argument("roles", nargs=-1, required=True)
@store_option
def role(login: str, roles: tuple[str, ...], store: str) -> None:
    """Give a person just these ROLES."""
    wanted = [_role(text) for text in roles]
    _act(store, set_roles, login, wanted)
    say(tr("{login} har nå rollene {roles}.", login=login, roles=", ".join(wanted)))


@user.command()
@click.argument("login")
@store_option
def disable(login: str, store: str) -> None:
    """End a person's access; their name stays on what they did."""
    left = _act(store, disable_person, login)["open_cases"]
    say(tr("{login} har ikke lenger tilgang.", login=login))
    if left:
        say(ntr("Har fortsatt {count} åpen sak.", "Har fortsatt {count} åpne saker.", left))


@user.command()
@click.argument("login")
@store_option
def enable(login: str, store: str) -> None:
    """Give a person access again, with the roles they had."""
    _act(store, enable_person, login)
    say(tr("{login} har tilgang igjen.", login=login))


@user.command()
@click.argument("login", required=False, default="")
@click.option("--ask", is_flag=True, help="Type it instead of having one made.")
@store_option
@json_option
def password(login: str, ask: bool, store: str, as_json: bool) -> None:
    """Give LOGIN a new password; without LOGIN, change one's own."""
    if not login:
        _change_own(store, as_json)
        return
    new = ask_new_password(tr("Nytt passord for {login}", login=login)) if ask else made_password()
    _act(store, give_password, login, new)
    if as_json:
        say_json({"login": login} | ({} if ask else {"password": new}))
        return
    say(tr("{login} har nytt passord.", login=login))
    if not ask:
        _say_once(new)


@user.command()
@click.argument("login")
@click.option("--for", "kind", type=click.Choice(_MACHINES), required=True, help="What it is.")
@store_option
@json_option
def machine(login: str, kind: str, store: str, as_json: bool) -> None:
    """Let a machine in under LOGIN, with a password that is shown once."""
    new = made_password()
    _act(store, add_machine, login, Machine(kind), new)
    theirs = parse_url(store_url(store)).set(username=login).render_as_string()
    credential = credential_file(store_password_name(theirs))
    if as_json:
        say_json({"login": login, "password": new, "store": theirs, "credential": credential})
        return
    say(tr("{login} slipper inn som {kind}: {url}", login=login, kind=kind, url=theirs))
    _say_once(new)
    say(
        tr(
            "Skriv passordet i en fil bare root kan lese, og i tjenestens enhet: "
            "LoadCredential={credential}:/sti/til/filen",
            credential=credential,
        )
    )


def _change_own(store: str, as_json: bool) -> None:
    url = store_url(store)
    me = store_login(url) or ""
    with opened(store) as desk:
        new = ask_new_password(tr("Nytt passord for {login}", login=me)) if me else ""
        desk.perform(new_act(None, MachineClock().now()), change_own_password, new)
    try:
        SecretStore().set(store_password_name(url), new)
    except SecretsUnavailable as error:
        raise UserError(
            tr(
                "Passordet ditt er byttet, men det nye kunne ikke legges i nøkkelringen: {reason} "
                "Når det er ordnet, kjør: agent-console login",
                reason=error,
            )
        ) from error
    if as_json:
        say_json({"login": me})
    else:
        say(tr("Passordet ditt er byttet, og det nye ligger i nøkkelringen."))


def _act(
    store: str,
    command: Callable[Concatenate[Transaction, P], Answer],
    *args: P.args,
    **kwargs: P.kwargs,
) -> dict[str, Any]:
    """On a server the store itself says who acted, by the login. Returns the command's answer."""
    with opened(store) as desk:
        act = new_act(None, MachineClock().now())
        return desk.perform(act, command, *args, **kwargs).answer


def _say_once(password: str) -> None:
    say(tr("Passordet vises bare denne ene gangen: {password}", password=password))


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        known = ", ".join(Role)
        raise UserError(
            tr("«{text}» er ingen rolle. Velg blant: {known}.", text=text, known=known)
        ) from None
