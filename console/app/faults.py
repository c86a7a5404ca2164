"""What nobody foresaw: written down, and told to the person at the window."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from console.domain.language import tr

log = logging.getLogger("console.app")


def watch_crashes(path: Path) -> TextIO:
    """From now on a crash of the interpreter leaves the stacks of all threads in this file.

    Returns the file, which stays open as long as crashes are watched. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a", encoding="utf-8")
    faulthandler.enable(file)
    return file


def watch_faults(tell: Callable[[str], None]) -> None:
    """From now on an exception that nobody caught is logged and told; the program goes on.

    `tell` takes the words for a person, on the thread where it happened.
    """

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("nobody foresaw this", exc_info=(kind, error, trace))
        tell(tr("Noe gikk galt. Det du skrev, er tatt vare på; feilen står i loggen."))

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            caught(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = in_thread
