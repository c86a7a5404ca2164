"""Trying an exchange from the window, in words."""

from __future__ import annotations

from console.app.machine_clock import MachineClock
from console.channels.contract import ChannelError
from console.desk.phone_setting import Tried
from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.domain.phone_account import PhoneSettings


def try_phone(settings: PhoneSettings, password: str) -> Tried:
    """Connects as `serve` would, looks, and lets go. Threads: a worker."""
    # Of use only to whoever sets up the telephone.
    from console.service.phone_account import Exchange, by_kind  # noqa: PLC0415
    from console.service.phone_trial import health_words, try_exchange  # noqa: PLC0415

    try:
        health = try_exchange(Exchange(0, settings, password), MachineClock(), by_kind)
    except (ChannelError, SettingsError) as error:
        return Tried(False, str(error))
    return Tried(True, tr("Virker: {what}.", what=health_words(health)), health.lacks)
