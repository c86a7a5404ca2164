"""Every recorded session gives the queues that the exchange itself had, however it is cut."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from fixtures.ami_recordings import expected, folder, index, marks, recording, scenarios, sessions
from recorded_marks import TOLD_BY_NO_EVENT, differences

from console.channels.phone.protocol.framing import Framer
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.replay import (
    Chunk,
    Replay,
    as_recorded,
    cut_by_chance,
    cut_evenly,
)

SESSIONS = sessions()
CUTS = 3
"""Random cuts of each session here; the bench makes all 2,000."""
HEARD_BY_ANOTHER = {
    "04-gjenoppkobling-a",
    "04-gjenoppkobling-b",
    "06-omstart-og-avslag-agent",
    "06-omstart-og-avslag-leser",
}
"""Sessions of the same hours as another, which heard all of it."""
LEFT_UNANSWERED = ("ABANDON", "EXITWITHTIMEOUT", "EXITEMPTY", "WITHDRAW")


def test_the_recordings_are_here() -> None:
    assert len(list(folder().glob("*.ami"))) == len(SESSIONS) >= 18


def unexplained(session: str, chunks: Iterator[Chunk] | list[Chunk]) -> set[tuple[str, int, str]]:
    return differences(session, chunks) - set(TOLD_BY_NO_EVENT)


@pytest.mark.parametrize("session", SESSIONS)
def test_cut_as_it_was_recorded_a_session_gives_what_the_exchange_had(session: str) -> None:
    assert unexplained(session, as_recorded(recording(session), index(session))) == set()


def test_every_mark_is_met_and_every_exception_is_needed() -> None:
    found = {
        one
        for session in SESSIONS
        for one in differences(session, cut_evenly(recording(session), 65_536))
    }
    assert found == set(TOLD_BY_NO_EVENT)
    met = {
        session: list(Replay().run(cut_evenly(recording(session), 65_536))) for session in SESSIONS
    }
    assert sum(map(len, met.values())) == 99
    assert met["09-blandet-trafikk"] == sorted(marks("09-blandet-trafikk"))


@pytest.mark.parametrize("session", SESSIONS)
def test_byte_by_byte_a_session_is_the_same_messages(session: str) -> None:
    raw, framer, messages = recording(session), Framer(), list[Message]()
    for place in range(len(raw)):
        messages += framer.feed(raw[place : place + 1])
    assert messages == Framer().feed(raw)
    assert framer.banner == "Asterisk Call Manager/11.0.0"
    assert len(messages) > 0


@pytest.mark.parametrize("session", SESSIONS)
def test_cut_at_random_a_session_is_the_same_messages(session: str) -> None:
    messages = Framer().feed(recording(session))
    for seed in range(CUTS):
        assert _framed(session, seed) == messages


@pytest.mark.parametrize("session", SESSIONS)
def test_cut_at_random_a_session_gives_what_the_exchange_had(session: str) -> None:
    assert unexplained(session, cut_by_chance(recording(session), 3_000, seed=6)) == set()


def _framed(session: str, seed: int) -> list[Message]:
    framer, most = Framer(), random.Random(seed).choice((200, 2_000, 6_000))
    chunks = cut_by_chance(recording(session), most, seed)
    return [message for chunk in chunks for message in framer.feed(chunk.data)]


@pytest.mark.parametrize("scenario", scenarios())
def test_answered_and_abandoned_are_what_the_log_of_the_exchange_says(scenario: str) -> None:
    truth = expected(scenario)
    plays = [_played(name) for name in truth["sessions"] if name not in HEARD_BY_ANOTHER]
    for queue in ("kundeservice", "salg", "vakt"):
        mine = [play.calls.queues[queue] for play in plays if queue in play.calls.queues]
        log = [row for row in truth["queue_log"] if row[2] == queue]
        waits_s = sorted(int(row[5]) for row in log if row[4] == "CONNECT")
        left = [row for row in log if row[4] in LEFT_UNANSWERED]
        assert sorted(wait_s for one in mine for wait_s in one.waits_s.elements()) == waits_s
        assert sum(one.answered for one in mine) == len(waits_s)
        assert sum(one.abandoned for one in mine) == len(left)


@pytest.mark.parametrize("session", ["02-normal-prioritet", "05-rush", "09-blandet-trafikk"])
def test_average_wait_and_service_level_are_what_the_log_says(session: str) -> None:
    play = _played(session)
    calls = play.calls.queues["kundeservice"]
    log = expected(session)["queue_log"]
    waits_s = [int(row[5]) for row in log if row[4] == "CONNECT"]
    assert calls.average_wait_s == pytest.approx(sum(waits_s) / len(waits_s))
    within = sum(wait_s <= 20 for wait_s in waits_s) / len(waits_s)
    assert calls.within(20) == pytest.approx(within)
    said = expected(session)["marks"][-1]["queues"]["kundeservice"]["params"]
    assert (said["ServiceLevel"], said["ServicelevelPerf"]) == ("20", f"{within * 100:.1f}")


def _played(session: str) -> Replay:
    play = Replay()
    for _ in play.run(cut_evenly(recording(session), 65_536)):
        pass
    return play
