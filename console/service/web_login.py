"""What a door may reach of the store: on a server under a login of its own, else `serve`'s file."""

from __future__ import annotations

from console.data.engine import parse_url
from console.data.errors import NotAllowed, PasswordMissing, StoreError
from console.data.opening import Passwords, open_by_login, store_login, store_password_name
from console.data.queries.logins import is_door_alone
from console.data.secrets import credential_file
from console.data.server_engine import SERVICE_SILENCE_S
from console.data.store import Store
from console.domain.instants import Clock
from console.domain.language import tr
from console.service.web_hall import VisitorsStore


def door_hall(
    store: Store, store_url: str, login: str, passwords: Passwords, clock: Clock
) -> VisitorsStore | None:
    """The visitors' hall of the store that `serve` works on; None where a server's login for it is
    not named. Raises StoreError, also for a login that may do more than a visitor.
    """
    if store_login(store_url) is None:
        return VisitorsStore(store, clock, _nothing)
    if not login:
        return None
    url = parse_url(store_url).set(username=login).render_as_string(hide_password=False)
    own = Store(open_by_login(url, passwords, SERVICE_SILENCE_S))
    try:
        _require_door(own, login)
    except PasswordMissing as error:
        own.close()
        raise PasswordMissing(_where_it_goes(url, login)) from error
    except StoreError:
        own.close()
        raise
    return VisitorsStore(own, clock, own.close)


def _nothing() -> None:
    """The store is `serve`'s own, and goes on."""


def _require_door(store: Store, login: str) -> None:
    """Under any other login a fault in the door would open the house."""
    if not store.read(is_door_alone):
        raise NotAllowed(
            tr(
                "{login} er ingen dør, eller kan mer enn en besøkende, så nettchatten åpner ikke. "
                "En administrator lager en konto til den: agent-console user machine LOGIN "
                "--for door",
                login=login,
            )
        )


def _where_it_goes(url: str, login: str) -> str:
    return tr(
        "Passordet til {login} mangler. Skriv det i en fil bare root kan lese, og i tjenestens "
        "enhet: LoadCredential={credential}:/sti/til/filen",
        login=login,
        credential=credential_file(store_password_name(url)),
    )
