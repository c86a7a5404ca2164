"""What both wires share: how long a step may take, and the words for a server that says no."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from console.channels.contract import AuthFailed, ChannelDown
from console.channels.mail.protocol.text import one_line
from console.domain.language import tr


@dataclass(frozen=True)
class Timeouts:
    """Seconds a step may take before the server counts as away."""

    connect_s: float = 15.0
    answer_s: float = 60.0
    after_data_s: float = 300.0
    """The answer to a whole mail; RFC 5321 4.5.3.2.6 asks for 10 min, servers take seconds."""


def refused_login(host: str, reason: str) -> AuthFailed:
    """The error for a login that was turned down."""
    return AuthFailed(
        tr(
            "{host} godtok ikke innloggingen ({reason}). Sjekk brukernavn og passord; med "
            "totrinnsbekreftelse trengs et app-passord.",
            host=host,
            reason=one_line(reason.removeprefix("b'").removesuffix("'"), 200),
        )
    )


def bad_certificate(host: str, error: ssl.SSLCertVerificationError) -> ChannelDown:
    """The error for a server that cannot prove who it is."""
    return ChannelDown(
        tr(
            "{host} kan ikke bevise hvem den er ({reason}). Passordet ble ikke sendt. Sjekk navnet "
            "på serveren og sertifikatet.",
            host=host,
            reason=one_line(error.verify_message or str(error), 200),
        )
    )
