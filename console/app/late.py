"""What a session's worker does for it. Everything here is imported when it is called: the window
comes first.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from console.desk.sign_in import Account, SignInField

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from console.app.clocks import Clocks
    from console.app.prepared import Prepared, SignedIn
    from console.app.serve_child import ServeChild
    from console.data.opening import Keeps
    from console.desk.places import Places
    from console.desk.preferences import Preferences
    from console.domain.instants import Clock


def log_and_watch(path: Path, tell: Callable[[str], None]) -> Callable[[], None]:
    """Begins the log, and tells what nobody foresaw; the answer ends it. Raises OSError."""
    from console.app.faults import watch_crashes, watch_faults  # noqa: PLC0415
    from console.app.logs import log_to_file  # noqa: PLC0415

    end_log = log_to_file(path)
    watch_faults(tell)
    watch_crashes(path.with_name("crash.log"))
    return end_log


def prepare(
    here: Places, preferences: Preferences, passwords: Keeps | None, clocks: Clocks
) -> Prepared:
    """Opens and reads the store. Raises StoreError."""
    from console.app import prepared  # noqa: PLC0415 - a second of imports

    return prepared.prepare(here, preferences, threading.main_thread(), passwords, clocks)


def prove(account: Account, passwords: Keeps | None) -> SignedIn:
    """Logs an account in. Raises StoreError."""
    from console.app import prepared  # noqa: PLC0415

    return prepared.sign_in(account.url, account.password, passwords)


def wrong_sign_in(error: Exception) -> SignInField:
    """What an error of opening says was wrong: the login with its password, or the address."""
    from console.data.errors import LoginRefused  # noqa: PLC0415

    return SignInField.PASSWORD if isinstance(error, LoginRefused) else SignInField.SERVER


def first_run_check() -> Any:
    """What checks the answers of the first run."""
    from console.app.prepared import check_first_run  # noqa: PLC0415

    return check_first_run


def first_run(
    name: str, address: str, password: str, here: Places, before: Preferences, clock: Clock
) -> Any:
    """Makes the embedded store and the person. Raises StoreError, OSError."""
    from console.app import prepared  # noqa: PLC0415

    return prepared.first_run(name, address, password, here, before, clock)


def start_serve(url: str, log_file: Path) -> ServeChild:
    """Starts the always-on part as a child."""
    from console.app.serve_child import ServeChild  # noqa: PLC0415

    return ServeChild(url, log_file)
