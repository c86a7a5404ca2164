"""The loudspeaker: a sound is played to its end, and a machine without one says so."""

from __future__ import annotations

import logging

import miniaudio
import pytest

from console.app.sound_device import _log_once, play_sound
from console.domain.alarms import Stage


def test_a_sound_is_played_to_its_end() -> None:
    """On miniaudio's own device that nobody hears, in the sound's own time."""
    assert play_sound(Stage.OFFERED, 0.5, [miniaudio.Backend.NULL]) == ""


def test_a_machine_without_a_loudspeaker_says_so() -> None:
    told = play_sound(Stage.OFFERED, 0.5, [miniaudio.Backend.CUSTOM])
    assert told == "Fant ingen lydenhet på maskinen. Varsler vises, men høres ikke."


def test_an_alarm_that_rings_on_logs_the_missing_loudspeaker_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    _log_once.cache_clear()
    with caplog.at_level(logging.INFO, "console.app"):
        for _ in range(3):
            play_sound(Stage.OFFERED, 0.5, [miniaudio.Backend.CUSTOM])
    assert [each.getMessage().partition(":")[0] for each in caplog.records] == ["no sound device"]
