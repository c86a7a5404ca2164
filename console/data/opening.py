"""Opening a store as whoever sits here: the URL says where, the keyring holds the password."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Engine

from console.data.engine import open_engine, parse_url
from console.data.secrets import SecretsUnavailable


class Passwords(Protocol):
    """Where passwords lie."""

    def get(self, name: str) -> str | None: ...


def store_password_name(url: str) -> str:
    """The keyring's name of a login's password on a server. Raises StoreUnavailable."""
    parsed = parse_url(url)
    return f"store:{parsed.username or ''}@{parsed.host or ''}:{parsed.port or 5432}"


def open_by_login(url: str, passwords: Passwords) -> Engine:
    """An engine with the password that lies here for it, if any. Raises StoreUnavailable.

    Where there is no keyring the server may still take us (a socket on its own machine).
    """
    if parse_url(url).get_backend_name() != "postgresql":
        return open_engine(url)
    try:
        password = passwords.get(store_password_name(url))
    except SecretsUnavailable:
        password = None
    return open_engine(url, password=password)
