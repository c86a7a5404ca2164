"""Qt's event loop as asyncio's, for one that is written to at every commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import TYPE_CHECKING, Any

import qasync
from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class QtLoop(qasync.QEventLoop):  # type: ignore[misc]
    """What another thread hands in runs as soon as Qt comes to it, before what is to be painted.

    qasync itself makes a timer of it then, which waits until nothing else is to be done.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._crossing = _Crossing()

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As qasync's, which first looks each time whether it was handed a coroutine."""
        handle: asyncio.Handle = self._add_callback(asyncio.Handle(callback, args, self, context))
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Threads: any."""
        handle = asyncio.Handle(callback, args, self, context)
        self._crossing.handed_in.emit(handle)
        return handle


class _Crossing(QObject):
    """From any thread to the loop's."""

    handed_in = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.handed_in.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, handle: asyncio.Handle) -> None:
        if not handle.cancelled():
            handle._run()
