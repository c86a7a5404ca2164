"""A case opened: whom an answer goes to, and what the fence starts from."""

from __future__ import annotations

from uuid import UUID

import pytest
from fakes.mails import KARI, message_id
from fixtures.house import House

from console.data.commands.cases import hand_over, take_case
from console.data.commands.delivery import claim_next, finish
from console.data.commands.leading import lead
from console.data.errors import NotFound
from console.data.feed import newest
from console.data.queries.backlog import cases_by_id
from console.data.queries.case import open_case
from console.domain.cases import DeliveryState
from console.domain.conversation import Said
from console.domain.history import Happening
from console.domain.ids import CaseId, OutboxId, PersonId
from console.domain.mail import Address, AutoKind

KASSE = Address("kasse@fjellsport.no")


def test_an_answer_goes_to_who_wrote(house: House) -> None:
    assert house.open(house.arrive("frakt")).reply_to == (KARI,)


def test_an_answer_goes_where_the_customer_asked_for_it(house: House) -> None:
    assert house.open(house.arrive("frakt", reply_to=KASSE)).reply_to == (KASSE,)


def test_an_answer_goes_to_who_wrote_last_and_to_those_they_copied(house: House) -> None:
    case = house.arrive("frakt")
    house.clock.advance(60)
    house.arrive("mer", in_reply_to=message_id("frakt"), sender=KASSE, cc=(KARI,))
    opened = house.open(case)
    assert (opened.reply_to, opened.reply_cc) == ((KASSE,), (KARI,))


def test_nobody_gets_an_answer_twice(house: House) -> None:
    case = house.arrive("frakt", cc=(KARI, KASSE, KASSE))
    opened = house.open(case)
    assert (opened.reply_to, opened.reply_cc) == ((KARI,), (KASSE,))


@pytest.mark.parametrize("auto", [AutoKind.BOUNCE, AutoKind.OUT_OF_OFFICE, AutoKind.BULK])
def test_an_answer_does_not_go_to_a_program_when_a_person_has_written(
    house: House, auto: AutoKind
) -> None:
    case = house.arrive("frakt")
    house.clock.advance(60)
    house.arrive(
        "retur",
        in_reply_to=message_id("frakt"),
        sender=Address("mailer-daemon@mystore.no"),
        auto=auto,
    )
    assert house.open(case).reply_to == (KARI,)


def test_an_answer_to_a_program_goes_to_it_when_nobody_else_has_written(house: House) -> None:
    case = house.arrive("varsel", auto=AutoKind.BULK, sender=KASSE)
    assert house.open(case).reply_to == (KASSE,)


def test_the_fence_starts_from_the_last_event_of_the_case(house: House, jonas: PersonId) -> None:
    case, other = house.arrive("frakt"), house.arrive("betaling")
    before = house.open(case).seen
    house.act(jonas, take_case, other)
    assert house.open(case).seen == before
    house.act(jonas, take_case, case)
    assert house.open(case).seen > before
    assert house.store.read(newest).seq > 0


def test_a_case_that_is_not_there_says_so(house: House) -> None:
    with pytest.raises(NotFound, match="Sak 7 finnes ikke"):
        house.store.read(open_case, CaseId(7))


def test_cases_are_read_by_id_however_many(house: House) -> None:
    case = house.arrive("frakt")
    ids = [CaseId(number) for number in range(1, 1200)]
    assert [c.id for c in house.store.read(cases_by_id, ids)] == [case]


def test_an_answer_tells_when_it_was_accepted_not_when_it_was_written(
    house: House, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    outbox = OutboxId(UUID(house.answer(sunniva, case).answer["outbox"]))
    house.act(None, lead, "here:1:-", house.clock.now().add(hours=1))
    house.clock.advance(180)
    house.act(None, claim_next, "mail", 1)
    house.act(None, finish, outbox, 1, DeliveryState.ACCEPTED, "250 OK")
    (said,) = [e for e in house.open(case).page.entries if isinstance(e, Said) and e.author]
    assert said.delivery_at == house.clock.now() == said.at.add(seconds=180)


def test_a_hand_over_tells_to_whom(house: House, sunniva: PersonId, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    house.act(sunniva, hand_over, case, jonas, house.open(case).seen)
    (given,) = [
        e
        for e in house.open(case).page.entries
        if isinstance(e, Happening) and e.kind == "CaseHandedOver"
    ]
    assert (given.actor_name, given.receiver_name) == ("Sunniva Lund", "Jonas Tveit")
