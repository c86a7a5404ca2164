"""Killed while acts wait, and while they are carried out: each is done once, in its order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.lives import Lives
from fixtures.house import House

from console.data.pocket import Pocket
from console.domain.conversation import Said
from console.domain.ids import PersonId

PERSON = Path(__file__).with_name("unsent_person.py")


@pytest.fixture
def lives(store_path: Path, tmp_path: Path, sunniva: PersonId, house: House) -> Iterator[Lives]:
    """Sunniva, with a case."""
    assert (sunniva, house.arrive("frakt")) == (1, 1)
    made = Lives(PERSON, store_path, tmp_path / "pocket.db")
    yield made
    made.end()


def waiting(path: Path) -> list[str]:
    pocket = Pocket(path)
    found = [act.arguments["text"] for act in pocket.unsent.waiting("her")]
    pocket.close()
    return found


@pytest.mark.e2e
@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_to_wait_outlives_its_program_and_is_done_once(
    lives: Lives, tmp_path: Path, house: House, seed: int
) -> None:
    chance = random.Random(seed)
    said: list[str] = []
    for number in range(5):
        told = lives.live("write", f"{seed}.{number}", chance.randrange(1, 8), chance.random() / 50)
        said += [fact["kept"] for fact in told]
        kept = waiting(tmp_path / "pocket.db")
        assert [text for text in kept if text in said] == said
    owed = waiting(tmp_path / "pocket.db")
    kills = 0
    while waiting(tmp_path / "pocket.db"):
        lives.live("send", "x", chance.randrange(1, 4), chance.random() / 50)
        kills += 1
    notes = [e.text for e in house.open(1).page.entries if isinstance(e, Said) and not e.to]
    assert [text for text in notes if text in owed] == owed
    assert kills > 2, "what waited was done in too few lives to prove anything"
