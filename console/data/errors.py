"""What can go wrong with the store, each with a message that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from console.domain.errors import ToldError
from console.domain.history import Happening
from console.domain.language import tr

_OUR_OWN_FAULTS = (IntegrityError, DataError, ProgrammingError)
"""Their words quote names and values, so they tell nothing of the engine or the disk."""


class StoreError(ToldError):
    """The store could not do it. The message says what happened, what was kept, what to do."""


class StoreUnavailable(StoreError):
    """It cannot be opened or reached."""


class StoreDamaged(StoreUnavailable):
    """Its file is no store, or is broken."""


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
    if isinstance(error, StaleDataError):
        return Conflict(
            tr("En annen endret det samme akkurat nå. Ingenting ble endret; se og prøv igjen.")
        )
    if isinstance(error, PoolTimeout):
        return StoreBusy(_busy())
    if isinstance(error, DatabaseError) and not isinstance(error, _OUR_OWN_FAULTS):
        return _unable(text, error)
    return StoreError(
        tr("Lageret avviste endringen ({reason}). Ingenting ble endret.", reason=text)
    )


def _unable(text: str, error: DatabaseError) -> StoreError:
    """What the engine, the disk or the network could not do, told from the engine's own words."""
    low = text.lower()
    if "full" in low or "no space" in low:
        return StoreFull(
            tr(
                "Lagringsplassen er full, så endringen ble ikke lagret. Det som var lagret fra "
                "før, er urørt. Frigjør plass på disken og prøv igjen."
            )
        )
    if "locked" in low or "busy" in low:
        return StoreBusy(_busy())
    if "readonly" in low or "read-only" in low:
        return StoreUnavailable(
            tr(
                "Lageret kan bare leses, så endringen ble ikke lagret. Det du skrev, er tatt vare "
                "på. Gi skrivetilgang til filen og mappen den ligger i."
            )
        )
    if "malformed" in low or "not a database" in low:
        return StoreDamaged(
            tr(
                "Lageret er skadet ({reason}). Det du skrev, er tatt vare på. Skriv ikke mer i "
                "lageret; hent det tilbake fra en kopi.",
                reason=text,
            )
        )
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return StoreUnavailable(
            tr("Lageret svarer ikke ({reason}). Det du skrev, er tatt vare på.", reason=text)
        )
    return StoreError(
        tr("Lageret avviste endringen ({reason}). Ingenting ble endret.", reason=text)
    )


def _busy() -> str:
    return tr(
        "Et annet program holder lageret låst, så endringen ble ikke lagret. "
        "Det du skrev, er tatt vare på. Prøv igjen om litt."
    )


@contextmanager
def store_errors() -> Iterator[None]:
    """Turns the library's errors into ours at the store's edge."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _translated(error) from error
    except UnicodeError as error:
        raise StoreError(
            tr(
                "Teksten har tegn som ikke kan lagres ({reason}). Ingenting ble endret.",
                reason=error,
            )
        ) from error
