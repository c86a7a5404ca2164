"""What can go wrong with a backup, in words."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from console.data.engine import SQLITE
from console.data.errors import StoreError, StoreFull
from console.domain.language import tr


class BackupRefused(StoreError):
    """It cannot be made or restored as asked; nothing was changed."""


class BackupDamaged(StoreError):
    """The file is no backup, or not whole."""


@contextmanager
def making_told() -> Iterator[None]:
    """Turns what the disk and the engine refuse into words, while a backup is made."""
    with _disk_told(_not_made):
        yield


@contextmanager
def restoring_told() -> Iterator[None]:
    """The same while one is restored."""
    with _disk_told(_not_restored):
        yield


@contextmanager
def reading_told(name: str) -> Iterator[None]:
    """The same while a backup is read."""

    def unread(reason: object) -> StoreError:
        return BackupRefused(
            tr(
                "Kopien {name} kan ikke leses ({reason}). Ingenting er endret.",
                name=name,
                reason=reason,
            )
        )

    with _disk_told(unread):
        yield


@contextmanager
def _disk_told(told: Callable[[object], StoreError]) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise told(error.strerror) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise _full() from error
        raise told(error.strerror or error) from error
    except SQLITE.Error as error:
        if "full" in str(error):
            raise _full() from error
        raise told(error) from error


def _full() -> StoreError:
    return StoreFull(
        tr(
            "Det er ikke plass på disken. Ingen halv fil er lagt igjen, og lageret er urørt. "
            "Frigjør plass, eller velg en annen disk."
        )
    )


def _not_made(reason: object) -> StoreError:
    return BackupRefused(
        tr(
            "Kopien ble ikke laget ({reason}). Ingen halv fil er lagt igjen, og lageret er urørt.",
            reason=reason,
        )
    )


def _not_restored(reason: object) -> StoreError:
    return BackupRefused(
        tr(
            "Lageret ble ikke hentet tilbake ({reason}). Ingen halve filer er lagt igjen, og "
            "kopien er urørt.",
            reason=reason,
        )
    )
