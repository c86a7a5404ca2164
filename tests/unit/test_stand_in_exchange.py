"""The stand-in exchange behaves as the recorded one in what the tests that use it rest on."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from peers.exchange import StandInExchange, stand_in_exchange
from peers.exchange_line import Account, Trap
from peers.exchange_player import ExchangePlayer
from peers.exchange_recorded import Chunk, Recording
from peers.exchange_wire import SECRET, USER

BOX = "Local/1001@agenter/n"
SERVED = [
    "AgentCalled", "DialBegin", "QueueMemberStatus", "DialEnd", "MusicOnHoldStop",
    "QueueCallerLeave", "AgentConnect", "BridgeEnter", "BridgeEnter", "QueueMemberStatus",
]  # fmt: skip
GIVEN_UP = ["HangupRequest", "Hangup", "MusicOnHoldStop", "QueueCallerAbandon", "QueueCallerLeave"]


@dataclass
class Client:
    """Somebody who is logged in and reads everything there is."""

    line: socket.socket
    asked: int = 0

    def ask(self, action: str, **headers: str) -> str:
        """What was said until the answer, and the answer."""
        self.asked += 1
        lines = [f"Action: {action}", f"ActionID: {self.asked}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return self.until(f"ActionID: {self.asked}\r\n")

    def until(self, end: str) -> str:
        heard = b""
        while end not in heard.decode() or not heard.endswith(b"\r\n\r\n"):
            part = self.line.recv(65536)
            if not part:
                return heard.decode() + "<EOF>"
            heard += part
        return heard.decode()

    def heard(self) -> str:
        """Everything up to now."""
        return self.ask("Ping")


def names(heard: str, *wanted: str) -> list[str]:
    found = re.findall(r"^(?:Event|Response): (.*)\r$", heard, re.MULTILINE)
    return [name for name in found if not wanted or name in wanted]


@pytest.fixture
def exchange() -> Iterator[StandInExchange]:
    with stand_in_exchange(lambda: 1795309000.0) as made:
        made.seats(BOX, "Kari Nordmann")
        yield made


@pytest.fixture
def client(exchange: StandInExchange) -> Iterator[Client]:
    with socket.create_connection(("127.0.0.1", exchange.port), 10) as line:
        client = Client(line)
        assert "accepted" in client.ask("Login", Username=USER, Secret=SECRET)
        yield client


def test_who_names_a_wrong_secret_is_told_and_sent_away(exchange: StandInExchange) -> None:
    with socket.create_connection(("127.0.0.1", exchange.port), 10) as line:
        client = Client(line)
        heard = client.ask("Login", Username=USER, Secret="feil")
        assert "Authentication failed" in heard
        assert client.until("nothing more") == "<EOF>"


def test_a_served_call_is_told_in_the_order_of_the_recordings(
    exchange: StandInExchange, client: Client
) -> None:
    call = exchange.comes("+4791058756", "Øystein Ærø")
    client.heard()
    exchange.rings(call, BOX)
    exchange.answers(BOX)
    assert names(client.heard(), *SERVED) == SERVED


def test_a_caller_who_gives_up_is_told_in_the_order_of_the_recordings(
    exchange: StandInExchange, client: Client
) -> None:
    call = exchange.comes("+4791058756")
    client.heard()
    exchange.hangs_up(call)
    assert names(client.heard())[:5] == GIVEN_UP


def test_a_higher_priority_stands_before_all_lower_ones_and_behind_its_equals(
    exchange: StandInExchange,
) -> None:
    plain = exchange.comes("+4700000001")
    first = exchange.comes("+4733000001", priority=10, store_id="0101")
    second = exchange.comes("+4733000003", priority=10, store_id="0103")
    assert exchange.waiting() == [first, second, plain]


def test_an_unknown_class_alone_is_no_events(client: Client) -> None:
    assert "Events: Off" in client.ask("Events", EventMask="tull")
    assert "Events: On" in client.ask("Events", EventMask="agent,tull")


def test_what_an_account_may_not_do_is_refused_and_the_line_stands(
    exchange: StandInExchange,
) -> None:
    exchange.accounts["leser"] = Account("x", write=frozenset())
    with socket.create_connection(("127.0.0.1", exchange.port), 10) as line:
        client = Client(line)
        client.ask("Login", Username="leser", Secret="x")
        assert "Permission denied" in client.ask("QueuePause", Interface=BOX, Paused="true")
        assert "Pong" in client.ask("Ping")


def test_a_restart_ends_all_and_begins_its_numbers_anew(
    exchange: StandInExchange, client: Client
) -> None:
    first = exchange.comes("+4700000001")
    exchange.member_says(BOX, True, "Lunsj")
    exchange.restart()
    heard = client.until("nothing more")
    assert names(heard)[-1] == "Shutdown"
    assert heard.endswith("<EOF>")
    assert exchange.comes("+4700000002") == first
    member = exchange.member(BOX)
    assert member is not None
    assert not member.is_paused


def test_a_line_that_is_cut_after_an_act_leaves_the_act_done(
    exchange: StandInExchange, client: Client
) -> None:
    exchange.trap("QueuePause", Trap.CUT_AFTER)
    heard = client.ask("QueuePause", Interface=BOX, Paused="true", Reason="Lunsj")
    assert heard == "<EOF>"
    member = exchange.member(BOX)
    assert member is not None
    assert member.paused_reason == "Lunsj"


PAUSED = (
    b"Event: QueueMemberPause\r\nPrivilege: agent,all\r\nQueue: kundeservice\r\n"
    b"MemberName: Kari\r\nInterface: Local/1001@agenter/n\r\nPaused: 1\r\n"
    b"PausedReason: Lunsj\r\n\r\n"
)


def test_a_player_answers_between_two_messages_with_the_queues_as_played() -> None:
    member = (("Event", "QueueMember"), ("Queue", "kundeservice"), ("Location", BOX))
    opening = [(("Event", "QueueParams"), ("Queue", "kundeservice")), (*member, ("Paused", "0"))]
    recording = Recording([Chunk(0.0, PAUSED[:50]), Chunk(0.1, PAUSED[50:])], opening, {1: 1})
    player = ExchangePlayer(recording, lambda: 1795309000.0)
    player.start()
    with socket.create_connection(("127.0.0.1", player.port), 10) as line:
        client = Client(line)
        client.ask("Login", Username=USER, Secret=SECRET)
        player.play(until_mark=1)
        line.sendall(b"Action: QueueStatus\r\nActionID: mine\r\n\r\n")
        player.until_asked("QueueStatus")
        player.play()
        heard = client.until("Event: QueueStatusComplete\r\nActionID: mine\r\n")
    player.stop()
    assert heard.startswith(PAUSED.decode())
    assert "Location: Local/1001@agenter/n\r\nPaused: 1\r\nPausedReason: Lunsj\r\n" in heard
