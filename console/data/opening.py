"""Opening a store as whoever sits here: the URL says where, the keyring holds the password."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Engine

from console.data.engine import open_engine, parse_url
from console.data.secrets import SecretsUnavailable
from console.data.translated import store_errors


class Passwords(Protocol):
    """Where passwords lie."""

    def get(self, name: str) -> str | None: ...


class Keeps(Passwords, Protocol):
    """Where passwords are also put."""

    def set(self, name: str, value: str) -> None: ...


class TypedPasswords:
    """Passwords, with those that were typed and that no keyring here could take.

    Threads: any but the one that paints.
    """

    def __init__(self, kept: Keeps) -> None:
        self._kept = kept
        self._typed: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """A password, or None. Raises SecretsUnavailable."""
        return self._typed.get(name) or self._kept.get(name)

    def set(self, name: str, value: str) -> None:
        """Puts it into the keyring; where that raises, it holds until the program ends."""
        self._typed[name] = value
        self._kept.set(name, value)
        del self._typed[name]


class OnePassword:
    """A password that is being tried."""

    def __init__(self, password: str) -> None:
        self._password = password

    def get(self, name: str) -> str | None:
        """The password, whatever it is asked for."""
        del name
        return self._password


def store_login(url: str) -> str | None:
    """The login in a server's URL, perhaps empty; None for a store in one file.

    Raises StoreUnavailable.
    """
    parsed = parse_url(url)
    return (parsed.username or "") if parsed.get_backend_name() == "postgresql" else None


def store_password_name(url: str) -> str:
    """The keyring's name of a login's password on a server. Raises StoreUnavailable."""
    parsed = parse_url(url)
    return f"store:{parsed.username or ''}@{parsed.host or ''}:{parsed.port or 5432}"


def open_by_login(url: str, passwords: Passwords, silence_s: float = math.inf) -> Engine:
    """An engine with the password that lies here for it, if any (`open_engine`).

    It is asked for at each connection: one that was changed meanwhile is taken into use. Where
    there is no keyring the server may still take us (a socket on its own machine).
    Raises StoreUnavailable.
    """
    if store_login(url) is None:
        return open_engine(url)
    password = _as_it_lies_now(passwords, store_password_name(url))
    return open_engine(url, password=password, silence_s=silence_s)


def prove_login(url: str, password: str) -> None:
    """Logs in once. Raises StoreUnavailable: LoginRefused where the password is not taken."""
    engine = open_by_login(url, OnePassword(password))
    try:
        with store_errors(), engine.connect():
            pass
    finally:
        engine.dispose()


def _as_it_lies_now(passwords: Passwords, name: str) -> Callable[[], str | None]:
    known: list[str | None] = [None]

    def asked() -> str | None:
        try:
            found = passwords.get(name)
        except SecretsUnavailable:
            found = None  # locked again meanwhile: the one before may still be right
        if found is not None:
            known[:] = [found]
        return known[0]

    return asked
