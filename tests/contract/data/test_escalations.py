"""An escalation: asked, taken up, answered, moved, taken back, over; by whom, and who is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fixtures.house import House, picture
from whenever import Instant

from console.data.commands.cases import set_kind, tick_point
from console.data.commands.escalations import (
    answer_escalation,
    close_escalation,
    escalate,
    take_back,
    take_up,
    tell_customer_by,
)
from console.data.commands.messages import write_reply
from console.data.commands.undo import undo_act
from console.data.errors import Conflict, NotAllowed, NotFound, Refused
from console.data.queries.escalations import escalations_of_case, open_escalations
from console.data.transaction import new_act
from console.domain.cases import CaseKind
from console.domain.completeness import Point
from console.domain.conversation import OpenCase, Said
from console.domain.escalations import (
    Escalation,
    EscalationState,
    EscalationTarget,
    Evidence,
    EvidenceKind,
    NewEscalation,
)
from console.domain.history import Happening
from console.domain.ids import CaseId, EscalationId, MessageId, PersonId, new_uuid

REASON = "Terminalen faller ut\nDet begynte etter 8.4.1."


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt", parts=(picture(),))


def _tomorrow(house: House) -> Instant:
    return house.clock.now().add(hours=24)


def new(house: House, case: CaseId, **fields: Any) -> NewEscalation:
    plain = {"target": EscalationTarget.DEVELOPMENT, "reason": REASON}
    return NewEscalation(**{"case": case, "next_word_by": _tomorrow(house), **plain, **fields})


def asked(house: House, case: CaseId, who: PersonId, **fields: Any) -> EscalationId:
    answer = house.act(who, escalate, new(house, case, **fields)).answer
    return EscalationId(answer["escalation"])


def stored(house: House, case: CaseId) -> Escalation:
    (only,) = house.store.read(escalations_of_case, case)
    return only.escalation


def kinds(house: House, case: CaseId) -> list[str]:
    entries = house.open(case).page.entries
    return [each.kind for each in entries if isinstance(each, Happening)]


def first_mail(opened: OpenCase) -> Said:
    return next(each for each in opened.page.entries if isinstance(each, Said))


def test_what_is_asked_stands_as_it_was_asked(house: House, case: CaseId, jonas: PersonId) -> None:
    mail = first_mail(house.open(case))
    shown = (
        Evidence(EvidenceKind.MESSAGE, mail.id),
        Evidence(EvidenceKind.ATTACHMENT, mail.attachments[0].id),
    )
    key = asked(house, case, jonas, evidence=shown)
    assert stored(house, case) == Escalation(
        id=key,
        version=1,
        case=case,
        target=EscalationTarget.DEVELOPMENT,
        reason=REASON,
        gap_reason="",
        evidence=shown,
        owner="",
        reference="",
        state=EscalationState.ASKED,
        next_word_by=_tomorrow(house),
        opened_at=house.clock.now(),
        opened_by=jonas,
        answer="",
        answered_at=None,
        answered_by=None,
        closed_at=None,
        closed_by=None,
    )


def test_the_case_counts_what_its_customer_still_is_to_hear_of(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    first = asked(house, case, jonas)
    asked(house, case, jonas, target=EscalationTarget.FINANCE, known=first)
    assert house.open(case).summary.escalations == 2
    house.act(jonas, take_back, first, "Kunden fant det ut.")
    assert house.open(case).summary.escalations == 1
    assert [len(house.open(case).escalations), len(house.store.read(open_escalations))] == [2, 1]


def test_the_whole_way_from_asked_to_done_stands_in_the_timeline(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    key = asked(house, case, jonas)
    house.clock.advance(60)
    house.act(jonas, take_up, key, "Ola på kasseteamet", "DEV-1490")
    house.act(sunniva, tell_customer_by, key, _tomorrow(house), "De trenger loggen først.")
    house.act(sunniva, answer_escalation, key, "Rettes i 8.4.2.")
    house.act(jonas, close_escalation, key)
    one = stored(house, case)
    assert (one.state, one.owner, one.reference) == (
        EscalationState.DONE,
        "Ola på kasseteamet",
        "DEV-1490",
    )
    assert (one.answer, one.answered_by, one.closed_by) == ("Rettes i 8.4.2.", sunniva, jonas)
    assert kinds(house, case)[-5:] == [
        "CaseEscalated",
        "EscalationTakenUp",
        "EscalationMoved",
        "EscalationAnswered",
        "EscalationDone",
    ]
    assert house.store.read(open_escalations) == ()


def test_a_technician_and_a_lead_escalate_and_accounting_does_not(
    house: House, case: CaseId, magnus: PersonId, leif: PersonId
) -> None:
    first = asked(house, case, magnus)
    asked(house, case, leif, known=first)
    assert house.open(case).summary.escalations == 2
    with pytest.raises(NotAllowed):
        house.act(None, escalate, new(house, case))


def test_the_clock_counts_from_when_the_time_was_promised(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    key = asked(house, case, jonas)
    asked_at = house.clock.now()
    (one,) = house.store.read(open_escalations)
    assert (one.standing.promised_at, one.case.id) == (asked_at, case)
    house.clock.advance(3600)
    later = _tomorrow(house)
    house.act(jonas, tell_customer_by, key, later, "De trenger loggen.")
    (moved,) = house.store.read(open_escalations)
    assert moved.standing.promised_at == asked_at.add(hours=1)
    assert moved.standing.escalation.next_word_by == later


def test_a_name_and_a_reference_may_be_put_right(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    key = asked(house, case, jonas)
    house.act(jonas, take_up, key, "Ola", "DEV-149")
    house.act(jonas, take_up, key, "Ola", "DEV-1490")
    assert stored(house, case).reference == "DEV-1490"


@pytest.mark.parametrize(
    ("command", "words", "refusal"),
    [
        (take_up, ("  ", "DEV-1"), "Skriv hvem som arbeider"),
        (answer_escalation, (" ",), "Skriv hva de svarte"),
        (take_back, ("",), "Skriv hvorfor de ikke skal svare"),
    ],
)
def test_a_step_without_its_words_is_refused(
    house: House, case: CaseId, jonas: PersonId, command: Any, words: Any, refusal: str
) -> None:
    key = asked(house, case, jonas)
    before = stored(house, case)
    with pytest.raises(Refused, match=refusal):
        house.act(jonas, command, key, *words)
    assert stored(house, case) == before


def test_another_time_needs_a_reason(house: House, case: CaseId, jonas: PersonId) -> None:
    key = asked(house, case, jonas)
    with pytest.raises(Refused, match="Skriv hvorfor kunden"):
        house.act(jonas, tell_customer_by, key, _tomorrow(house).add(hours=1), " ")
    assert stored(house, case).next_word_by == _tomorrow(house)


def test_nothing_is_asked_without_a_reason(house: House, case: CaseId, jonas: PersonId) -> None:
    with pytest.raises(Refused, match="Skriv hva de skal svare på"):
        asked(house, case, jonas, reason=" \n ")
    assert house.store.read(escalations_of_case, case) == ()


def test_who_comes_too_late_hears_what_has_happened(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    key = asked(house, case, jonas)
    house.act(sunniva, answer_escalation, key, "Rettes i 8.4.2.")
    for command, words in ((take_up, ("Ola", "")), (take_back, ("Ikke nå.",))):
        with pytest.raises(Conflict, match="kommet lenger") as refused:
            house.act(jonas, command, key, *words)
        assert [(each.kind, each.actor_name) for each in refused.value.changes] == [
            ("EscalationAnswered", "Sunniva Lund")
        ]


def test_the_customer_cannot_have_heard_what_nobody_has_answered(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    key = asked(house, case, jonas)
    with pytest.raises(Conflict, match="kommet lenger"):
        house.act(jonas, close_escalation, key)


def test_an_escalation_that_is_not_there_says_so(house: House, jonas: PersonId) -> None:
    with pytest.raises(NotFound, match="eskalering 47"):
        house.act(jonas, take_up, EscalationId(47), "Ola", "")


def test_a_colleagues_question_that_was_not_seen_stops_the_second(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    first = asked(house, case, sunniva)
    with pytest.raises(Conflict, match="En kollega har eskalert saken") as refused:
        asked(house, case, jonas)
    assert [each.actor_name for each in refused.value.changes] == ["Sunniva Lund"]
    asked(house, case, jonas, known=first)
    assert house.open(case).summary.escalations == 2


def test_of_two_who_ask_at_once_one_wins_and_the_other_is_told(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    gate = threading.Barrier(2)

    def ask(who: PersonId) -> bool:
        gate.wait()
        try:
            house.store.perform(new_act(who, house.clock.now()), escalate, new(house, case))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(ask, (jonas, sunniva)))
    assert sorted(won) == [False, True]
    assert house.open(case).summary.escalations == 1


def test_a_colleagues_escalation_does_not_stop_an_answer(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    reply = house.reply_to(case)
    asked(house, case, sunniva)
    house.act(jonas, write_reply, reply)
    assert reply.text in [e.text for e in house.open(case).page.entries if isinstance(e, Said)]


def test_a_fault_report_with_gaps_goes_with_a_reason_only(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.act(jonas, set_kind, case, CaseKind.BUG)
    for point in (Point.WHAT, Point.WISH, Point.PICTURE, Point.WHERE):
        house.act(jonas, tick_point, case, point, True)
    house.act(jonas, tick_point, case, Point.REPRODUCE, False)
    with pytest.raises(Refused, match="Feilmeldingen mangler hvordan gjenskape"):
        asked(house, case, jonas)
    asked(house, case, jonas, gap_reason="Kassene står nå.")
    assert stored(house, case).gap_reason == "Kassene står nå."


def test_a_whole_fault_report_needs_no_reason(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, set_kind, case, CaseKind.BUG)
    for point in Point:
        house.act(jonas, tick_point, case, point, True)
    asked(house, case, jonas)
    assert stored(house, case).gap_reason == ""


def test_evidence_of_another_case_is_refused(house: House, case: CaseId, jonas: PersonId) -> None:
    other = house.arrive("retur", parts=(picture("kvittering.png", b"\x89PNG2"),))
    mail = first_mail(house.open(other))
    for one in (
        Evidence(EvidenceKind.MESSAGE, mail.id),
        Evidence(EvidenceKind.ATTACHMENT, mail.attachments[0].id),
        Evidence(EvidenceKind.MESSAGE, MessageId(new_uuid())),
    ):
        with pytest.raises(Refused, match="hører ikke til saken"):
            asked(house, case, jonas, evidence=(one,))


def test_the_same_act_twice_asks_once(house: House, case: CaseId, jonas: PersonId) -> None:
    act = new_act(jonas, house.clock.now())
    first = house.store.perform(act, escalate, new(house, case))
    again = house.store.perform(act, escalate, new(house, case))
    assert first.answer == again.answer
    assert house.open(case).summary.escalations == 1


def test_who_undoes_their_question_takes_it_back(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    act = house.act(jonas, escalate, new(house, case)).act
    house.act(jonas, undo_act, act)
    assert stored(house, case).state is EscalationState.TAKEN_BACK
    with pytest.raises(Conflict, match="kan ikke angres lenger"):
        house.act(jonas, undo_act, act)


def test_what_somebody_has_taken_up_is_not_undone(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    changes = house.act(jonas, escalate, new(house, case))
    house.act(sunniva, take_up, EscalationId(changes.answer["escalation"]), "Ola", "")
    with pytest.raises(Conflict, match="kan ikke angres lenger"):
        house.act(jonas, undo_act, changes.act)
    assert stored(house, case).state is EscalationState.IN_WORK
