"""`agent-console serve` as a process: mail comes and goes at once, and it ends when it should."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from e2e.serve_process import TESTS, Starter
from e2e.working_desk import ANSWERS, WorkingDesk
from peers.accounts import written_mail
from peers.waiting import until

from console.data.engine import sqlite_file, sqlite_url
from console.data.queries.wire import connector_statuses, health
from console.domain.cases import DeliveryState

pytestmark = pytest.mark.e2e

PARTS = {
    *("serve", "housekeeping", "watch"),
    *("mail", "mail.intake", "mail.delivery", "mail.listening"),
    *("phone", "telephones", "offers"),
}
"""What runs where a mailbox is named and no exchange."""


def test_a_mail_that_comes_in_is_there_within_moments(desk: WorkingDesk, serves: Starter) -> None:
    serves.start(desk.url).ready()
    until(lambda: desk.is_quiet(0), "the backlog to be done")
    until(lambda: {row.part for row in desk.store.read(health)} >= PARTS, "every part to speak")
    desk.mailbox.append(written_mail("Kassen står"))
    until(lambda: len(desk.mails()) == 1, "the mail to be told of and taken in", timeout_s=10)


def test_mail_comes_in_while_the_server_that_sends_is_away(
    desk: WorkingDesk, serves: Starter
) -> None:
    desk.sink.stop()
    desk.mailbox.append(written_mail("Kassen står"))
    serves.start(desk.url).ready()
    until(lambda: len(desk.mails()) == 1, "the mail to be taken in", timeout_s=10)
    until(lambda: _said(desk, "mail.delivery") == "failing", "the sending to say so")
    until(lambda: _said(desk, "mail.intake") == "ok", "the fetching to say that it is well")
    until(lambda: DeliveryState.DEFERRED in desk.answers().values(), "an answer to be put off")


def test_an_answer_goes_when_it_is_written(desk: WorkingDesk, serves: Starter) -> None:
    serves.start(desk.url).ready()
    until(lambda: desk.is_quiet(0), "the backlog to be done")
    desk.answer()
    until(lambda: len(desk.sink.taken) == ANSWERS + 1, "the new answer to be sent", timeout_s=5)


def test_told_to_end_it_ends_in_order_and_says_so(desk: WorkingDesk, serves: Starter) -> None:
    running = serves.start(desk.url)
    assert running.ready()["ready"] is True
    until(lambda: desk.is_quiet(0), "the backlog to be done")
    assert running.end() == 0
    assert {row.state for row in desk.store.read(health)} == {"stopped"}
    told = [json.loads(line) for line in serves.log.read_text().splitlines()]
    assert {line["level"] for line in told} == {"info"}, "nothing to complain of"
    assert "ending: SIGTERM" in {line["event"] for line in told}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_also_before_it_leads(
    number: signal.Signals, desk: WorkingDesk, serves: Starter
) -> None:
    serves.start(desk.url).ready()
    standby = serves.start(desk.url)
    until(lambda: _holds_store(standby.process.pid, desk.url), "the second to stand by")
    standby.process.send_signal(number)
    assert standby.wait() == 0


def test_the_next_leads_within_seconds_when_the_leader_is_killed(
    desk: WorkingDesk, serves: Starter
) -> None:
    first = serves.start(desk.url)
    assert first.ready()["epoch"] == 1
    second = serves.start(desk.url)
    until(lambda: _holds_store(second.process.pid, desk.url), "the second to stand by")
    first.kill()
    until(lambda: desk.is_quiet(0), "the second to do what was left", timeout_s=8)
    assert second.ready()["epoch"] == 2
    assert all(state is DeliveryState.ACCEPTED for state in desk.answers().values())


def test_it_ends_when_the_window_that_started_it_goes_away(
    desk: WorkingDesk, serves: Starter
) -> None:
    running = serves.start(desk.url, "--with-parent")
    running.ready()
    assert running.process.stdin is not None
    running.process.stdin.close()
    assert running.wait() == 0


def test_it_ends_when_the_window_that_started_it_is_killed(
    desk: WorkingDesk, serves: Starter, tmp_path: Path
) -> None:
    window = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, desk.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=TESTS.parent,
        text=True,
    )
    assert window.stdout is not None
    with window, window.stdout:
        child = int(window.stdout.readline())
        until(lambda: _holds_store(child, desk.url), "serve to run")
        window.kill()
    until(lambda: not _is_there(child), "serve to end with its window")


_WINDOW = """
import subprocess, sys, time
child = subprocess.Popen(
    [sys.executable, "-m", "console", "serve", "--with-parent", "--store", sys.argv[1]],
    stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
)
print(child.pid, flush=True)
child.wait()
"""


def test_processes_that_read_mail_end_with_a_serve_that_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-m", "e2e.reading_parent"],
        stdout=subprocess.PIPE,
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        text=True,
    )
    assert parent.stdout is not None
    with parent, parent.stdout:
        readers = [int(word) for word in parent.stdout.readline().split()]
        assert len(readers) == 2
        assert all(_is_there(reader) for reader in readers)
        parent.kill()
    until(lambda: not any(_is_there(reader) for reader in readers), "the readers to end")


def test_a_store_that_is_not_there_is_one_clear_line(serves: Starter, tmp_path: Path) -> None:
    running = serves.start(sqlite_url(tmp_path / "nowhere" / "desk.db"))
    assert running.wait() == 2
    lines = serves.log.read_text().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("agent-console")


def test_a_store_without_a_schema_says_how_to_make_one(serves: Starter, tmp_path: Path) -> None:
    assert serves.start(sqlite_url(tmp_path / "empty.db")).wait() == 2
    assert "agent-console db init" in serves.log.read_text()


def test_a_wrong_password_is_told_and_nothing_is_sent(desk: WorkingDesk, serves: Starter) -> None:
    serves.password = "galt"
    serves.start(desk.url).ready()
    until(lambda: _problem(desk), "the failure to be told")
    assert "innlogging" in _problem(desk)
    until(lambda: DeliveryState.DEFERRED in desk.answers().values(), "an answer to be put off")
    assert desk.sink.taken == []


def _problem(desk: WorkingDesk) -> str:
    return next((status.problem for status in desk.store.read(connector_statuses)), "")


def _said(desk: WorkingDesk, part: str) -> str:
    """How a part says that it is; empty before it has said anything."""
    return next((row.state for row in desk.store.read(health) if row.part == part), "")


def _is_there(pid: int) -> bool:
    """Whether a process runs; one that ended and was not collected does not."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def _holds_store(pid: int, url: str) -> bool:
    """Whether a process has the store open."""
    try:
        return any(link.resolve() == sqlite_file(url) for link in Path(f"/proc/{pid}/fd").iterdir())
    except FileNotFoundError:
        return False
