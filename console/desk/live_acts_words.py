"""How it is told what one has said of how ready one is."""

from __future__ import annotations

from console.domain.availability import Channel, Readiness
from console.domain.language import tr


def channel_name(channel: Channel) -> str:
    """What one is ready for, in the middle of a sentence."""
    names = {
        Channel.CHAT: tr("chat"),
        Channel.TELEPHONE: tr("telefon"),
        Channel.MAIL: tr("e-post"),
    }
    return names[channel]


def readiness_words(channel: Channel, readiness: Readiness, reason: str) -> str:
    """What was said, as it is confirmed."""
    name = channel_name(channel)
    match readiness:
        case Readiness.READY:
            return tr("Du er klar for {channel}", channel=name)
        case Readiness.WRAP_UP:
            return tr("Etterarbeid: {channel} venter", channel=name)
        case Readiness.PAUSE:
            said = tr("Pause fra {channel}", channel=name)
            return f"{said} · {reason}" if reason else said
        case Readiness.OFF:
            return tr("Du er borte fra {channel}", channel=name)
