"""What of an exchange is not as the setting says, and what it says that is not its own."""

from __future__ import annotations

import pytest
from heard_exchange import OWN, Heard
from scripted_exchange import PARAMS, ScriptedExchange, error

from console.channels.contract import ProtocolError
from console.domain.outward import OutwardKind


def test_a_queue_that_is_not_there_is_told_and_the_others_are_followed(phone: Heard) -> None:
    phone.is_set(queues=("kundeservice", "nedlagt"))
    health = phone.connector.check()
    assert any("nedlagt" in words for words in health.lacks)
    phone.is_set(queues=("nedlagt",))
    with pytest.raises(ProtocolError, match="nedlagt"):
        phone.connector.check()


def test_figures_are_the_exchanges_own(phone: Heard) -> None:
    restless(phone, LOOKS)
    call = phone.comes()
    phone.clock.advance(4)
    phone.exchange.hangs_up(call)
    until(lambda: phone.figures().queues[0].abandoned == 1, "the exchange to have counted")
    (figures,) = phone.figures().queues
    assert (figures.queue, figures.within_s, figures.average_wait_s) == ("kundeservice", 20.0, None)


def test_since_when_an_exchange_counts_is_told_and_anew_when_it_begins_anew(phone: Heard) -> None:
    phone.clock.advance(90)
    restless(phone, LOOKS)
    assert phone.figures().queues[0].counted_since == MONDAY_MORNING, "it tells how long it is up"
    phone.exchange.hangs_up(phone.comes())
    until(lambda: phone.figures().queues[0].abandoned == 1, "the exchange to have counted")
    assert phone.figures().queues[0].counted_since == MONDAY_MORNING
    phone.clock.advance(60)
    queue = phone.exchange.board.queues["kundeservice"]
    phone.exchange.ask(lambda: setattr(queue, "abandoned", 0))
    until(lambda: phone.figures().queues[0].abandoned == 0, "the exchange to have begun anew")
    assert phone.figures().queues[0].counted_since == phone.clock.now()


@pytest.mark.parametrize(
    "forged",
    [
        "x\r\n\r\nResponse: Error\r\nMessage: no",
        "x\r\n\r\nEvent: QueueStatusComplete\r\nListItems: 0",
        "x\r\n\r\nEvent: QueueEntry\r\nQueue: kundeservice\r\nPosition: 2\r\nUniqueid: 7.7",
    ],
)
def test_what_a_caller_calls_himself_answers_nothing_and_makes_nobody(
    phone: Heard, forged: str
) -> None:
    """A list ends each of its items with our own id, also what a name has made one of."""
    call = phone.exchange.comes("+4790000001", forged, 0, "")
    phone.until(call, lambda seen: seen.place == 1)
    lost_and_found(phone, phone.exchange.cut)
    assert list(phone.calls()) == [call]
    assert isinstance(phone.take(call, OWN), Sent)


def test_a_caller_we_moved_is_no_register_after_a_loss_either(phone: Heard) -> None:
    call = phone.comes()
    phone.act(OutwardKind.SET_PRIORITY, call, priority="10")
    phone.until(call, lambda seen: seen.priority == 10)
    lost_and_found(phone, phone.exchange.cut)
    seen = phone.calls()[call]
    assert (seen.priority, seen.is_pos) == (10, False)


def test_a_registers_priority_and_shop_are_told(phone: Heard) -> None:
    call = phone.comes(priority=10, store_id="0303")
    seen = phone.calls()[call]
    assert (seen.shop, seen.is_pos, seen.priority) == ("0303", True, 10)


@pytest.mark.parametrize(
    ("answer", "is_told"),
    [
        ("Did not find context plukk", True),
        ("Invalid/unknown command: ShowDialPlan", False),
        ("Permission denied", False),
    ],
)
def test_a_context_that_is_not_there_is_told_before_a_caller_is_sent_to_it(
    phone: Heard, answer: str, is_told: bool
) -> None:
    scripted = ScriptedExchange()
    scripted.answers["ShowDialPlan"] = lambda action: error(action["ActionID"], answer)
    try:
        phone.is_set(port=scripted.port)
        told = [words for words in phone.connector.check().lacks if "«plukk»" in words]
        phone.connector.close()
    finally:
        scripted.close()
    assert bool(told) is is_told
    (asked,) = scripted.actions("ShowDialPlan")
    assert asked["Context"] == "plukk"


def test_a_list_that_we_did_not_ask_for_ends_nobodys_waiting(phone: Heard) -> None:
    """Whoever knows how to hide messages in a name can write one."""
    begins = "Response: Success\nActionID: {id}\nMessage: Queue status will follow\n\n"
    item = PARAMS + "ActionID: {id}\n\n"
    ends = "Event: QueueStatusComplete\nActionID: {id}\nEventList: Complete\nListItems: 1\n\n"
    scripted = ScriptedExchange()
    scripted.items["QueueStatus"] = (PARAMS.replace("Calls: 0", "Calls: 1"), ENTRY)
    try:
        phone.is_set(port=scripted.port)
        phone.until("1.1", lambda seen: seen.place == 1)
        scripted.says((begins + item + ends).format(id="somebody-1"))
        scripted.says("Event: UserEvent\nPrivilege: user,all\nUserEvent: After\n\n")
        phone.act(OutwardKind.SET_MEMBER, interface=OWN, state="paused")
        assert phone.calls()["1.1"].place == 1
        phone.connector.close()
    finally:
        scripted.close()


ENTRY = (
    "Event: QueueEntry\nQueue: kundeservice\nPosition: 1\nChannel: PJSIP/inn-1\nUniqueid: 1.1\n"
    "CallerIDNum: 90000001\nCallerIDName: Kari\nConnectedLineNum: unknown\n"
    "ConnectedLineName: unknown\nWait: 5\nPriority: 0\n"
)
