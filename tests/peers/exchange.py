"""A small exchange on a free port of the loopback, which speaks Asterisk's manager interface (AMI).

It stands in for an Asterisk in tests: its events have the fields and the order of sessions that
were recorded from a real one (without Cdr), and it moves only when a test, or an action of a
client, moves it. Everything happens in one thread of its own; a test's calls wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from peers.exchange_actions import Actions
from peers.exchange_calls import Calls
from peers.exchange_channels import Pairs, telephone
from peers.exchange_line import Line, Request
from peers.exchange_queues import Member, Queue
from peers.exchange_switchboard import Switchboard
from peers.exchange_wire import ExchangeWire

QUEUE = "kundeservice"


class StandInExchange(ExchangeWire):
    """Who calls it, who picks up, who says what of themselves."""

    def __init__(self, now_s: Callable[[], float], queues: tuple[str, ...] = (QUEUE,)):
        super().__init__()
        self.now_s = now_s
        self.board = Switchboard(self.tell, now_s)
        self.board.queues = {name: Queue(name) for name in queues}
        self.calls = Calls(self.board)
        self.actions = Actions(self.board, self.calls)

    def booted(self) -> Pairs:
        up = str(int(self.now_s() - self.board.started_s))
        return (("Uptime", up), ("LastReload", up), ("Status", "Fully Booted"))

    def do(self, line: Line, request: Request) -> None:
        self.actions.do(line, request)

    def knows(self, interface: str) -> None:
        """The dialplan dials this telephone by its extension."""
        self.ask(lambda: self.calls.extensions.__setitem__(telephone(interface), interface))

    def picks_up(self, interface: str) -> None:
        """From now on that telephone, or number, is answered as soon as it rings."""
        exten = telephone(interface) or interface
        self.ask(lambda: self.calls.picks_up.add(exten))

    def seats(
        self, interface: str, name: str, queue: str = QUEUE, is_dynamic: bool = False
    ) -> None:
        """A telephone that has been in a queue since before anybody listened."""
        member = Member(interface, name, is_dynamic, int(self.now_s()))
        self.ask(lambda: self.board.queues[queue].members.__setitem__(interface, member))

    def comes(
        self,
        number: str,
        name: str = "",
        priority: int = 0,
        store_id: str = "",
        queue: str = QUEUE,
    ) -> str:
        """Somebody calls and stands in the queue; the call's name for whoever listens."""
        return self.ask(lambda: self.calls.comes(number, name, priority, store_id, queue).key)

    def rings(self, call: str, interface: str) -> None:
        self.ask(lambda: self.calls.rings(call, interface))

    def answers(self, interface: str) -> None:
        self.ask(lambda: self.calls.answers(interface))

    def rings_in_vain(self, interface: str) -> None:
        self.ask(lambda: self.calls.rings_in_vain(interface))

    def hangs_up(self, call: str) -> None:
        """The caller hangs up."""
        self.ask(lambda: self.calls.hangs_up(call))

    def completes(self, interface: str) -> None:
        """The telephone of ours is put down."""
        self.ask(lambda: self.actions.puts_down(interface))

    def own_answers(self, interface: str) -> None:
        """Who asked to have somebody called picks up the own telephone."""
        self.ask(lambda: self.actions.onward.own_answers(interface))

    def is_engaged(self, number: str) -> None:
        """The number that one of us had dialled is busy."""
        self.ask(lambda: self.actions.onward.is_engaged(number))

    def member_says(self, interface: str, is_paused: bool, reason: str = "") -> None:
        """A code on the telephone itself, or the exchange's own page."""
        request = Request((
            ("Action", "QueuePause"),
            ("Interface", interface),
            ("Paused", str(is_paused).lower()),
            ("Reason", reason),
        ))  # fmt: skip
        self.ask(lambda: self.actions.members.pause(request))

    def member(self, interface: str, queue: str = QUEUE) -> Member | None:
        return self.ask(lambda: self.board.queues[queue].members.get(interface))

    def waiting(self, queue: str = QUEUE) -> list[str]:
        """The callers of a queue in its order."""
        return self.ask(lambda: [call.key for call in self.board.queues[queue].waiting])

    def end_all(self) -> None:
        """Every caller hangs up."""
        self.ask(self._end_all)

    def restart(self) -> None:
        """Every call is ended, Shutdown, and all begins anew: counters, numbers, static pauses."""
        self.ask(self._restart)

    def crash(self) -> None:
        """As a restart, but nothing is said of it."""
        self.ask(self.hang_up_on_all)
        self.ask(self.board.start)

    def _end_all(self) -> None:
        for key in tuple(self.board.calls):
            self.calls.hangs_up(key)

    def _restart(self) -> None:
        self._end_all()
        self.tell("system", "Shutdown", (("Shutdown", "Cleanly"), ("Restart", "True")))
        self.leave_all()
        self.board.start()


@contextmanager
def stand_in_exchange(now_s: Callable[[], float]) -> Iterator[StandInExchange]:
    """One that runs."""
    exchange = StandInExchange(now_s)
    exchange.start()
    try:
        yield exchange
    finally:
        exchange.stop()
