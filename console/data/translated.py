"""The library's errors turned into ours, each told from the engine's own words or its SQLSTATE."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    DBAPIError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from console.data.errors import (
    Conflict,
    FateUnknown,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreUnavailable,
)
from console.data.server_errors import told_by_server
from console.domain.language import tr

_OUR_OWN_FAULTS = (IntegrityError, DataError, ProgrammingError)
"""Their words quote names and values, so they tell nothing of the engine or the disk."""


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


@contextmanager
def fate_unknown() -> Iterator[None]:
    """Asking after a commit that was cut: whatever goes wrong, it may have arrived."""
    try:
        yield
    except SQLAlchemyError as error:
        raise FateUnknown(
            tr(
                "Lageret svarte ikke, og programmet vet ikke om endringen ble lagret. Programmet "
                "finner ut av det selv, og gjør ingenting to ganger."
            )
        ) from error


def is_cut(error: Exception) -> bool:
    """Whether the connection was lost, so that the same on another one may well succeed."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def is_worth_another(error: Exception) -> bool:
    """The same for an act: also when what it writes is there, perhaps by the same act just now."""
    return is_cut(error) or isinstance(error, IntegrityError)


def _translated(error: SQLAlchemyError) -> StoreError:
    text = str(getattr(error, "orig", error) or error)
    if isinstance(error, StaleDataError):
        return Conflict(
            tr("En annen endret det samme akkurat nå. Ingenting ble endret; se og prøv igjen.")
        )
    if isinstance(error, PoolTimeout):
        return StoreBusy(_busy())
    by_server = told_by_server(getattr(error, "orig", None))
    if by_server is not None:
        return by_server
    if isinstance(error, DatabaseError) and not isinstance(error, _OUR_OWN_FAULTS):
        return _unable(text, error)
    return _refused(text)


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
                "Lageret kan bare leses, så endringen ble ikke lagret. Gi skrivetilgang "
                "til filen og mappen den ligger i."
            )
        )
    if "malformed" in low or "not a database" in low:
        return StoreDamaged(
            tr(
                "Lageret er skadet ({reason}). Skriv ikke mer i lageret; hent det "
                "tilbake fra en kopi.",
                reason=text,
            )
        )
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return StoreUnavailable(tr("Lageret svarer ikke ({reason}).", reason=text))
    return _refused(text)


def _refused(reason: str) -> StoreError:
    return StoreError(
        tr("Lageret avviste endringen ({reason}). Ingenting ble endret.", reason=reason)
    )


def _busy() -> str:
    return tr(
        "Et annet program holder lageret låst, så endringen ble ikke lagret. Prøv igjen om litt."
    )
