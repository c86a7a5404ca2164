"""Makes the alarm's sounds: `.venv/bin/python packaging/sounds.py` writes `resources/sounds/`.

Bells of a few sines that die away; the further an alarm has come, the more of them and the closer.
The same code gives the same bytes.
"""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sounds"
RATE_HZ = 22_050
PEAK = 0.4
ATTACK_S = 0.008
FADE_S = 0.02
TAIL_S = 0.25
"""Silence at the end: what a loudspeaker still has to play when the file is over."""

PARTIALS = ((1.0, 1.0), (2.0, 0.28), (3.01, 0.1))
"""What a note is made of: times its pitch, and how loud."""

E5, A5, C6, G5 = 659.26, 880.0, 1046.5, 783.99

# When each note begins, its pitch, how long it takes to die away to a third, and how loud it is.
SOUNDS = {
    "offered": ((0.0, E5, 0.16, 0.7), (0.14, A5, 0.22, 0.7)),
    "everybody": ((0.0, A5, 0.12, 0.85), (0.13, E5, 0.12, 0.85), (0.26, A5, 0.24, 0.85)),
    "lead": (
        (0.0, C6, 0.1, 1.0),
        (0.12, G5, 0.12, 1.0),
        (0.38, C6, 0.1, 1.0),
        (0.5, G5, 0.24, 1.0),
    ),
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(samples(notes).tobytes())


def samples(notes: tuple[tuple[float, float, float, float], ...]) -> array[int]:
    """All notes over each other, then silence."""
    sounding_s = max(begins_s + 4 * decay_s for begins_s, _, decay_s, _ in notes)
    heights = [sum(height(note, i / RATE_HZ) for note in notes) for i in range(_count(sounding_s))]
    loudest = max(abs(each) for each in heights)
    loudness = PEAK * max(note[3] for note in notes) / loudest
    fading = _count(FADE_S)
    for i in range(fading):
        heights[-1 - i] *= i / fading
    quiet = [0] * _count(TAIL_S)
    return array("h", [round(each * loudness * 32_767) for each in heights] + quiet)


def height(note: tuple[float, float, float, float], at_s: float) -> float:
    """The wave of one note at a moment."""
    begins_s, pitch_hz, decay_s, loudness = note
    since_s = at_s - begins_s
    if since_s < 0:
        return 0.0
    rise = min(1.0, since_s / ATTACK_S)
    wave_ = sum(
        share * math.sin(2 * math.pi * pitch_hz * times * since_s) for times, share in PARTIALS
    )
    return loudness * rise * math.exp(-since_s / decay_s) * wave_


def _count(seconds: float) -> int:
    return round(seconds * RATE_HZ)


if __name__ == "__main__":
    main()
