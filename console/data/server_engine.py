"""An engine on a PostgreSQL server: who connects, how safely, and how soon a dead line is known.

The URL holds no password (the keyring does). Beyond this machine the server must prove who it is
(TLS, verify-full): a console that would talk to anybody hands its password to anybody.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
from collections.abc import Callable
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from console.data.errors import StoreUnavailable
from console.domain.language import tr

CONNECT_TIMEOUT_S = 5
DEAD_AFTER_MS = 9_000
"""A line on which nothing is acknowledged for so long is given up (tcp_user_timeout)."""

PEOPLE_SILENCE_S = 25.0
SERVICE_SILENCE_S = 70.0
"""A server that is silent for so long will not answer: it breaks off what a person asks after
15 s, and what `serve` asks after 60 (`guards_0002.py`, make_login).
"""

LINE_WATCH = "line_watch"
"""Under which of its options an engine bears its `LineWatch`."""

Password = str | Callable[[], str | None] | None
"""A login's; one that can change is asked for at each connection."""

POOL_TIMEOUT_S = 2
_NO_FILE = f"{os.devnull}/none"
_SAFE_TLS = "verify-full"
_MAY_BE_GIVEN = frozenset(
    {
        "host",
        "port",
        "sslmode",
        "sslrootcert",
        "sslcrl",
        "sslcert",
        "sslkey",
        "connect_timeout",
        "target_session_attrs",
    }
)


def server_engine(url: URL, password: Password, silence_s: float) -> Engine:
    """Connects lazily; `silence_s` is how long the server may be silent when an answer is due.

    Raises StoreUnavailable for a URL that must not be used.
    """
    # Late: it brings the server's library, which a window on SQLite does without.
    from console.data.line_watch import LineWatch  # noqa: PLC0415

    watch = LineWatch(silence_s)
    ask = password if callable(password) else lambda: password

    def connect(_dialect: object, _record: object, _args: object, given: dict[str, Any]) -> object:
        asked = ask()
        return watch.connect(given if asked is None else {**given, "password": asked})

    # No pre-ping: it costs a round trip each time; `Store` tries again on a dead connection.
    engine = create_engine(
        url.set(query={}),
        connect_args=connect_arguments(url),
        pool_timeout=POOL_TIMEOUT_S,
        isolation_level="READ COMMITTED",
        use_native_hstore=False,  # not used here, and asking whether there is one is a trip
        hide_parameters=True,
        execution_options={LINE_WATCH: watch},
    )
    event.listen(engine, "do_connect", connect)
    return engine


def connect_arguments(url: URL) -> dict[str, Any]:
    """What the server's library is told besides host, database, login and password."""
    given = {key: str(value) for key, value in url.query.items()}
    _refuse_secrets(url, given)
    _refuse_unknown(given)
    return {
        "application_name": "agent-console",
        "connect_timeout": CONNECT_TIMEOUT_S,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": DEAD_AFTER_MS,
        "gssencmode": "disable",
        "passfile": _NO_FILE,  # the password comes from the keyring
        **_proof(url, given),
        **given,
    }


def is_near(host: str | None) -> bool:
    """Whether hosts (several with commas between) are all this machine: a socket, loopback."""
    return all(_is_one_near(one) for one in (host or "").split(","))


def _is_one_near(host: str) -> bool:
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_secrets(url: URL, given: dict[str, str]) -> None:
    if url.password is None and "password" not in given:
        return
    # Made anew: to `set` None is to leave as it is.
    shown = URL.create(
        url.drivername,
        url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=url.difference_update_query(["password"]).query,
    ).render_as_string()
    raise StoreUnavailable(
        tr(
            "Adressen til lageret har et passord i seg. Ta det ut av adressen; passordet "
            "legges i nøkkelringen med: agent-console login --store {url}",
            url=shown,
        )
    )


def _refuse_unknown(given: dict[str, str]) -> None:
    """Other words of the library could lead elsewhere (hostaddr, service) or weaken the proof."""
    unknown = sorted(set(given) - _MAY_BE_GIVEN)
    if unknown:
        raise StoreUnavailable(
            tr(
                "Adressen til lageret har noe i seg som ikke brukes her: {unknown}. Etter ? kan "
                "det stå: {known}.",
                unknown=", ".join(unknown),
                known=", ".join(sorted(_MAY_BE_GIVEN)),
            )
        )


def _proof(url: URL, given: dict[str, str]) -> dict[str, str]:
    """How the server proves who it is, and we to it: the password is never handed over."""
    host = given.get("host") or url.host or os.environ.get("PGHOST")
    if is_near(host):
        # "none": a server on this machine may know us by the socket we come through.
        return {"require_auth": "scram-sha-256,none"}
    if given.get("sslmode", _SAFE_TLS) != _SAFE_TLS:
        raise StoreUnavailable(
            tr(
                "Lageret på {host} kan ikke brukes med sslmode={mode}: da kunne hvem som helst "
                "utgi seg for å være det. Ta sslmode ut av adressen; har huset sitt eget "
                "sertifikat, skriv ?sslrootcert=/sti/til/rot.pem",
                host=host,
                mode=given["sslmode"],
            )
        )
    return {
        "sslmode": _SAFE_TLS,
        "sslrootcert": _known_certificates(),
        "require_auth": "scram-sha-256",
    }


def _known_certificates() -> str:
    """The certificates that this machine trusts; the library's own idea of them may be empty."""
    found = ssl.get_default_verify_paths()
    for path in (found.cafile, found.openssl_cafile, "/etc/ssl/certs/ca-certificates.crt"):
        if path and os.path.exists(path):
            return path
    return "system"
