"""A desk with a real mailbox, worked by `serve` processes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from e2e.dying_serve import Mortals, forking, run
from e2e.serve_process import Starter
from e2e.team_of_serves import Team, team_desk
from e2e.working_desk import WorkingDesk, desk_with_answers
from peers.dovecot import PASSWORD, Mailbox
from peers.postgres import Postgres
from peers.smtp_sink import SmtpSink

from console.data.engine import open_engine, sqlite_url
from console.data.store import Store


@pytest.fixture(scope="session")
def desk_to_copy(tmp_path_factory: pytest.TempPathFactory, empty_desk: Path) -> Path:
    """A store with three answers that wait to be sent; copy it, do not open it."""
    path = Path(shutil.copy(empty_desk, tmp_path_factory.mktemp("desk") / "desk.db"))
    desk_with_answers(path)
    return path


@pytest.fixture
def serves(tmp_path: Path, mailbox: Mailbox) -> Iterator[Starter]:
    """Starts `serve`; whatever still runs at the end is killed."""
    starter = Starter(tmp_path, mailbox.user)
    yield starter
    starter.end_all()


@pytest.fixture(scope="session")
def fork_server() -> ForkServerContext:
    """Forks `serve` processes quickly."""
    return forking()


@pytest.fixture
def mortals(desk: WorkingDesk, fork_server: ForkServerContext, tmp_path: Path) -> Iterator[Mortals]:
    """Starts `serve` processes that die; whatever still runs at the end is killed."""
    made = Mortals(fork_server, partial(run, desk.url, PASSWORD, tmp_path))
    yield made
    made.kill_all()


@pytest.fixture
def desk(
    tmp_path: Path, desk_to_copy: Path, mailbox: Mailbox, smtp_sink: SmtpSink
) -> Iterator[WorkingDesk]:
    """The store of the test, with the mailbox as its setting."""
    url = sqlite_url(Path(shutil.copy(desk_to_copy, tmp_path / "desk.db")))
    opened = WorkingDesk(Store(open_engine(url)), url, mailbox, smtp_sink)
    opened.name_mailbox()
    yield opened
    opened.close()


@pytest.fixture
def team(
    postgres: Postgres,
    server_database: str,
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
    serves: Starter,
) -> Iterator[Team]:
    """A desk on a server with answers to send, and no `serve` yet."""
    opened = team_desk(postgres, server_database, mailbox, smtp_sink)
    yield Team(opened, serves)
    serves.end_all()
    opened.close()


@pytest.fixture
def freezing(team: Team, fork_server: ForkServerContext, tmp_path: Path) -> Iterator[Mortals]:
    """The same on the desk on a server, to be frozen at a point."""
    made = Mortals(fork_server, partial(run, team.desk.url, PASSWORD, tmp_path))
    yield made
    made.kill_all()
