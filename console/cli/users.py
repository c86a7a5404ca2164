"""`agent-console user`: people of the house."""

from __future__ import annotations

import click

from console.app.machine_clock import MachineClock
from console.cli.answers import say
from console.cli.mistakes import UserError
from console.cli.options import opened, store_option
from console.data.commands.people import add_person, disable_person, set_roles
from console.data.transaction import new_act
from console.domain.language import tr
from console.domain.people import Role


@click.group()
def user() -> None:
    """Add people, give them roles, end their access."""


@user.command()
@click.argument("login")
@click.argument("name")
@click.option("--role", "roles", multiple=True, default=("agent",), help="Any of the roles.")
@store_option
def add(login: str, name: str, roles: tuple[str, ...], store: str) -> None:
    """Add a person: LOGIN (sunniva.l) and NAME ("Sunniva Larsen")."""
    wanted = [_role(text) for text in roles]
    with opened(store) as desk:
        desk.perform(new_act(None, MachineClock().now()), add_person, login, name, wanted)
    say(tr("{name} er lagt til som {login}.", name=name, login=login))


@user.command()
@click.argument("login")
@click.argument("roles", nargs=-1, required=True)
@store_option
def role(login: str, roles: tuple[str, ...], store: str) -> None:
    """Give a person just these ROLES."""
    wanted = [_role(text) for text in roles]
    with opened(store) as desk:
        desk.perform(new_act(None, MachineClock().now()), set_roles, login, wanted)
    say(tr("{login} har nå rollene {roles}.", login=login, roles=", ".join(wanted)))


@user.command()
@click.argument("login")
@store_option
def disable(login: str, store: str) -> None:
    """End a person's access; their name stays on what they did."""
    with opened(store) as desk:
        desk.perform(new_act(None, MachineClock().now()), disable_person, login)
    say(tr("{login} har ikke lenger tilgang.", login=login))


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        known = ", ".join(Role)
        raise UserError(
            tr("«{text}» er ingen rolle. Velg blant: {known}.", text=text, known=known)
        ) from None
