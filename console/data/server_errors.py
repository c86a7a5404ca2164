"""What a PostgreSQL server says, told in words: by SQLSTATE, and by its text before a login.

Codes: postgresql.org/docs/current/errcodes-appendix.html. A failed login bears no code in the
client's library, so its English words are looked for; a server that speaks another language is
told of as one that does not answer, with its own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from console.data.errors import (
    LoginRefused,
    LoginRevoked,
    NotAllowed,
    PasswordMissing,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreSlow,
    StoreUnavailable,
)
from console.domain.language import tr

_DATABASE = re.compile(r'database "(.+?)" does not exist')


def told_by_server(error: BaseException | None) -> StoreError | None:
    """The server's error in words; None for what is no server's, or a fault of our own."""
    module = type(error).__module__
    if error is None or not module.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None) or ""
    reason = " ".join(str(error).split())
    for prefix, told in _BY_STATE.items():
        if state.startswith(prefix):
            return told(reason)
    return None if state else _of_the_line(error, reason)


@contextmanager
def wire_errors() -> Iterator[None]:
    """Turns the errors of the server's own library, used without SQLAlchemy, into ours."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        if not type(error).__module__.startswith("psycopg"):
            raise
        reason = " ".join(str(error).split())
        raise (told_by_server(error) or _silent(reason)) from error


def _of_the_line(error: BaseException, reason: str) -> StoreError | None:
    """What bears no code is the line's: it did not come to stand, or stood and was lost."""
    from psycopg import OperationalError  # noqa: PLC0415 - a window on SQLite needs none

    if any(words in reason for words in _CONNECTING):
        for words, told in _BY_WORDS.items():
            if words in reason:
                return told(reason)
    return _silent(reason) if isinstance(error, OperationalError) else None


def _wrong_password(_reason: str) -> StoreError:
    return LoginRefused(
        tr(
            "Lageret tok ikke imot passordet. Skriv det inn på nytt, eller be en administrator om "
            "et nytt."
        )
    )


def _no_password(_reason: str) -> StoreError:
    return PasswordMissing(
        tr("Passordet til lageret mangler på denne maskinen. Skriv det inn for å logge inn.")
    )


def _no_login(_reason: str) -> StoreError:
    return LoginRevoked(
        tr(
            "Kontoen din slipper ikke inn i lageret lenger. En administrator kan slippe den inn "
            "igjen: agent-console user enable …"
        )
    )


def _no_role(_reason: str) -> StoreError:
    return LoginRevoked(
        tr(
            "Kontoen din har ingen rolle i dette lageret, ikke ennå eller ikke lenger. En "
            "administrator gir en: agent-console user role …"
        )
    )


def _not_from_here(reason: str) -> StoreError:
    return LoginRefused(
        tr(
            "Serveren tar ikke imot kontoen din fra denne maskinen ({reason}). Den som har "
            "serveren, åpner for det i pg_hba.conf.",
            reason=reason,
        )
    )


def _not_that_user(reason: str) -> StoreError:
    return LoginRefused(
        tr(
            "Serveren slipper inn denne kontoen bare fra maskinbrukeren med samme navn ({reason}). "
            "Kjør kommandoen som den (sudo -u …), eller nevn verten i adressen (127.0.0.1) og bruk "
            "passord.",
            reason=reason,
        )
    )


def _unknown_login(reason: str) -> StoreError:
    return LoginRefused(
        tr(
            "Serveren har ingen konto med det navnet ({reason}). Sjekk brukernavnet i adressen.",
            reason=reason,
        )
    )


def _no_store(reason: str) -> StoreError:
    name = _DATABASE.search(reason)
    return StoreUnavailable(
        tr(
            "Lageret finnes ikke på denne serveren ({reason}). Sjekk adressen; et nytt lages med: "
            "createdb {name}",
            reason=reason,
            name=name[1] if name else "…",
        )
    )


def _not_allowed(_reason: str) -> StoreError:
    return NotAllowed(
        tr("Rollen din gir ikke lov til dette. Ingenting ble endret. En administrator gir roller.")
    )


def _read_only(_reason: str) -> StoreError:
    return StoreReadOnly(
        tr(
            "Lageret kan bare leses akkurat nå (reserveserver eller vedlikehold), så endringen ble "
            "ikke lagret."
        )
    )


def _full(_reason: str) -> StoreError:
    return StoreFull(
        tr(
            "Lagringsplassen på serveren er full, så endringen ble ikke lagret. Det som var lagret "
            "fra før, er urørt. Frigjør plass på serveren."
        )
    )


def _slow(_reason: str) -> StoreError:
    return StoreSlow(
        tr(
            "Lageret brukte for lang tid, og endringen ble avbrutt. Ingenting ble endret. "
            "Prøv igjen om litt."
        )
    )


def _busy(_reason: str) -> StoreError:
    return StoreBusy(
        tr("Noen andre holdt på med det samme, så endringen ble ikke lagret. Prøv igjen om litt.")
    )


def _crowded(_reason: str) -> StoreError:
    return StoreUnavailable(
        tr("Lageret har ikke plass til flere tilkoblinger. Prøv igjen om litt.")
    )


def _restarting(_reason: str) -> StoreError:
    return StoreUnavailable(tr("Lageret starter på nytt. Prøv igjen om litt."))


def _untrusted(reason: str) -> StoreError:
    return StoreUnavailable(
        tr(
            "Serveren kunne ikke bevise at den er lageret ({reason}). Ingenting er sendt til den. "
            "Sjekk adressen, eller oppgi husets rotsertifikat med ?sslrootcert=…",
            reason=reason,
        )
    )


def _silent(reason: str) -> StoreError:
    return StoreUnavailable(tr("Lageret svarer ikke ({reason}).", reason=reason))


_BY_STATE: dict[str, Callable[[str], StoreError]] = {
    "28P01": _wrong_password,
    "28": _no_login,
    "3D": _no_store,
    "42501": _not_allowed,
    "25006": _read_only,
    "53300": _crowded,
    "53": _full,
    "57014": _slow,
    "55P03": _busy,
    "40": _busy,
    "57P03": _restarting,
    "57P": _restarting,
    "25P03": _slow,
    "08": _silent,
}
"""By the longest code first where two fit."""

_CONNECTING = ("connection failed", "connection to server")
"""What is said of a line that did not come to stand; on one that stood, words prove nothing."""

_BY_WORDS: dict[str, Callable[[str], StoreError]] = {
    "certificate": _untrusted,
    "password authentication failed": _wrong_password,
    "no password supplied": _no_password,
    "is not permitted to log in": _no_login,
    "permission denied for database": _no_role,
    "no pg_hba.conf entry": _not_from_here,
    "Peer authentication failed": _not_that_user,
    "Ident authentication failed": _not_that_user,
    'FATAL: role "': _unknown_login,
    "does not exist": _no_store,
    "too many clients": _crowded,
    "too many connections": _crowded,
    "remaining connection slots": _crowded,
    "the database system is": _restarting,
    "unexpected eof": _silent,
    "SSL SYSCALL error": _silent,
    "SSL": _untrusted,
}
"""In order: a line that was cut while it was being proven is no impostor's."""
