"""Makes the golden store of the newest schema: `python tests/golden/make_store.py`.

One store for each released schema, never made again once its schema is released. It holds a
little of everything, so that opening and upgrading it means something.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fakes.clock import FakeClock
from fakes.mails import message_id
from fixtures.billed import BilledNight, moment
from fixtures.house import House, picture
from fixtures.live import (
    availability,
    call,
    chat,
    figures,
    learned,
    member,
    outward_act,
    promise,
    put,
    status_report,
)
from fixtures.visitors import Hall
from whenever import Date, Time

from console.data.commands.bases import confirm_invoice
from console.data.commands.cases import close_case, set_topic, snooze_case, take_case
from console.data.commands.connectors import mark_alive, mark_pulled
from console.data.commands.delivery import begin_transmitting, claim_next, finish, keep_rendered
from console.data.commands.drafts import copy_draft
from console.data.commands.escalations import (
    answer_escalation,
    escalate,
    take_back,
    take_up,
    tell_customer_by,
)
from console.data.commands.incidents import acknowledge, link_case
from console.data.commands.leading import lead
from console.data.commands.messages import add_note
from console.data.commands.people import add_person
from console.data.commands.personal_notes import keep_personal_note
from console.data.commands.presence import be_present
from console.data.commands.roster import add_rotation, override
from console.data.commands.roster_steps import Stretch
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.data.commands.web_visits import seen, typing
from console.data.engine import open_engine, sqlite_url
from console.data.schema import HEAD, initialise
from console.data.store import Store
from console.domain.cases import DeliveryState
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.ids import CaseId, EscalationId, MessageId, OutboxId, PersonId, new_uuid
from console.domain.mail import Address
from console.domain.oncall.turns import DutyRole
from console.domain.oncall.work_log import EntryKind
from console.domain.people import Role
from console.domain.presence import Doing
from console.domain.shops import Shop
from console.domain.visits import NoticeKind

FOLDER = Path(__file__).resolve().parent


def make(path: Path) -> None:
    """A morning at the desk and a night on call, in a fresh file."""
    path.unlink(missing_ok=True)
    engine = open_engine(sqlite_url(path))
    initialise(engine)
    house = House(Store(engine), FakeClock())
    roles = (Role.AGENT, Role.TECHNICIAN, Role.LEAD, Role.ACCOUNTING)
    sunniva = _person(house, "sunniva", "Sunniva Lund", *roles)
    jonas = _person(house, "jonas", "Jonas Tveit", Role.AGENT, Role.TECHNICIAN)
    _surroundings(house, sunniva)
    _cases(house, sunniva)
    _own(house, sunniva)
    _on_call(house, sunniva, jonas)
    _escalated(house, sunniva, jonas)
    _live(house, sunniva, jonas)
    _visitors(house)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")  # one file, without its log
        connection.exec_driver_sql("VACUUM")
    engine.dispose()


def _person(house: House, login: str, name: str, *roles: Role) -> PersonId:
    return PersonId(house.act(None, add_person, login, name, roles).answer["person"])


def _surroundings(house: House, sunniva: PersonId) -> None:
    shop = Shop(
        "10021",
        "Fjellsport AS",
        addresses=("kari@fjellsport.no",),
        hosts=("fjellsport.no",),
        phones=("+4777600000",),
        registers=(("Kasse 1", "+4777600001"),),
        pos_version="4.2",
    )
    house.act(None, import_shops, [shop])
    house.act(sunniva, set_setting, "brand", {"name": "Mystore"}, 0)
    house.act(None, mark_pulled, "mail", "kundeservice@mystore.no")
    house.act(None, mark_alive, "intake", "here:1", "ok", "leser")
    house.act(None, lead, "here:1", house.clock.now().add(hours=1))


def _cases(house: House, sunniva: PersonId) -> None:
    answered = house.arrive("frakt", html="<p>Hei</p>", parts=(picture(),))
    house.act(sunniva, take_case, answered)
    house.act(sunniva, set_topic, answered, "shipping")
    house.act(sunniva, add_note, answered, MessageId(new_uuid()), "Ringte Bring.", ())
    _send(house, sunniva, answered)
    closed = house.arrive("faktura", sender=Address("ola@ukjent.no", "Ola Ås"))
    house.act(sunniva, close_case, closed, house.open(closed).seen)
    snoozed = house.arrive("kasse")
    until = house.clock.now().add(hours=24)
    house.act(sunniva, snooze_case, snoozed, until, house.open(snoozed).seen)
    house.clock.advance(60)
    house.arrive("kasse igjen", in_reply_to=message_id("frakt"))


def _own(house: House, sunniva: PersonId) -> None:
    """What only she sees, and where she is."""
    house.act(sunniva, copy_draft, "case:3", "Hei. Har dere prøvd", "reply", house.clock.now())
    house.act(sunniva, keep_personal_note, CaseId(3), "Spør Jonas.")
    house.act(sunniva, be_present, CaseId(3), Doing.WRITES)


def _on_call(house: House, sunniva: PersonId, jonas: PersonId) -> None:
    """Who has the duty, a night that is handed over to accounting, and one that goes on."""
    first_day = Date(2026, 11, 23)
    house.act(sunniva, add_rotation, DutyRole.PRIMARY, [jonas], first_day, Time(15, 30), 1)
    begins, ends = (moment(f"2026-11-2{day}T15:30:00+01:00") for day in (5, 6))
    holiday = Stretch(DutyRole.PRIMARY, begins, ends)
    house.act(sunniva, override, holiday, sunniva, "Jonas har fri.")
    night = BilledNight(house, jonas)
    house.act(jonas, acknowledge, night.incident)
    house.act(jonas, link_case, night.incident, CaseId(3))
    night.work("20:05", "21:05:01")
    night.log(EntryKind.NOTE, "21:31", text="Startet kasse 3 på nytt.")
    night.by_hand("21:20", "21:30")
    night.finish()
    night.ready()
    night.approved(sunniva)
    night.exported(sunniva)
    house.act(sunniva, confirm_invoice, night.newest.id, "10045")
    later = BilledNight(house, jonas)
    later.log(EntryKind.STARTED, "22:00")


def _escalated(house: House, sunniva: PersonId, jonas: PersonId) -> None:
    """One in each open state, and one that was taken back."""
    first, second, third, back = (
        _ask(house, sunniva, target)
        for target in (
            EscalationTarget.DEVELOPMENT,
            EscalationTarget.PRODUCT,
            EscalationTarget.FINANCE,
            EscalationTarget.CONSULTING,
        )
    )
    house.act(sunniva, tell_customer_by, first, house.clock.now().add(hours=72), "De har ferie.")
    house.act(jonas, take_up, second, "Nils", "PROD-12")
    house.act(jonas, take_up, third, "Grete", "")
    house.act(jonas, answer_escalation, third, "Kreditert.")
    house.act(sunniva, take_back, back, "Kunden ordnet det selv.")


def _ask(house: House, sunniva: PersonId, target: EscalationTarget) -> EscalationId:
    by = house.clock.now().add(hours=48)
    new = NewEscalation(CaseId(1), target, "Frakten regnes to ganger.", by)
    return EscalationId(house.act(sunniva, escalate, new).answer["escalation"])


def _live(house: House, sunniva: PersonId, jonas: PersonId) -> None:
    """Chats, a queue and its day, a missed call, a learned number, what is asked outside, promises,
    who is ready.
    """
    case, now = CaseId(1), house.clock.now()
    house.act(
        None,
        put,
        chat(
            house,
            case,
            state="active",
            agent_id=sunniva,
            visitor_name="Kari",
            shop_id=1,
            remote_version=7,
        ),
        chat(house, case, state="ended", ended_at=now, waiting_since=None),
        call(house, queue="kunde", place=1, is_pos=True, shop_id=1, shop_by="number"),
        call(house, state="ended", ended_at=now, ending="abandoned", call_back_by=now),
        member(house, sunniva),
        figures(house),
        learned(house, sunniva),
        outward_act(house, asked_by=sunniva),
        status_report(house, told={"indicator": "none"}),
    )
    house.act(sunniva, put, promise(house, case), promise(house, CaseId(3)))
    house.act(sunniva, put, availability(house, sunniva))
    house.act(jonas, put, availability(house, jonas, readiness="pause", reason="Lunsj"))


def _visitors(house: House) -> None:
    """A conversation that goes on, with a picture each way, and one that ended."""
    hall = Hall(house)
    kari, ola = hall.visitor("kari"), hall.visitor("ola")
    begun = kari.begin(name="Kari", shop="10021", is_verified=True, page="/kasse")
    kari.say("Kassen svarer ikke.", [kari.bring().id])
    hall.answer(begun.id, "Prøv dette.", files=(("slik.png", "image/png", b"\x89PNG"),))
    kari.act(seen, 2)
    kari.act(typing, house.clock.now().add(seconds=8))
    ended = ola.begin(name="Ola", continues=begun.id)
    ola.say("Hei")
    hall.notify(ended.id, NoticeKind.ENDED, solved="1")


def _send(house: House, sunniva: PersonId, case: CaseId) -> None:
    done = house.answer(sunniva, case)
    outbox = OutboxId(type(new_uuid())(done.answer["outbox"]))
    house.clock.advance(60)
    house.act(None, claim_next, "mail", 1)
    house.act(None, keep_rendered, outbox, 1, b"raw", {"message_id": "<c.1@mystore.no>"})
    house.act(None, begin_transmitting, outbox, 1)
    house.act(None, finish, outbox, 1, DeliveryState.ACCEPTED, "250 OK")


if __name__ == "__main__":
    make(FOLDER / f"store_{HEAD}.db")
