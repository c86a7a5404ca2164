"""What can go wrong with the store, each with a message that a person can act on."""

from __future__ import annotations

from console.domain.errors import ToldError
from console.domain.history import Happening


class StoreError(ToldError):
    """The store could not do it. The message says what happened, what was kept, what to do."""


class StoreUnavailable(StoreError):
    """It cannot be opened or reached."""


class StoreReadOnly(StoreUnavailable):
    """It can be read, not written to."""


class FateUnknown(StoreUnavailable):
    """The answer to a commit got lost, and it could not be asked whether it arrived."""


class LoginRefused(StoreUnavailable):
    """It does not let this login in: no password, a wrong one, or no access any more."""


class PasswordMissing(LoginRefused):
    """No password lies here."""


class LoginRevoked(LoginRefused):
    """It was let in once, and is not any more (or not yet)."""


class StorePooled(StoreUnavailable):
    """Something stands between, so that the store's notices would never arrive."""


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


class StoreSlow(StoreBusy):
    """It took too long and was broken off."""


class NotFound(StoreError):
    """What the act speaks of is not in the store."""


class NotAllowed(StoreError):
    """The person may not do that."""


class Refused(StoreError):
    """The act does not fit what is there now; nothing was changed."""


class OtherPast(Refused):
    """The store is not the one that the author had seen: restored, or taken over by another."""


class Conflict(Refused):
    """Somebody changed it in between; `changes` says what."""

    def __init__(self, message: str, changes: tuple[Happening, ...] = ()) -> None:
        super().__init__(message)
        self.changes = changes


class UnknownVisit(NotFound):
    """No visit has this token or id, or the file is not of this visit."""


class VisitEnded(Refused):
    """The visit is over: nothing more is said in it."""
