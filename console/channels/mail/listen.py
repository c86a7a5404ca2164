"""Waiting for news of a folder on a line of its own. News only wakes; `pull` is the truth."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from console.channels.mail.imap import ImapSession


@dataclass(frozen=True)
class Rhythm:
    """Seconds between looks at `stop`, between renewals of IDLE, and between polls without it.

    IDLE dies silently behind NAT after 15 min, by RFC 2177 after 29: renewed well before.
    """

    look_s: float = 1.0
    renew_s: float = 9 * 60.0
    poll_s: float = 120.0


def listen(
    session: ImapSession,
    folder: str,
    wake: Callable[[], None],
    stop: threading.Event,
    rhythm: Rhythm,
) -> None:
    """Blocks until `stop`, calling `wake` for news; raises `ChannelDown` when the line dies.

    It also wakes at every renewal: what an IDLE that died silently has missed is then found.
    """
    if "IDLE" not in session.capabilities():
        _poll(wake, stop, rhythm.poll_s)
        return
    session.examine(folder)
    while not stop.is_set():
        session.idle()
        # What came between the last pull and this IDLE was told to nobody.
        wake()
        _until_renewal(session, wake, stop, rhythm)
        if _has_mail(session.idle_done()):
            wake()


def _until_renewal(
    session: ImapSession, wake: Callable[[], None], stop: threading.Event, rhythm: Rhythm
) -> None:
    end = time.monotonic() + rhythm.renew_s
    while not stop.is_set():
        began = time.monotonic()
        if began >= end:
            return
        news = session.idle_news(min(rhythm.look_s, end - began))
        if _has_mail(news):
            wake()
        elif not news and time.monotonic() - began < rhythm.look_s / 2:
            # Readable, yet nothing there: a dead line looks so. Ending IDLE tells.
            return


def _has_mail(news: list[Any]) -> bool:
    return any(len(item) > 1 and item[1] in (b"EXISTS", b"RECENT") for item in news)


def _poll(wake: Callable[[], None], stop: threading.Event, poll_s: float) -> None:
    while not stop.is_set():
        wake()
        stop.wait(poll_s)
