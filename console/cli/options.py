"""Which store a command means, and opening it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from console.data.engine import sqlite_url
from console.data.opening import open_by_login
from console.data.schema import require_current
from console.data.secrets import SecretStore, credentials_folder
from console.data.store import Store
from console.desk.places import places
from console.desk.preferences import load

F = TypeVar("F", bound=Callable[..., Any])


def store_option(command: F) -> F:
    """`--store URL`: else the environment's, else the one this machine uses."""
    return click.option("--store", metavar="URL", default="", help="The store, by its URL.")(
        command
    )


def store_url(typed: str) -> str:
    """The store that is meant: typed, else AGENT_CONSOLE_STORE, else this machine's."""
    context = click.get_current_context(silent=True)
    general = context.find_root().obj if context is not None else ""
    mine = places()
    return (
        typed
        or (general if isinstance(general, str) else "")
        or os.environ.get("AGENT_CONSOLE_STORE", "")
        or load(mine.preferences).preferences.store
        or sqlite_url(mine.store)
    )


@contextmanager
def opened(typed: str) -> Iterator[Store]:
    """The store, checked to fit this program. Raises StoreError."""
    store = Store(open_by_login(store_url(typed), SecretStore(credentials_folder())))
    try:
        require_current(store.engine)
        yield store
    finally:
        store.close()
