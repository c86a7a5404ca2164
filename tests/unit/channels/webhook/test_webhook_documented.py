"""What docs/webhook.md shows is taken exactly as it stands there, and given in that form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fakes.clock import FakeClock
from heard_webhook import KEY, Heard
from peers.webhook_exchange import SECRET, WebhookExchange
from whenever import Instant

from console.channels.contract import Absent, ChannelDown, Deferred, Refused, Sent, Unknown
from console.channels.webhook.door import HEALTH, PATH
from console.channels.webhook.orders import Orders
from console.domain.calls import CallState, Ending, MemberState
from console.domain.instants import Clock, seconds_between
from console.domain.live_news import CallSeen, MembersSeen
from console.domain.outward import OutwardAct, OutwardKind

DOC = Path(__file__).parents[4] / "docs" / "webhook.md"
EXAMPLES = re.findall(r"```json\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
TOLD = [text for text in EXAMPLES if '"act.' not in text]
(ORDER,) = (json.loads(text) for text in EXAMPLES if '"act.' in text)


def goes_on_until(clock: FakeClock, moment: str) -> None:
    clock.advance(seconds_between(clock.now(), Instant.parse_iso(moment)))


def test_every_kind_of_message_is_shown() -> None:
    kinds = {json.loads(text)["type"] for text in TOLD}
    calls = {"call.waiting", "call.ringing", "call.answered", "call.ended"}
    assert kinds == {*calls, "member", "queue"}
    assert PATH in DOC.read_text("utf-8")
    assert HEALTH in DOC.read_text("utf-8")


def test_the_examples_are_taken_in_as_they_stand(heard: Heard, clock: FakeClock) -> None:
    for number, text in enumerate(TOLD):
        goes_on_until(clock, json.loads(text)["timestamp"])
        answer = heard.post(text.encode(), f"msg_{number}")
        assert answer.status_code == 200, answer.text
    calls = {item.remote_id: item for item in heard.items if isinstance(item, CallSeen)}
    first, second, third = calls["a81"], calls["a82"], calls["a83"]
    assert (first.state, first.ending, first.is_pos, first.shop) == (
        CallState.ENDED,
        Ending.ANSWERED,
        True,
        "12001",
    )
    assert first.said == "valgte «kasse»"
    assert (second.state, second.place) == (CallState.WAITING, 1)
    assert (third.state, third.answered_by) == (CallState.TALKING, "1001")
    members = [item for item in heard.items if isinstance(item, MembersSeen)][-1].members
    assert {(m.interface, m.state) for m in members} == {
        ("1001", MemberState.IN_CALL),
        ("1002", MemberState.READY),
    }


class Asked:
    """Orders given to an exchange that answers as a test says."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.outside = WebhookExchange(clock.now)
        self.orders = Orders(self.outside.act_url, KEY, 5.0)

    def give(self, kind: OutwardKind, target: str = "", **details: str) -> object:
        act = OutwardAct(UUID(ORDER["data"]["act"]), kind, target, self.clock.now(), details)
        return self.orders.give(act, self.clock.now(), lambda: True)


@pytest.fixture
def asked(clock: FakeClock) -> Any:
    made = Asked(clock)
    yield made
    made.outside.stop()


def test_an_order_is_given_as_it_is_shown(asked: Asked, clock: FakeClock) -> None:
    goes_on_until(clock, ORDER["timestamp"])
    asked.outside.comes_as("a81")
    assert asked.give(OutwardKind.TAKE_CALL, "a81", interface="1001") == Sent("gjort")
    assert asked.outside.orders == [ORDER]


def test_a_refusal_is_told_in_the_words_of_the_exchange(asked: Asked) -> None:
    refused = asked.give(OutwardKind.TAKE_CALL, "a81", interface="1001")
    assert refused == Refused("den som ringte, har lagt på")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (204, Sent("gjort")),
        (301, Unknown("sentralen svarte 301")),
        (404, Refused("sentralen sa nei (404)")),
        (408, Deferred("sentralen vil ikke nå")),
        (429, Deferred("sentralen vil ikke nå")),
        (500, Unknown("sentralen svarte 500")),
        (503, Deferred("sentralen vil ikke nå")),
    ],
)
def test_each_status_means_what_is_written(asked: Asked, status: int, outcome: object) -> None:
    asked.outside.answers_with(status, b"\xff not json")
    assert asked.give(OutwardKind.HANG_UP, "a81") == outcome


def test_whether_an_act_was_done_can_be_asked(asked: Asked, clock: FakeClock) -> None:
    act = OutwardAct(UUID(int=7), OutwardKind.SET_MEMBER, "", clock.now(), {"interface": "1001"})
    assert isinstance(asked.orders.fate(act, clock.now()), Absent)
    details = {"interface": "1001", "state": "ready"}
    done = OutwardAct(UUID(int=8), OutwardKind.SET_MEMBER, "", clock.now(), details)
    asked.orders.give(done, clock.now(), lambda: True)
    assert isinstance(asked.orders.fate(done, clock.now()), Sent)


def test_an_exchange_that_is_away_was_asked_nothing(asked: Asked, clock: FakeClock) -> None:
    asked.outside.stop()
    with pytest.raises(ChannelDown):
        asked.give(OutwardKind.HANG_UP, "a81")
    act = OutwardAct(UUID(int=7), OutwardKind.HANG_UP, "a81", clock.now())
    assert isinstance(asked.orders.fate(act, clock.now()), Unknown)


def test_an_answer_that_is_lost_leaves_a_doubt(asked: Asked) -> None:
    asked.outside.hangs_up_on_orders = True
    assert isinstance(asked.give(OutwardKind.HANG_UP, "a81"), Unknown)


def test_whoever_takes_no_orders_is_not_asked(clock: FakeClock) -> None:
    act = OutwardAct(UUID(int=7), OutwardKind.HANG_UP, "a81", clock.now())
    outcome = Orders("", KEY, 5.0).give(act, clock.now(), lambda: True)
    assert isinstance(outcome, Refused)
    assert "på telefonen" in outcome.reason


def test_nothing_goes_once_it_may_go_on_no_longer(asked: Asked, clock: FakeClock) -> None:
    act = OutwardAct(UUID(int=7), OutwardKind.HANG_UP, "a81", clock.now())
    assert isinstance(asked.orders.give(act, clock.now(), lambda: False), Deferred)
    assert asked.outside.orders == []


def test_the_key_is_not_in_what_is_shown_of_it(asked: Asked) -> None:
    assert SECRET.removeprefix("whsec_") not in repr(asked.orders)
