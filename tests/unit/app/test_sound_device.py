"""The loudspeaker: a sound is played to its end, and a machine without one says so."""

from __future__ import annotations

import miniaudio

from console.app.sound_device import play_sound
from console.domain.alarms import Stage


def test_a_sound_is_played_to_its_end() -> None:
    """On miniaudio's own device that nobody hears, in the sound's own time."""
    assert play_sound(Stage.OFFERED, 0.5, [miniaudio.Backend.NULL]) == ""


def test_a_machine_without_a_loudspeaker_says_so() -> None:
    told = play_sound(Stage.OFFERED, 0.5, [miniaudio.Backend.CUSTOM])
    assert told == "Fant ingen lydenhet på maskinen. Varsler vises, men høres ikke."
