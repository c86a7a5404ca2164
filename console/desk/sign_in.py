"""An account on a store that many share: its address as people write it. Knows no store."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import quote, unquote, urlsplit

from console.domain.language import tr

_SCHEME = "postgresql://"


class SignInField(Enum):
    """What is asked for."""

    SERVER = auto()
    LOGIN = auto()
    PASSWORD = auto()


@dataclass(frozen=True)
class Account:
    """`server` is host and database ("desk.firma.no/desk"), with what follows a `?`."""

    server: str = ""
    login: str = ""
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """The store's URL, which holds no password."""
        return f"{_SCHEME}{quote(self.login, safe='')}@{self.server}"


def account_of(url: str) -> Account:
    """The account in a store's URL, or in whatever of it was pasted."""
    _, _, rest = url.strip().rpartition("://")
    place, slash, more = rest.partition("/")
    who, _, host = place.rpartition("@")
    login, _, password = who.partition(":")
    return Account(f"{host}{slash}{more}", unquote(login).lower(), unquote(password))


def first_wrong(account: Account) -> tuple[SignInField, str] | None:
    """The first field that cannot be right, and why; None when all may be."""
    if not _is_place(account.server):
        words = tr("Skriv server og database, for eksempel desk.firma.no/desk")
        return SignInField.SERVER, words
    if not account.login:
        return SignInField.LOGIN, tr("Skriv brukernavnet du har fått.")
    if not account.password:
        return SignInField.PASSWORD, tr("Skriv passordet.")
    return None


def _is_place(server: str) -> bool:
    try:
        parts = urlsplit(f"{_SCHEME}{server}")
        has_host = bool(parts.hostname) or "host=" in parts.query
        return has_host and len(parts.path) > 1 and parts.port != 0 and " " not in server
    except ValueError:
        return False
