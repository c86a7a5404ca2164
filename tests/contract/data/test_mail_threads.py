"""Which case a mail belongs to."""

from __future__ import annotations

import pytest
from fakes.mails import mail, message_id
from fixtures.house import House

from console.data.commands.cases import close_case
from console.data.commands.delivery import claim_next, keep_rendered
from console.data.commands.leading import lead
from console.domain.cases import CaseState
from console.domain.ids import CaseId, OutboxId, PersonId, new_uuid
from console.domain.mail import AutoKind

MONTH_S = 31 * 24 * 3600


def _close(house: House, who: PersonId, case: CaseId) -> None:
    house.act(who, close_case, case, house.open(case).seen)


def test_a_mail_on_its_own_is_a_new_case(house: House) -> None:
    assert house.arrive("frakt") != house.arrive("betaling")


def test_the_signed_address_names_the_case_whatever_the_thread_says(house: House) -> None:
    freight, payment = house.arrive("frakt"), house.arrive("betaling")
    mixed = house.arrive("svar", case_tag=freight, in_reply_to=message_id("betaling"))
    assert (mixed, mixed == payment) == (freight, False)


def test_a_tag_of_a_case_that_is_not_there_falls_back_on_the_thread(house: House) -> None:
    freight = house.arrive("frakt")
    assert house.arrive("svar", case_tag=CaseId(999), in_reply_to=message_id("frakt")) == freight


def test_an_answer_to_a_mail_joins_its_case(house: House) -> None:
    freight = house.arrive("frakt")
    assert house.arrive("svar", in_reply_to=message_id("frakt")) == freight


def test_a_mail_joins_by_any_of_its_references(house: House) -> None:
    freight = house.arrive("frakt")
    known = house.arrive(
        "svar",
        in_reply_to="<tapt@annet.no>",
        references=("<eldst@annet.no>", message_id("frakt"), "<tapt@annet.no>"),
    )
    assert known == freight


def test_the_nearest_reference_wins(house: House) -> None:
    house.arrive("frakt")
    payment = house.arrive("betaling")
    references = (message_id("frakt"), message_id("betaling"))
    assert house.arrive("svar", references=references) == payment


def test_two_mails_that_refer_to_the_same_unknown_mail_are_one_case(house: House) -> None:
    unknown = "<sendt-fra-telefon@mystore.no>"
    first = house.arrive("svar", in_reply_to=unknown)
    assert house.arrive("tillegg", references=(unknown,)) == first


def test_an_answer_to_our_answer_joins_its_case(house: House, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    done = house.answer(jonas, case)
    house.clock.advance(60)
    house.act(None, lead, "here:1", house.clock.now().add(seconds=15))
    house.act(None, claim_next, "mail", 1)
    outbox = OutboxId(type(new_uuid())(done.answer["outbox"]))
    house.act(None, keep_rendered, outbox, 1, b"raw", {"message_id": "<c.1@mystore.no>"})
    assert house.arrive("takk", in_reply_to="<c.1@mystore.no>") == case


def test_an_answer_that_comes_before_its_question_waits_for_it_in_one_case(house: House) -> None:
    answer = house.arrive("svar", in_reply_to=message_id("frakt"))
    assert house.arrive("frakt") == answer


def test_the_first_mail_of_a_thread_may_come_last(house: House) -> None:
    refs = (message_id("frakt"), message_id("svar"))
    last = house.arrive("takk", in_reply_to=message_id("svar"), references=refs)
    middle = house.arrive("svar", in_reply_to=message_id("frakt"))
    assert middle == last
    assert house.arrive("frakt") == last


def test_a_mail_to_a_closed_case_opens_it_again(house: House, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    _close(house, jonas, case)
    house.clock.advance(30 * 24 * 3600)
    assert house.arrive("enda", in_reply_to=message_id("frakt")) == case
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, house.clock.now())


def test_a_mail_to_a_case_closed_long_ago_is_a_new_case_beside_the_old(
    house: House, jonas: PersonId
) -> None:
    old = house.arrive("frakt")
    _close(house, jonas, old)
    house.clock.advance(MONTH_S)
    new = house.arrive("enda", in_reply_to=message_id("frakt"))
    assert new != old
    assert house.state(old) is CaseState.CLOSED
    assert [case.id for case in house.open(new).earlier_cases] == [old]


@pytest.mark.parametrize("by", ["tag", "thread"])
def test_the_next_mail_joins_the_new_case_and_opens_no_third(
    house: House, jonas: PersonId, by: str
) -> None:
    old = house.arrive("frakt")
    _close(house, jonas, old)
    house.clock.advance(MONTH_S)
    fields = {"case_tag": old} if by == "tag" else {"in_reply_to": message_id("frakt")}
    new = house.arrive("enda", **fields)
    house.clock.advance(60)
    assert house.arrive("mer", **fields) == new


def test_a_case_follows_on_a_case_that_followed_on_another(house: House, jonas: PersonId) -> None:
    oldest = house.arrive("frakt")
    found = [oldest]
    for name in ("enda", "mer"):
        _close(house, jonas, found[-1])
        house.clock.advance(MONTH_S)
        found.append(house.arrive(name, case_tag=oldest))
    assert len(set(found)) == 3
    assert house.arrive("takk", case_tag=oldest) == found[-1]


def test_out_of_office_to_a_case_closed_long_ago_opens_no_new_case(
    house: House, jonas: PersonId
) -> None:
    old = house.arrive("frakt")
    _close(house, jonas, old)
    house.clock.advance(MONTH_S)
    away = house.arrive("borte", in_reply_to=message_id("frakt"), auto=AutoKind.OUT_OF_OFFICE)
    assert (away, house.state(old)) == (old, CaseState.CLOSED)


def test_a_page_may_hold_a_whole_thread(house: House) -> None:
    house.take_in(
        mail("frakt"),
        mail("svar", in_reply_to=message_id("frakt")),
        mail("takk", references=(message_id("frakt"), message_id("svar"))),
    )
    assert house.arrive("mer", in_reply_to=message_id("takk")) == CaseId(1)
