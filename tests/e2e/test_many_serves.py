"""Several `serve` on one PostgreSQL: one works, and whatever becomes of it, the next one does."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from e2e.dying_serve import Mortals
from e2e.kill_points import KillPoint, Moment
from e2e.team_of_serves import OTHER_MACHINE, WITHIN_S, Team
from e2e.working_desk import ANSWERS
from peers.smtp_sink import Behaviour
from peers.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def test_whoever_leads_is_killed_and_another_leads_each_time(
    team: Team, record_property: pytest.RecordProperty
) -> None:
    for _ in range(3):
        team.start()
    took_s = []
    for number in range(1, 5):
        leader, before = team.leader(), team.leading()
        team.work()
        team.kill(leader)
        took_s.append(team.next_leads(before))
        team.start()
        team.done(mails=number)
    record_property("took_s", [round(seconds, 1) for seconds in took_s])
    assert max(took_s) < WITHIN_S
    assert len(team.epochs()) == ANSWERS + 4


def test_a_leader_on_another_machine_that_is_killed_is_waited_for_no_longer_than_its_lease(
    team: Team, record_property: pytest.RecordProperty
) -> None:
    assert os.geteuid() == 0, "only root can give a process a machine's name of its own"
    leader = team.start(inside=OTHER_MACHINE)
    leader.ready()
    team.start()
    team.renewed()
    before = team.leading()
    team.kill(leader)
    took_s = team.next_leads(before)
    record_property("took_s", round(took_s, 1))
    assert took_s < WITHIN_S
    team.work()
    team.done(mails=1)


def test_a_frozen_leader_that_wakes_does_nothing_more(team: Team) -> None:
    leader = team.start()
    leader.ready()
    team.start()
    team.done(mails=0)
    before = team.leading()
    leader.freeze()
    assert team.next_leads(before) < WITHIN_S
    team.work()
    team.done(mails=1)
    leader.wake()
    team.stands_by(leader)
    team.work()
    team.done(mails=2)
    assert team.epochs().count(before.epoch + 1) == 2, "all that came after it is another's"
    assert team.speakers() == {team.leading().pid}


def test_what_a_frozen_leader_had_handed_over_is_put_to_a_person(team: Team) -> None:
    team.desk.sink.behaviour = Behaviour.HANG_TAKEN
    leader = team.start()
    leader.ready()
    team.start()
    until(lambda: team.desk.sink.taken, "the server to hold a mail")
    before = team.leading()
    leader.freeze()
    team.desk.sink.behaviour = Behaviour.ACCEPT
    assert team.next_leads(before) < WITHIN_S
    team.done(mails=0, unknown=1)
    leader.wake()
    team.stands_by(leader)
    team.done(mails=0, unknown=1)
    assert len(team.desk.sink.taken) == ANSWERS


def test_what_a_frozen_leader_had_not_yet_handed_over_stays_in_its_hands(team: Team) -> None:
    team.desk.sink.behaviour = Behaviour.HOLD_EARLY
    leader = team.start()
    leader.ready()
    team.start()
    until(lambda: team.desk.sink.held, "the server to let it wait")
    before = team.leading()
    leader.freeze()
    team.desk.sink.behaviour = Behaviour.ACCEPT
    assert team.next_leads(before) < WITHIN_S
    team.done(mails=0, unknown=1)
    team.desk.sink.released.set()
    leader.wake()
    until(lambda: not team.desk.sink.held, "the server to let it go on")
    team.stands_by(leader)
    assert len(team.desk.sink.taken) == ANSWERS - 1, "it was free to send, and did not"


@pytest.mark.parametrize(
    ("point", "leaves_doubt"),
    [
        (KillPoint("lead", Moment.INSIDE, nth=2), False),
        (KillPoint("begin_transmitting", Moment.INSIDE), False),
        (KillPoint("finish", Moment.INSIDE), True),
    ],
    ids=str,
)
def test_frozen_in_the_middle_of_a_transaction_it_holds_up_nobody_for_long(
    team: Team, freezing: Mortals, point: KillPoint, leaves_doubt: bool
) -> None:
    frozen = freezing.start(point, signal.SIGSTOP)
    pid = frozen.pid or 0
    until(lambda: _is_stopped(pid), "it to stop at the point")
    before = team.leading()
    team.start()
    assert team.next_leads(before) < WITHIN_S
    team.work()
    team.done(mails=1, unknown=int(leaves_doubt))
    os.kill(pid, signal.SIGCONT)
    team.renewed()
    team.done(mails=1, unknown=int(leaves_doubt))
    assert team.leading().pid != pid
    team.kill(team.leader())
    until(lambda: team.leading().pid == pid, "it to lead again when it is its turn")


def _is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
