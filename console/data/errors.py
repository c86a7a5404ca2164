"""What can go wrong with the store, each with a message that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from console.domain.errors import ToldError
from console.domain.history import Happening
from console.domain.language import tr


class StoreError(ToldError):
    """The store could not do it. The message says what happened, what was kept, what to do."""


class StoreUnavailable(StoreError):
    """It cannot be opened or reached."""


class StoreNewer(StoreError):
    """Its schema is newer than this program."""


class StoreOlder(StoreError):
    """Its schema must be upgraded before this program can use it."""


class StoreFull(StoreError):
    """No room to write."""


class StoreBusy(StoreError):
    """Another program holds it."""


class NotFound(StoreError):
    """What the act speaks of is not in the store."""


class NotAllowed(StoreError):
    """The person may not do that."""


class Refused(StoreError):
    """The act does not fit what is there now; nothing was changed."""


class Conflict(Refused):
    """Somebody changed it in between; `changes` says what."""

    def __init__(self, message: str, changes: tuple[Happening, ...] = ()) -> None:
        super().__init__(message)
        self.changes = changes


def _translated(error: SQLAlchemyError) -> StoreError:
    text = str(getattr(error, "orig", error) or error)
    low = text.lower()
    if "full" in low or "no space" in low:
        return StoreFull(
            tr(
                "Lagringsplassen er full, så endringen ble ikke lagret. Det som var lagret fra før "
                "er urørt. Frigjør plass på disken og prøv igjen."
            )
        )
    if "locked" in low or "busy" in low:
        return StoreBusy(
            tr(
                "Et annet program holder lageret låst, så endringen ble ikke lagret. "
                "Det du skrev er tatt vare på. Prøv igjen om litt."
            )
        )
    if "readonly" in low or "read-only" in low:
        return StoreUnavailable(
            tr(
                "Lageret kan bare leses, så endringen ble ikke lagret. Det du skrev er tatt vare "
                "på. Gi skrivetilgang til filen og mappen den ligger i."
            )
        )
    if isinstance(error, OperationalError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        return StoreUnavailable(
            tr("Lageret svarer ikke ({reason}). Det du skrev er tatt vare på.", reason=text)
        )
    return StoreError(
        tr("Lageret avviste endringen ({reason}). Ingenting ble endret.", reason=text)
    )


@contextmanager
def store_errors() -> Iterator[None]:
    """Turns the library's errors into ours at the store's edge."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _translated(error) from error
