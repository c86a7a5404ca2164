"""How the parts of `serve` are, as its rows in the store tell the windows."""

from __future__ import annotations

import logging
import threading

from console.data.commands.connectors import mark_alive, mark_all_alive
from console.data.errors import Refused, StoreError
from console.service.leading_store import LeadingStore
from console.service.part import PartState

log = logging.getLogger("console.service")


class HealthBoard:
    """What each part last said of itself. Threads: any.

    A store that cannot be written to must not take a part down: it is logged, and the next
    refresh tells it.
    """

    def __init__(self, desk: LeadingStore, instance: str) -> None:
        self._desk = desk
        self._instance = instance
        self._lock = threading.Lock()
        self._said: dict[str, tuple[PartState, str]] = {}

    def tell(self, part: str, state: PartState, text: str) -> None:
        """Says how a part is; written only when it says something new."""
        with self._lock:
            if self._said.get(part) == (state, text):
                return
            self._said[part] = (state, text)
        try:
            self._desk.upkeep(mark_alive, part, self._instance, state.value, text)
        except Refused:
            log.info("health of %s is another's to tell now", part)
        except StoreError as error:
            self._unsay(part, (state, text))
            log.warning("health of %s not written: %s", part, error)

    def refresh(self) -> None:
        """Every part shows life again. Raises StoreError."""
        with self._lock:
            rows = [(part, state.value, text) for part, (state, text) in self._said.items()]
        self._desk.upkeep(mark_all_alive, self._instance, rows)

    def _unsay(self, part: str, said: tuple[PartState, str]) -> None:
        with self._lock:
            if self._said.get(part) == said:
                del self._said[part]
