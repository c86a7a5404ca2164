"""Sessions of a real exchange, played over a wire to the connector and taken into a store: at each
mark the store's queue is the exchange's, also after the line was cut in the middle.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from connector_ami import VERSION_FROM, settings_of
from connector_serving import Serving
from fakes.clock import FakeClock
from fixtures.ami_recordings import folder, marks
from fixtures.house import House
from peers.exchange import QUEUE
from peers.exchange_player import ExchangePlayer, played
from peers.exchange_wire import SECRET
from peers.waiting import until
from sqlalchemy import select

from console.channels.phone.connector import PhoneConnector
from console.channels.phone.pace import Pace
from console.data.tables.live import CallRow

QUICK = Pace(settle_s=0.02, first_s=0.02, longest_s=0.05)
WAITING = ("waiting", "ringing")
SESSIONS = (
    "03-frafall-pause-medlemmer",
    "05-rush",
    "07-overforing-hold-plukk-klikk",
    "09-blandet-trafikk",
    "10-bilde-foran-hendelser",
)
"""Those that are whole, and in which nobody's place was changed without a word."""


class Listener:
    """`serve` at an exchange whose session is played."""

    def __init__(self, session: str, player: ExchangePlayer, house: House) -> None:
        self.player, self.house = player, house
        self.truth = marks(session)
        connector = PhoneConnector(settings_of(player), SECRET, house.clock, VERSION_FROM, QUICK)
        self.serving = Serving(house, connector)
        self.serving.fetch()

    def play_to(self, mark: int) -> None:
        """Until the store has what the exchange had at the mark."""
        self.player.play(until_mark=mark)
        truth = self.truth[mark]
        waiting = [one["Uniqueid"] for one in truth["queues"][QUEUE]["waiting"]]
        wanted = waiting if truth["stable"] else self.player.waiting(QUEUE)
        until(lambda: self.waits() == wanted, f"mark {mark}: {wanted}")

    def waits(self) -> list[str]:
        self.house.clock.advance(1)
        self.serving.fetch()
        # Who rings at a telephone without a place has been taken out of the line.
        stands = CallRow.place.is_not(None) & CallRow.state.in_(WAITING)
        query = select(CallRow.remote_id).where(stands, CallRow.queue == QUEUE)
        names = query.order_by(CallRow.place)
        return list(self.house.store.read(lambda session: session.scalars(names).all()))

    def known(self) -> set[str]:
        """The callers of the queue that the store has had."""
        names = select(CallRow.remote_id).where(CallRow.queue == QUEUE)
        return set(self.house.store.read(lambda session: session.scalars(names).all()))


@pytest.fixture(params=SESSIONS)
def listener(request: pytest.FixtureRequest, house: House, clock: FakeClock) -> Iterator[Listener]:
    path = folder() / f"{request.param}.ami"
    with played(path, lambda: clock.now().timestamp()) as player:
        made = Listener(request.param, player, house)
        yield made
        made.serving.outside.close()


def test_at_every_mark_the_store_has_the_queue_of_the_exchange(listener: Listener) -> None:
    for mark in sorted(listener.player.recording.marks):
        listener.play_to(mark)


def test_cut_off_between_the_marks_the_queue_is_the_same_and_nobody_is_there_twice(
    listener: Listener,
) -> None:
    for mark in sorted(listener.player.recording.marks):
        listener.player.cut()
        listener.play_to(mark)
    assert listener.known() <= listener.player.joined()
