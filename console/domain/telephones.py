"""Whose telephone is whose: the setting that names people by the interfaces of the exchange."""

from __future__ import annotations

from collections.abc import Mapping

from console.domain.storable_text import one_line

KEY = "telephones"
"""The setting that holds them: {interface: login}."""

REASON_BYTES = 79
"""An exchange keeps so much of why a telephone is paused."""

Telephones = Mapping[str, str]
"""Logins by interface."""


def telephones_from(value: object) -> Telephones:
    """The pairs of a stored setting; what is no pair of words is left out."""
    if not isinstance(value, Mapping):
        return {}
    return {
        interface: login.strip().lower()
        for interface, login in value.items()
        if isinstance(interface, str) and isinstance(login, str) and interface and login.strip()
    }


def interface_of(telephones: Telephones, login: str) -> str:
    """The telephone of whoever has this login; empty where they have none."""
    own = (interface for interface, owner in telephones.items() if owner == login)
    return min(own, default="")


def pause_reason(text: str) -> str:
    """Why a telephone is paused, as an exchange can hold it: one line of at most so many bytes,
    cut between characters. What an exchange cuts itself, it does not tell.
    """
    cut = one_line(text, REASON_BYTES).encode()[:REASON_BYTES]
    return cut.decode(errors="ignore").strip()
