"""PostgreSQL goes away under a `serve`: it comes back by itself, nothing lost or doubled."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from e2e.serve_process import Starter
from e2e.team_of_serves import Team, team_desk
from fixtures.servers import TEMPLATE, make_template
from peers.dovecot import Mailbox
from peers.postgres import Postgres
from peers.smtp_sink import SmtpSink
from peers.waiting import until

from console.app.machine_clock import MachineClock
from console.domain.instants import seconds_between

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

AWAY_S = 20.0
LOG_LINES_AT_MOST = 120
"""Of a `serve` whose store is away for so long."""


@pytest.fixture
def server(own_postgres: Postgres) -> Postgres:
    make_template(own_postgres)
    return own_postgres


@pytest.fixture
def team(
    server: Postgres, mailbox: Mailbox, smtp_sink: SmtpSink, serves: Starter
) -> Iterator[Team]:
    opened = team_desk(server, server.database(TEMPLATE), mailbox, smtp_sink)
    yield Team(opened, serves)
    serves.end_all()
    opened.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["fast", "immediate"])
def test_a_restart_costs_moments(team: Team, server: Postgres, how: signal.Signals) -> None:
    team.start().ready()
    for number in range(1, 4):
        team.work()
        server.restart(how)
        team.done(mails=number)
    assert team.leading().epoch == 1


def test_a_store_that_was_away_for_long_is_worked_on_again_and_the_row_says_what_was_wrong(
    team: Team, server: Postgres
) -> None:
    running = team.start()
    running.ready()
    team.done(mails=0)
    team.work()
    server.stop()
    gone_at = MachineClock().now()
    until(lambda: seconds_between(gone_at, MachineClock().now()) > AWAY_S, "a long time", 30)
    server.start()
    team.done(mails=1)
    until(lambda: "lageret var borte fra kl." in team.health()["serve"], "the row to tell")
    assert len(team.starter.log.read_text().splitlines()) < LOG_LINES_AT_MOST
    team.work()
    team.done(mails=2)
