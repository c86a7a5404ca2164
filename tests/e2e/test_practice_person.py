"""A practice day sixty times as fast with a person at work in it, by keys and mouse.

Each time it stands still, every count and every clock is compared with the store; each click must
have opened the row that lay under the pointer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.practice_desk import PracticeDesk
from e2e.practice_person import PracticePerson
from peers.desktop import DesktopMissing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[PracticeDesk]:
    try:
        opened = PracticeDesk("--speed", "60")
    except DesktopMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    failed_before = request.session.testsfailed
    opened.sit_down()
    yield opened
    if request.session.testsfailed > failed_before:
        opened.screen.screenshot(Path("out") / f"{request.node.name}.png")
    opened.stop()


def test_what_is_shown_is_a_recount_and_a_click_opens_what_lay_under_it(
    desk: PracticeDesk,
) -> None:
    person = PracticePerson(desk, seed=5)
    for lane in ("E-post", "Chat"):
        person.click(lane)
        person.serve(lane)
        person.rest(lane)
        person.hand_over("E-post")
        person.look()
    done = person.done
    assert done.wrong == []
    assert done.clicks > 0
    assert done.rested > 0
    assert all(looked.waiting and looked.clocks for looked in done.looks)
