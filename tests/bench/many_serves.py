"""Three `serve` on one PostgreSQL: killed 20 times, and frozen for a minute with work in hand."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from e2e.serve_process import Starter
from e2e.team_of_serves import OTHER_MACHINE, WITHIN_S, Team, team_desk
from fixtures.servers import TEMPLATE, make_template
from peers.dovecot import Dovecot, DovecotMissing
from peers.postgres import Postgres, PostgresMissing
from peers.smtp_sink import Behaviour, SmtpSink
from peers.waiting import until

KILLS = 20
FROZEN_S = 60.0


def main(arguments: list[str]) -> int:
    """`many_serves [KILLS] [FROZEN_S]`; half of the killed are as on another machine."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    kills = int(arguments[0]) if arguments else KILLS
    frozen_s = float(arguments[1]) if len(arguments) > 1 else FROZEN_S
    try:
        with _team() as team:
            took = {
                "same machine": _kill(team, kills - kills // 2, ()),
                "another machine": _kill(team, kills // 2, OTHER_MACHINE),
            }
        with _team() as team:
            frozen = _freeze(team, frozen_s)
    except (PostgresMissing, DovecotMissing) as missing:
        print(missing, file=sys.stderr)
        return 2
    print(json.dumps({"took_s": {key: _told(times) for key, times in took.items()}, **frozen}))
    longest_s = max([*took["same machine"], *took["another machine"], frozen["frozen_next_s"]])
    return int(longest_s >= WITHIN_S)


@contextmanager
def _team() -> Iterator[Team]:
    """A desk on a server of its own, with real mail servers."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        server, dovecot, sink = Postgres(), Dovecot(), SmtpSink()
        for one in (server, dovecot, sink):
            stack.callback(getattr(one, "remove", sink.stop))
            one.start()
        make_template(server)
        mailbox = dovecot.mailbox("desk@mystore.no")
        desk = team_desk(server, server.database(TEMPLATE), mailbox, sink)
        stack.callback(desk.close)
        starter = Starter(folder, mailbox.user)
        stack.callback(starter.end_all)
        yield Team(desk, starter)


def _kill(team: Team, times: int, inside: Sequence[str]) -> list[float]:
    """Kills whoever leads, again and again; how long until the next led, each time."""
    for one in list(team.running.values()):
        team.kill(one)
    for _ in range(3):
        team.start(inside)
    until(lambda: team.leading().pid in team.running, "one of them to lead", 2 * WITHIN_S)
    mails, took_s = len(team.desk.mails()), []
    for _ in range(times):
        before = team.leading()
        team.work()
        mails += 1
        team.kill(team.leader())
        took_s.append(team.next_leads(before))
        team.start(inside)
        _settle(team, mails)
    return took_s


def _freeze(team: Team, frozen_s: float) -> dict[str, float]:
    """Freezes a leader that was about to hand a mail over; what was done meanwhile and after."""
    team.desk.sink.behaviour = Behaviour.HOLD_EARLY
    leader = team.start()
    leader.ready()
    team.start()
    until(lambda: team.desk.sink.held, "the server to let it wait")
    before, began_s = team.leading(), time.monotonic()
    leader.freeze()
    team.desk.sink.behaviour = Behaviour.ACCEPT
    next_s = team.next_leads(before)
    mails = 0
    while time.monotonic() - began_s < frozen_s:
        team.work()
        mails += 1
        team.done(mails, unknown=1)
        team.renewed()
    taken = len(team.desk.sink.taken)
    team.desk.sink.released.set()
    leader.wake()
    team.stands_by(leader)
    return {
        "frozen_next_s": round(next_s, 1),
        "frozen_sent_by_next": taken,
        "frozen_sent_by_woken": len(team.desk.sink.taken) - taken,
    }


def _settle(team: Team, mails: int) -> None:
    """Everything is done, nothing twice; a killed one may leave an answer in doubt."""
    until(lambda: team.desk.is_quiet(mails), "everything done")
    assert all(count == 1 for count in team.desk.mails().values())
    assert all(team.desk.taken()[key] <= 1 for key in team.desk.answers())


def _told(times: list[float]) -> dict[str, float]:
    return {"count": len(times), "longest": round(max(times, default=0.0), 1)}
