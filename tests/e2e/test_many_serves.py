"""Several `serve` on one PostgreSQL: one works, and whatever becomes of it, the next one does."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from e2e.serve_process import Starter
from e2e.team_of_serves import OTHER_MACHINE, WITHIN_S, Team
from e2e.working_desk import ANSWERS, WorkingDesk, give_answers
from fixtures.team_store import SERVE, TeamStore
from peers.dovecot import Mailbox
from peers.postgres import Postgres
from peers.smtp_sink import Behaviour, SmtpSink
from peers.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@pytest.fixture
def team(
    postgres: Postgres,
    server_database: str,
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
    serves: Starter,
) -> Iterator[Team]:
    """A desk on a server with answers to send, and no `serve` yet."""
    store = TeamStore(postgres, server_database)
    give_answers(store)
    store.of(SERVE)
    desk = WorkingDesk(store, postgres.url(server_database, SERVE), mailbox, smtp_sink)
    desk.name_mailbox()
    yield Team(desk, serves)
    serves.end_all()
    desk.close()


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
    _stands_by(team, leader.pid)
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
    _stands_by(team, leader.pid)
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
    _stands_by(team, leader.pid)
    assert len(team.desk.sink.taken) == ANSWERS - 1, "it was free to send, and did not"


def _stands_by(team: Team, pid: int) -> None:
    """Waits until a `serve` that led has seen that another does, and for two beats more."""
    told = f'"no longer leading in epoch {team.leading().epoch - 1}"'
    until(lambda: told in team.starter.log.read_text(), f"{pid} to stand by")
    team.renewed()
    assert team.leading().pid != pid
