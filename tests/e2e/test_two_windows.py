"""Two people, two windows, one `serve`, one PostgreSQL, one mailbox: each sees what the other does.

Worked by keys and mouse on two screens; looked at through the names that a screen reader reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from e2e.screens import screen_of
from e2e.serve_process import Starter
from e2e.team_of_serves import Team
from e2e.working_desk import WorkingDesk
from fixtures.team_store import SERVE, TeamStore
from peers.desktop import Desktop
from peers.dovecot import Dovecot
from peers.mail_program import MailProgram
from peers.postgres import Postgres
from peers.smtp_sink import SmtpSink
from peers.waiting import until

from console.app.machine_clock import MachineClock
from console.data.commands.people import add_person
from console.data.queries.case import open_case
from console.data.transaction import new_act
from console.domain.cases import CaseState
from console.domain.conversation import OpenCase, Said
from console.domain.ids import CaseId
from console.domain.people import Role

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

DESK = "kundeservice@mystore.example"
CUSTOMER = "kari@ullteppet.example"
CASE = CaseId(1)
PEOPLE = {"sunniva": "Sunniva Lund", "jonas": "Jonas Tveit"}


@dataclass
class Morning:
    """Two people at their screens, and a customer."""

    sunniva: Desktop
    jonas: Desktop
    customer: MailProgram
    desk: WorkingDesk

    def case(self) -> OpenCase:
        return self.desk.store.read(open_case, CASE)

    def said(self) -> list[str]:
        """What was said in the case, oldest first."""
        entries = self.case().page.entries
        return [entry.visible_text.strip() for entry in entries if isinstance(entry, Said)]


@pytest.fixture
def morning(
    postgres: Postgres,
    server_database: str,
    dovecot: Dovecot,
    smtp_sink: SmtpSink,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Morning]:
    smtp_sink.deliver_to(dovecot, DESK, CUSTOMER)
    mailbox = dovecot.mailbox(DESK)
    store = TeamStore(postgres, server_database)
    for login, name in PEOPLE.items():
        act = new_act(None, MachineClock().now())
        store.perform(act, add_person, login, name, [Role.AGENT])
        postgres.give_password(login)
    store.of(SERVE)
    desk = WorkingDesk(store, postgres.url(server_database, SERVE), mailbox, smtp_sink)
    desk.name_mailbox()
    starter = Starter(tmp_path, mailbox.user)
    Team(desk, starter).start().ready()
    urls = {login: postgres.url(server_database, login) for login in PEOPLE}
    screens = {login: screen_of(url) for login, url in urls.items()}
    for login, screen in screens.items():
        screen.launch("--store", urls[login])
    customer = MailProgram(CUSTOMER, "Kari Aas", dovecot.mailbox(CUSTOMER), smtp_sink.port)
    failed_before = request.session.testsfailed
    yield Morning(screens["sunniva"], screens["jonas"], customer, desk)
    for login, screen in screens.items():
        if request.session.testsfailed > failed_before:
            screen.screenshot(Path("out") / f"{request.node.name}-{login}.png")
        screen.stop()
    starter.end_all()
    store.close()


def test_each_sees_every_step_of_the_other(morning: Morning) -> None:
    sunniva, jonas = morning.sunniva, morning.jonas
    morning.customer.write(DESK, "Frakt til Svalbard", "Hei. Hva koster det?")
    for screen in (sunniva, jonas):
        # Where the window begins follows the hour.
        screen.see("direkte")
        screen.click("E-post", "check box")
        screen.click("Kari Aas", "list item")
        screen.key("Return")
        screen.see("Ingen har saken")

    sunniva.key("t")
    sunniva.see("Eier: deg")
    jonas.see("Eier: Sunniva L.")

    jonas.key("n")
    jonas.type("Kunden ringte ogsaa.")
    jonas.key("ctrl+Return")
    until(lambda: "Kunden ringte ogsaa." in morning.said(), "the note in the store")
    sunniva.see("Kunden ringte ogsaa.")

    sunniva.key("r")
    sunniva.type("Hei Kari. Det koster 149 kr.")
    sunniva.key("ctrl+Return")
    answer = morning.customer.received(1)[0]
    jonas.see("Det koster 149 kr.")
    until(lambda: morning.case().summary.state is CaseState.WAITING, "the case with the customer")

    morning.customer.answer(answer, "Takk. Og til Bouvetoya?")
    for screen in (sunniva, jonas):
        screen.see("Og til Bouvetoya?", timeout_s=60)

    jonas.key("Escape", "e")
    until(lambda: morning.case().summary.state is CaseState.CLOSED, "the case to be solved")
    sunniva.see("løste saken")
