"""A `serve` whose network cable is pulled, with TLS to a store on another machine.

Its mail server stays within its reach: it could go on sending, and does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.serve_process import Starter
from e2e.team_of_serves import WITHIN_S, Team, team_desk
from e2e.working_desk import ANSWERS
from fixtures.servers import TEMPLATE, make_template, started
from fixtures.team_store import SERVE
from peers.certificates import Authority
from peers.dovecot import Mailbox
from peers.namespace import Namespace, NamespaceMissing
from peers.postgres import Postgres
from peers.smtp_sink import Behaviour, SmtpSink
from peers.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@pytest.fixture
def elsewhere(mailbox: Mailbox, smtp_sink: SmtpSink) -> Iterator[Namespace]:
    """Another machine, with a line of its own to the mail servers."""
    made = Namespace()
    try:
        made.make()
        made.lend(mailbox.server.port)
        made.lend(smtp_sink.port)
        yield made
    except NamespaceMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    finally:
        made.remove()


@pytest.fixture
def team(
    elsewhere: Namespace, mailbox: Mailbox, smtp_sink: SmtpSink, serves: Starter, tmp_path: Path
) -> Iterator[Team]:
    """A desk on a server that proves itself at its address on the cable."""
    authority = Authority()
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root)
    server = started(
        Postgres(listen=f"127.0.0.1,{elsewhere.here}", identity=authority.vouch_for(elsewhere.here))
    )
    make_template(server)
    database = server.database(TEMPLATE)
    url = f"postgresql://{SERVE}@{elsewhere.here}:{server.port}/{database}?sslrootcert={root}"
    opened = team_desk(server, database, mailbox, smtp_sink, url)
    yield Team(opened, serves)
    serves.end_all()
    opened.close()
    server.remove()


def test_a_leader_that_is_cut_off_is_followed_and_comes_back_as_a_follower(
    team: Team, elsewhere: Namespace, record_property: pytest.RecordProperty
) -> None:
    team.desk.sink.behaviour = Behaviour.HOLD_EARLY
    leader = team.start(inside=elsewhere.inside)
    leader.ready()
    team.start()
    until(lambda: team.desk.sink.held, "the mail server to let it wait")
    team.renewed()
    before = team.leading()
    elsewhere.pull_plug()
    team.desk.sink.behaviour = Behaviour.ACCEPT
    took_s = team.next_leads(before)
    record_property("took_s", round(took_s, 1))
    assert took_s < WITHIN_S
    team.desk.sink.released.set()
    team.work()
    team.done(mails=1, unknown=1)
    elsewhere.plug_in()
    team.stands_by(leader)
    assert leader.process.poll() is None
    assert len(team.desk.sink.taken) == ANSWERS, "what the cut off one had in hand was not sent"
    assert team.speakers() == {team.leading().pid}
    team.kill(team.leader())
    team.next_leads(before)
    team.work()
    team.done(mails=2, unknown=1)
    assert team.leading().pid == leader.pid, "and it leads again when it is its turn"
