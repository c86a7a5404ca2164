"""Several `serve` on one store: who leads, how long it takes, and what they did."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from e2e.serve_process import ServeProcess, Starter
from e2e.working_desk import WorkingDesk, give_answers
from fixtures.team_store import SERVE, TeamStore
from peers.accounts import written_mail
from peers.dovecot import Mailbox
from peers.postgres import Postgres
from peers.smtp_sink import SmtpSink
from peers.waiting import until
from sqlalchemy import select

from console.data.tables.leader import LeaderRow
from console.data.tables.wire import HealthRow, OutboxRow

OTHER_MACHINE = ("unshare", "--uts", "sh", "-c", 'hostname other-$$ && exec "$@"', "sh")
"""Runs a command as on a machine of another name: its end is not seen from here."""

WITHIN_S = 15.0
"""Another leads within so long."""


@dataclass(frozen=True)
class Leading:
    """Who leads, as the store says."""

    epoch: int
    pid: int
    until: float


def team_desk(
    server: Postgres, database: str, mailbox: Mailbox, sink: SmtpSink, url: str = ""
) -> WorkingDesk:
    """A desk on a server with answers to send; `url` is where `serve` finds it, if elsewhere."""
    store = TeamStore(server, database)
    give_answers(store)
    store.of(SERVE)
    desk = WorkingDesk(store, url or server.url(database, SERVE), mailbox, sink)
    desk.name_mailbox()
    return desk


@dataclass
class Team:
    """`serve` processes on the store of a desk."""

    desk: WorkingDesk
    starter: Starter
    running: dict[int, ServeProcess] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Also for a `serve` that the test starts by itself.
        self.starter.hand_over(self.desk.url)

    def start(self, inside: Sequence[str] = ()) -> ServeProcess:
        """One more."""
        one = self.starter.start(self.desk.url, inside=inside)
        self.running[one.pid] = one
        return one

    def leading(self) -> Leading:
        """Who holds the lease; epoch 0 before anybody did."""
        query = select(LeaderRow.epoch, LeaderRow.holder, LeaderRow.until)
        row = self.desk.store.read(lambda session: session.execute(query).one_or_none())
        if row is None:
            return Leading(0, 0, 0.0)
        pid = int(row.holder.split(":")[1])
        return Leading(row.epoch, pid, row.until.timestamp(unit="microsecond") / 1e6)

    def leader(self) -> ServeProcess:
        """The process that leads."""
        until(lambda: self.leading().pid in self.running, "one of them to lead")
        return self.running[self.leading().pid]

    def next_leads(self, after: Leading) -> float:
        """Waits until another's work has begun; the seconds that it took."""
        began_s = time.monotonic()
        until(lambda: self._has_begun(after), "another to lead", 2 * WITHIN_S)
        return time.monotonic() - began_s

    def renewed(self, times: int = 2) -> None:
        """Waits until the leader has renewed its lease so many times."""
        for _ in range(times):
            before = self.leading().until
            until(lambda b=before: self.leading().until > b, "the lease to be renewed")

    def stands_by(self, former: ServeProcess) -> None:
        """Waits until a `serve` that led has seen that another does, and for two beats more."""
        told = "no longer leading in epoch"
        until(lambda: told in self.starter.log.read_text(), f"{former.pid} to stand by")
        self.renewed()
        assert self.leading().pid != former.pid

    def kill(self, one: ServeProcess) -> None:
        """Ends it like a power cut."""
        one.kill()
        del self.running[one.pid]

    def done(self, mails: int, unknown: int = 0) -> None:
        """Waits until nothing is left to do; asserts that nothing was done twice."""
        until(lambda: self.desk.is_quiet(mails), "everything done")
        taken = self.desk.taken()
        assert all(count == 1 for count in self.desk.mails().values()), "taken in once"
        assert all(taken[key] <= 1 for key in self.desk.answers()), "sent once"
        states = [state.value for state in self.desk.answers().values()]
        assert states.count("unknown") == unknown, states
        assert states.count("accepted") == len(states) - unknown, states

    def work(self) -> None:
        """Something comes in and something is to go out."""
        self.desk.mailbox.append(written_mail("Kassen står"))
        self.desk.answer()

    def epochs(self) -> list[int]:
        """Under which epoch each answer was last touched."""
        query = select(OutboxRow.epoch).order_by(OutboxRow.id)
        return list(self.desk.store.read(lambda session: session.scalars(query).all()))

    def health(self) -> dict[str, str]:
        """What each part says of itself."""
        query = select(HealthRow.part, HealthRow.text)
        rows = self.desk.store.read(lambda session: session.execute(query).all())
        return {part: text for part, text in rows}

    def speakers(self) -> set[int]:
        """The processes whose word the health rows are."""
        query = select(HealthRow.instance)
        names = self.desk.store.read(lambda session: session.scalars(query).all())
        return {int(name.split(":")[1]) for name in names}

    def _has_begun(self, after: Leading) -> bool:
        now = self.leading()
        return now.epoch > after.epoch and now.pid in self.running and self._speaks(now.pid)

    def _speaks(self, pid: int) -> bool:
        query = select(HealthRow.instance).where(HealthRow.part == "serve")
        name = self.desk.store.read(lambda session: session.scalar(query))
        return name is not None and name.split(":")[1] == str(pid)
