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
