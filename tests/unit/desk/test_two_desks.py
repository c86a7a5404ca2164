"""Two people at two desks on one server: each sees where the other is, as soon as it is said."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.keyrings import Ring
from fixtures.house import House
from fixtures.team_store import TeamStore
from fixtures.waiting import until
from peers.postgres import PASSWORD, Postgres
from peers.tcp_proxy import TcpProxy

from console.data.commands.cases import take_case
from console.data.engine import open_engine
from console.data.line_watch import HURRIED_S
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.data.server_engine import CONNECT_TIMEOUT_S
from console.data.store import Store
from console.desk.case_draft import CaseDraft, Mode
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.desk.visitors import Visitor
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import CaseId, PersonId
from console.domain.mail import MailPart
from console.domain.presence import Doing

pytestmark = pytest.mark.asyncio


@pytest.fixture
def store_url(server_url: str) -> str:
    """The team's store is on a server."""
    return server_url


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def opened(house: House, login: str, place: Path, tasks: Tasks, port: int | None = None) -> Desk:
    """A person's desk at a machine of its own, under their login; `port` leads to the server."""
    team = house.store
    assert isinstance(team, TeamStore)
    team.of(login)
    url = f"postgresql://{login}@127.0.0.1:{port or team.server.port}/{team.database}"
    store = Store(open_engine(url, password=PASSWORD))
    me = next(person for person in store.read(people) if person.login == login)
    desk = Desk(store, Pocket(place), me, house.clock, Ring(), OpeningHours(), tasks.spawn)
    desk.start(*store.read(read_everything, house.clock.now()))
    return desk


@pytest_asyncio.fixture
async def hers(
    house: House, sunniva: PersonId, jonas: PersonId, case: CaseId, tmp_path: Path, tasks: Tasks
) -> AsyncIterator[Desk]:
    """Sunniva's desk."""
    del sunniva, jonas, case
    desk = opened(house, "sunniva", tmp_path / "sunniva.db", tasks)
    yield desk
    await desk.stop()


@pytest_asyncio.fixture
async def his(house: House, hers: Desk, tmp_path: Path, tasks: Tasks) -> AsyncIterator[Desk]:
    """Jonas' desk."""
    del hers
    desk = opened(house, "jonas", tmp_path / "jonas.db", tasks)
    yield desk
    await desk.stop()


async def sees(desk: Desk, case: CaseId, *there: Visitor) -> None:
    """Waits until the desk tells of these colleagues in the case, and of them in its row."""
    await until(
        desk.backlog.mail.rows,
        lambda: there in [row.present for row in desk.backlog.mail.rows.rows if row.case == case],
    )
    assert desk.whereabouts.visitors.value.get(case, ()) == there


async def test_each_sees_the_other_come_write_and_go(hers: Desk, his: Desk, case: CaseId) -> None:
    his.whereabouts.enter(case)
    await sees(hers, case, Visitor("Jonas T.", "JT", Doing.READS))
    hers.whereabouts.enter(case)
    await sees(his, case, Visitor("Sunniva L.", "SL", Doing.READS))
    his.whereabouts.typed(case)
    await sees(hers, case, Visitor("Jonas T.", "JT", Doing.WRITES))
    his.whereabouts.leave()
    await sees(hers, case)


async def test_what_he_asks_of_others_stands_in_her_lane_and_her_case(
    house: House, hers: Desk, his: Desk, case: CaseId
) -> None:
    view = hers.open_view()
    await view.show(case)
    due = house.clock.now().add(hours=26)
    new = NewEscalation(case, EscalationTarget.DEVELOPMENT, "Terminalen faller ut", due)
    await his.escalation_acts.escalate(new)
    await until(hers.escalations.counts, lambda: hers.escalations.counts.value.waiting == 1)
    await until(view.face, lambda: view.face.value is not None and view.face.value.escalations)
    assert [row.case for row in hers.escalations.rows.rows] == [None, case]
    assert view.face.value is not None
    (line,) = view.face.value.escalations
    await hers.escalation_acts.answer(line.escalation, "Rettes i 8.4.2.")
    await until(his.escalations.rows, lambda: his.escalations.rows.rows[0].who == "Svar kommet")


async def test_a_window_that_is_closed_leaves(
    house: House, hers: Desk, tmp_path: Path, tasks: Tasks, case: CaseId
) -> None:
    his = opened(house, "jonas", tmp_path / "jonas.db", tasks)
    his.whereabouts.enter(case)
    await sees(hers, case, Visitor("Jonas T.", "JT", Doing.READS))
    await his.stop()
    await sees(hers, case)


async def test_what_she_writes_at_one_machine_is_offered_at_another_and_to_nobody_else(
    house: House, hers: Desk, his: Desk, tmp_path: Path, tasks: Tasks, case: CaseId
) -> None:
    CaseDraft(hers.drafts, case).type(Mode.REPLY, "Hei Kari")
    await hers.draft_copies.flush()
    other = opened(house, "sunniva", tmp_path / "hjemme.db", tasks)
    texts = []
    for desk in (other, his):
        draft = CaseDraft(desk.drafts, case)
        await draft.load(Mode.REPLY)
        texts.append([offer.text for _, offer in await draft.elsewhere(desk.draft_copies)])
    assert texts == [["Hei Kari"], []]
    await other.stop()


async def test_a_desk_whose_server_does_not_answer_ends_within_seconds(
    house: House, sunniva: PersonId, case: CaseId, postgres: Postgres, tmp_path: Path, tasks: Tasks
) -> None:
    """The line is acknowledged and never answered: to wait it out would leave a dead window."""
    del sunniva
    proxy = TcpProxy(postgres.port).start()
    desk = opened(house, "sunniva", tmp_path / "sunniva.db", tasks, proxy.port)
    view = desk.open_view()
    await view.show(case)
    proxy.freeze()
    tasks.spawn(view.refresh(), "waits for an answer")
    began_s = time.monotonic()
    await tasks.stop()
    await desk.stop()
    took_s = time.monotonic() - began_s
    proxy.stop()
    assert took_s < HURRIED_S + CONNECT_TIMEOUT_S


async def test_a_large_file_on_a_narrow_line_holds_up_neither_her_nor_the_case(
    house: House, sunniva: PersonId, jonas: PersonId, case: CaseId, tmp_path: Path, tasks: Tasks
) -> None:
    """It takes longer than the server lets a statement of hers last."""
    del sunniva
    team = house.store
    assert isinstance(team, TeamStore)
    limit = f"ALTER ROLE sunniva IN DATABASE {team.database} SET statement_timeout = '500ms'"
    with team.server.connect() as connection:
        connection.execute(limit.encode())
    file = random.Random(7).randbytes(1_500_000)
    proxy = TcpProxy(team.server.port).start()
    proxy.to_server_bytes_s = len(file)
    desk = opened(house, "sunniva", tmp_path / "sunniva.db", tasks, proxy.port)
    part = MailPart("tegning.pdf", "application/pdf", file)
    noting = tasks.spawn(desk.acts.note(case, "Her er den.", (part,)), "note")
    view = desk.open_view()
    await view.show(case)
    await asyncio.to_thread(house.act, jonas, take_case, case)
    assert not noting.done()
    assert (await noting).words == "Merknaden er lagret"
    await desk.stop()
    proxy.stop()
