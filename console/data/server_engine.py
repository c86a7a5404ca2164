"""An engine on a PostgreSQL server: who connects, how safely, and how soon a dead line is known.

The URL holds no password (the keyring does). Beyond this machine the server must prove who it is
(TLS, verify-full): a console that would talk to anybody hands its password to anybody.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
from typing import Any

from sqlalchemy import URL, Engine, create_engine

from console.data.errors import StoreUnavailable
from console.domain.language import tr

CONNECT_TIMEOUT_S = 5
DEAD_AFTER_MS = 9_000
"""A line on which nothing is acknowledged for so long is given up (tcp_user_timeout)."""

POOL_TIMEOUT_S = 2
_NO_FILE = f"{os.devnull}/none"
_SAFE_TLS = "verify-full"


def server_engine(url: URL, password: str | None) -> Engine:
    """Connects lazily. Raises StoreUnavailable for a URL that must not be used."""
    # No pre-ping: it costs a round trip each time; `Store` tries again on a dead connection.
    return create_engine(
        url.set(password=None, query={}),
        connect_args=connect_arguments(url, password),
        pool_timeout=POOL_TIMEOUT_S,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
    )


def connect_arguments(url: URL, password: str | None) -> dict[str, Any]:
    """What the server's library is told besides host, database and login."""
    if url.password is not None:
        raise StoreUnavailable(
            tr(
                "Adressen til lageret har et passord i seg. Ta det ut av adressen; passordet "
                "legges i nøkkelringen med: agent-console login --store {url}",
                url=url.set(password=None).render_as_string(),
            )
        )
    given = {key: str(value) for key, value in url.query.items()}
    arguments: dict[str, Any] = {
        "application_name": "agent-console",
        "connect_timeout": CONNECT_TIMEOUT_S,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": DEAD_AFTER_MS,
        "passfile": _NO_FILE,  # the password comes from the keyring
        **_tls(url, given),
        **given,
    }
    if password is not None:
        arguments["password"] = password
    return arguments


def is_near(host: str | None) -> bool:
    """Whether a host is this machine: a socket's folder, loopback, or nothing at all."""
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tls(url: URL, given: dict[str, str]) -> dict[str, str]:
    if is_near(given.get("host", url.host)):
        return {}
    if given.get("sslmode", _SAFE_TLS) != _SAFE_TLS:
        raise StoreUnavailable(
            tr(
                "Lageret på {host} kan ikke brukes med sslmode={mode}: da kunne hvem som helst "
                "utgi seg for å være det. Ta sslmode ut av adressen; har huset sitt eget "
                "sertifikat, skriv ?sslrootcert=/sti/til/rot.pem",
                host=url.host,
                mode=given["sslmode"],
            )
        )
    return {"sslmode": _SAFE_TLS, "sslrootcert": _known_certificates()}


def _known_certificates() -> str:
    """The certificates that this machine trusts; the library's own idea of them may be empty."""
    found = ssl.get_default_verify_paths()
    for path in (found.cafile, found.openssl_cafile, "/etc/ssl/certs/ca-certificates.crt"):
        if path and os.path.exists(path):
            return path
    return "system"
