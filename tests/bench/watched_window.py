"""The program's own window in a bench's child process, with a session, and measured from inside."""

from __future__ import annotations

import asyncio
import cProfile
import json
import os
import pstats
import sys
import threading
import time
import traceback
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QTimer

from console.app.outset import Outset
from console.app.session import Session
from console.app.window import _shown
from console.desk.desk import Desk
from console.desk.places import places
from console.desk.preferences import Loaded, Preferences

SIZE = QSize(1920, 1080)
LOOKS_EVERY_MS = 20
OPENS_WITHIN_S = 90.0
ENDS_WITHIN_S = 10.0
PROFILE = "BENCH_PROFILE"
"""Names a folder into which what the thread that paints does is written, slower as it is then."""


class NoServe:
    """A store that somebody else writes."""

    def stop(self) -> None:
        """There is nothing to end."""


class OnePassword:
    """The same for every name."""

    def __init__(self, password: str) -> None:
        self._password = password

    def get(self, name: str) -> str | None:
        del name
        return self._password

    def set(self, name: str, value: str) -> None:
        raise RuntimeError("nothing is kept here")


def outset_on(url: str, login: str, password: str = "") -> Outset:
    """A window on a store that is written by others."""
    chosen = Loaded(Preferences(store=url, login=login))
    return Outset(
        places(),
        chosen,
        start_serve=lambda _url, _log: NoServe(),
        passwords=OnePassword(password) if password else None,
    )


class Watched:
    """A window that has its desk."""

    def __init__(self, session: Session) -> None:
        assert session._desk is not None
        self.desk: Desk = session._desk
        self.window = session._window
        self.spawn = session._tasks.spawn
        self.outset = session._outset

    async def paint(self) -> None:
        """Comes back when what was to be shown stands painted."""
        await asyncio.sleep(0.05)

    @contextmanager
    def profile(self, name: str) -> Iterator[None]:
        """Notes what is done within, where that is wanted."""
        folder = os.environ.get(PROFILE)
        if not folder:
            yield
            return
        profile = cProfile.Profile()
        profile.enable()
        yield
        profile.disable()
        with (Path(folder) / f"{name}.txt").open("w") as out:
            stats = pstats.Stats(profile, stream=out)
            stats.sort_stats("tottime").print_stats(60)
            stats.sort_stats("cumulative").print_stats(110)


Measure = Callable[[Watched], Coroutine[Any, Any, dict[str, Any]]]


def run_watched(outset: Outset, measure: Measure) -> None:
    """Opens the window, measures when it has its desk, and prints what was found as a line."""
    app, window, hub = _shown(outset)
    window.resize(SIZE)
    session = Session(app, window, hub, outset)

    async def run() -> None:
        try:
            print(json.dumps(await measure(Watched(session))), flush=True)
        except Exception:
            traceback.print_exc(file=sys.stderr)
        session.on_close()
        # A bench that painted by hand in the middle of a task may have lost what ends the session.
        late = threading.Timer(ENDS_WITHIN_S, os._exit, (0,))
        late.daemon = True
        late.start()

    look = QTimer()
    until_s = time.monotonic() + OPENS_WITHIN_S

    def begin() -> None:
        if time.monotonic() > until_s:
            print("the store was not read in time", file=sys.stderr, flush=True)
            os._exit(1)
        if session._desk is not None and session._desk.is_loaded.value:
            look.stop()
            session._tasks.spawn(run(), "measure")

    look.timeout.connect(begin)
    look.start(LOOKS_EVERY_MS)
    session.run()
