"""Hearing that visitors or the house did something, until told to stop.

On a server by its notices, which a door's login may hear as well; in one file every commit is
heard. Nothing is read from a notice but whose visit to look at.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import UUID

from sqlalchemy import Engine

from console.data.commands.web_steps import FOR_US, FOR_VISITORS
from console.data.commit_watch import FileWatch, ServerWatch

STOPS_WITHIN_S = 0.25


def listen_in(engine: Engine, wake: Callable[[], None], stop: threading.Event) -> None:
    """Calls `wake` at once, and whenever visitors may have done something. Raises StoreError."""
    for _ in _heard(engine, FOR_US, stop):
        wake()


def listen_out(engine: Engine, wake: Callable[[UUID | None], None], stop: threading.Event) -> None:
    """Calls `wake` with the visit that has news for its visitor (None: any): at once, for what
    came before, and whenever there may be some. Raises StoreError.
    """
    for heard in _heard(engine, FOR_VISITORS, stop):
        for visit in {_visit(said) for said in heard}:
            wake(visit)


def _heard(engine: Engine, channel: str, stop: threading.Event) -> Iterator[tuple[str, ...]]:
    """What notices said, each time that there were any."""
    is_file = engine.dialect.name == "sqlite"
    with closing(FileWatch(engine) if is_file else ServerWatch(engine, channel)) as watch:
        watch.has_news()
        yield ("",)
        while not stop.is_set():
            if watch.wait(STOPS_WITHIN_S):
                yield watch.heard if isinstance(watch, ServerWatch) else ("",)


def _visit(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
