"""An alarm's sound: one at a time, as loud as was chosen, and a reason where there is none."""

from __future__ import annotations

import asyncio
import threading
import wave
from array import array
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from console.desk.preferences import SOUNDS
from console.desk.sounds import Sounds
from console.desk.tasks import Tasks
from console.domain.alarms import Stage

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "sounds"


class Loudspeaker:
    """Plays for as long as the test lets it."""

    def __init__(self) -> None:
        self.heard: list[tuple[Stage, float]] = []
        self.problem = ""
        self.may_end = threading.Event()

    def play(self, stage: Stage, loudness: float) -> str:
        self.heard.append((stage, loudness))
        assert self.may_end.wait(5)
        return self.problem


class AtSounds:
    def __init__(self, speaker: Loudspeaker, sounds: Sounds, tasks: Tasks) -> None:
        self.speaker = speaker
        self.sounds = sounds
        self._tasks = tasks

    async def end(self) -> None:
        """What sounds comes to its end."""
        self.speaker.may_end.set()
        await asyncio.gather(*self._tasks._running)


@pytest_asyncio.fixture
async def at(tasks: Tasks) -> AsyncIterator[AtSounds]:
    speaker = Loudspeaker()
    sounds = Sounds(speaker.play, tasks.spawn)
    made = AtSounds(speaker, sounds, tasks)
    yield made
    await made.end()
    sounds.stop()


@pytest.mark.asyncio
async def test_while_one_sounds_no_other_does(at: AtSounds) -> None:
    at.sounds.sound(Stage.OFFERED, "high")
    at.sounds.sound(Stage.LEAD, "high")
    await at.end()
    assert at.speaker.heard == [(Stage.OFFERED, 1.0)]
    at.sounds.sound(Stage.LEAD, "high")
    await at.end()
    assert at.speaker.heard[1:] == [(Stage.LEAD, 1.0)]


@pytest.mark.asyncio
async def test_turned_off_is_silent_and_each_choice_is_louder_than_the_one_before(
    at: AtSounds,
) -> None:
    for choice in SOUNDS:
        at.sounds.sound(Stage.OFFERED, choice)
        await at.end()
    loudness = [loud for _, loud in at.speaker.heard]
    assert len(loudness) == len(SOUNDS) - 1
    assert loudness == sorted(set(loudness))
    assert 0 < min(loudness) < max(loudness) == 1.0


@pytest.mark.asyncio
async def test_why_nothing_was_heard_is_told_until_it_is(at: AtSounds) -> None:
    at.speaker.problem = "Ingen lydenhet."
    at.sounds.sound(Stage.OFFERED, "low")
    await at.end()
    assert at.sounds.problem.value == "Ingen lydenhet."
    at.speaker.problem = ""
    at.sounds.sound(Stage.OFFERED, "low")
    await at.end()
    assert at.sounds.problem.value == ""


@pytest.mark.asyncio
async def test_after_its_end_a_desk_is_silent(at: AtSounds) -> None:
    at.sounds.sound(Stage.OFFERED, "low")
    at.sounds.stop()
    at.sounds.sound(Stage.OFFERED, "low")
    await at.end()
    assert at.speaker.heard == []


def test_each_stage_has_a_sound_of_its_own_that_is_short_and_not_loud() -> None:
    sounds = {}
    for stage in Stage:
        with wave.open(str(FOLDER / f"{stage.value}.wav"), "rb") as file:
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
            length_s = file.getnframes() / file.getframerate()
            heights = array("h", file.readframes(file.getnframes()))
        sounds[stage] = max(map(abs, heights)) / 32_768
        assert 0.5 < length_s < 2
    quiet, more, most = (sounds[stage] for stage in Stage)
    assert quiet < more < most < 0.5
