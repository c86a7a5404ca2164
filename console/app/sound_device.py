"""Plays the alarm's sounds at this machine's loudspeaker, by miniaudio."""

from __future__ import annotations

import logging
import sys
import threading
import wave
from array import array
from collections.abc import Generator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from console.app.language import RESOURCES
from console.domain.alarms import Stage
from console.domain.language import tr

log = logging.getLogger("console.app")

_LONGEST_S = 3.0
"""A device that takes longer over a sound of a second hangs."""

_FRAME_BYTES = 2

Playing = Generator[bytes, int, None]


def play_sound(stage: Stage, loudness: float, backends: Sequence[Any] = ()) -> str:
    """Plays to the end; words of what is wrong, "" where nothing is. `backends` are miniaudio's,
    none for whatever the machine has. Threads: any, one at a time.
    """
    try:
        return _played(stage, loudness, backends)
    except Exception:
        # A driver may fail in any way; an alarm without its sound is no reason to stop.
        log.warning("the sound of an alarm could not be played", exc_info=True)
        return _no_device()


def _played(stage: Stage, loudness: float, backends: Sequence[Any]) -> str:
    import miniaudio  # noqa: PLC0415 - of use only where something rings

    rate_hz, frames = _frames(stage, loudness)
    is_over = threading.Event()
    try:
        device = miniaudio.PlaybackDevice(
            nchannels=1, sample_rate=rate_hz, backends=list(backends) or _there_may_be()
        )
    except miniaudio.MiniaudioError as error:
        _log_once(str(error))
        return _no_device()
    with device:
        playing = _playing(frames, is_over)
        next(playing)
        device.start(playing)
        is_in_time = is_over.wait(_LONGEST_S)
    return "" if is_in_time else tr("Lydenheten svarer ikke. Varsler vises, men høres ikke.")


@cache
def _log_once(error: str) -> None:
    """What rings tries again every few seconds; the same reason is no news."""
    log.info("no sound device: %s", error)


def _there_may_be() -> list[Any] | None:
    """By which way a loudspeaker may be reached; None for all that there are. On Linux ALSA fills
    the terminal with complaints where there is no card, and JACK may start a server of its own.
    """
    if sys.platform != "linux":
        return None
    from miniaudio import Backend  # noqa: PLC0415

    has_card = Path("/dev/snd").exists()
    return [Backend.PULSEAUDIO, Backend.ALSA] if has_card else [Backend.PULSEAUDIO]


def _frames(stage: Stage, loudness: float) -> tuple[int, bytes]:
    """A stage's sound as loud as this, and how many frames make a second."""
    with wave.open(str(RESOURCES / "sounds" / f"{stage.value}.wav"), "rb") as file:
        heights = array("h", file.readframes(file.getnframes()))
        return file.getframerate(), array("h", (round(h * loudness) for h in heights)).tobytes()


def _playing(frames: bytes, is_over: threading.Event) -> Playing:
    """As many frames as the device asks for, until there are none."""
    at = 0
    wanted = yield b""
    while at < len(frames):
        end = at + wanted * _FRAME_BYTES
        wanted = yield frames[at:end]
        at = end
    is_over.set()


def _no_device() -> str:
    return tr("Fant ingen lydenhet på maskinen. Varsler vises, men høres ikke.")
