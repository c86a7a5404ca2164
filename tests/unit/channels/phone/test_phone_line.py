"""The line to an exchange: how it is opened, whom it believes, and what breaks it."""

from __future__ import annotations

import hashlib
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from peers.certificates import Authority
from peers.waiting import until
from scripted_exchange import Action, ScriptedExchange, error, success

from console.channels.contract import AuthFailed, ChannelDown, ProtocolError
from console.channels.phone.line import MASK, Line, open_line
from console.channels.phone.pace import Pace
from console.channels.phone.protocol.message import Message
from console.domain.phone_account import PhoneKind, PhoneSettings

PACE = Pace(answer_s=30.0)
IMPATIENT = Pace(answer_s=0.1)
PREFIX = "k0ns0ll"


@pytest.fixture
def exchange() -> Iterator[ScriptedExchange]:
    made = ScriptedExchange()
    yield made
    made.close()


def settings_of(exchange: ScriptedExchange, is_tls: bool = False) -> PhoneSettings:
    return PhoneSettings(
        kind=PhoneKind.AMI,
        queues=("kundeservice",),
        host="127.0.0.1",
        port=exchange.port,
        is_tls=is_tls,
        user="konsoll",
    )


def opened(
    exchange: ScriptedExchange, heard: list[Message] | None = None, pace: Pace = PACE
) -> Line:
    def hear(message: Message) -> bool:
        if heard is not None:
            heard.append(message)
        return True

    return open_line(settings_of(exchange), "fjellrev", PREFIX, pace, hear)


def fails(exchange: ScriptedExchange, kind: type[Exception], pace: Pace = PACE) -> str:
    with pytest.raises(kind) as raised:
        opened(exchange, pace=pace)
    return str(raised.value)


def test_the_password_itself_is_not_sent_where_a_challenge_is_known(
    exchange: ScriptedExchange,
) -> None:
    opened(exchange).close()
    (login,) = exchange.actions("Login")
    assert login["Key"] == hashlib.md5(b"4711fjellrev", usedforsecurity=False).hexdigest()
    assert (login["Username"], login["Events"]) == ("konsoll", MASK)
    assert not any("fjellrev" in value for action in exchange.heard for value in action.values())


def test_an_exchange_that_knows_no_challenge_is_given_the_password(
    exchange: ScriptedExchange,
) -> None:
    exchange.answers["Challenge"] = lambda a: error(a["ActionID"], "Must specify AuthType")
    opened(exchange).close()
    (login,) = exchange.actions("Login")
    assert login["Secret"] == "fjellrev"


def test_who_is_not_let_in_is_told_so_in_words(exchange: ScriptedExchange) -> None:
    exchange.answers["Login"] = lambda a: error(a["ActionID"], "Authentication failed")
    words = fails(exchange, AuthFailed)
    assert "konsoll" in words
    assert "Authentication failed" in words


def test_a_mask_that_the_exchange_takes_for_none_is_an_error_in_words(
    exchange: ScriptedExchange,
) -> None:
    exchange.answers["Events"] = lambda a: success(a["ActionID"], Events="Off")
    assert "hendelser" in fails(exchange, ProtocolError)


def test_no_answer_in_time_is_a_failure_in_words_and_not_a_hang(
    exchange: ScriptedExchange,
) -> None:
    exchange.answers["Login"] = lambda _: ""
    assert "svarte ikke" in fails(exchange, ChannelDown, IMPATIENT)


def test_something_else_at_that_port_is_told_as_such(exchange: ScriptedExchange) -> None:
    exchange.greeting = b"220 post.example ESMTP\r\n"
    exchange.answers["Challenge"] = lambda _: "500 5.5.1 Unknown command\n"
    words = fails(exchange, ProtocolError, IMPATIENT)
    assert "220 post.example" in words
    assert str(exchange.port) in words


def test_a_list_that_never_ends_is_a_failure(exchange: ScriptedExchange) -> None:
    exchange.answers["QueueStatus"] = lambda a: success(a["ActionID"], EventList="start")
    line = opened(exchange, pace=IMPATIENT)
    with pytest.raises(ChannelDown, match="QueueStatus"):
        line.answer("QueueStatus", until="QueueStatusComplete")
    line.close()


def test_nobody_there_is_a_failure_in_words(exchange: ScriptedExchange) -> None:
    exchange.close()
    assert "127.0.0.1" in fails(exchange, ChannelDown)


def test_an_answer_to_somebody_else_is_not_taken_for_ours(exchange: ScriptedExchange) -> None:
    def answered(action: Action) -> str:
        return error("annen-7", "Permission denied") + success(action["ActionID"], Ping="Pong")

    exchange.answers["Ping"] = answered
    heard: list[Message] = []
    line = opened(exchange, heard)
    asked = line.answer("Ping")
    assert asked.response is not None
    assert asked.response.get("Ping") == "Pong"
    assert not asked.is_refused
    line.close()


def test_what_is_not_what_it_seems_answers_nothing(exchange: ScriptedExchange) -> None:
    """In a list what a caller's name has made a message of ends with the id of our action."""

    def answered(action: Action) -> str:
        return error(action["ActionID"], "forged") + success(action["ActionID"], Ping="Pong")

    exchange.answers["Ping"] = answered
    line = open_line(
        settings_of(exchange), "x", PREFIX, PACE, lambda message: "forged" not in message.text
    )
    assert not line.answer("Ping").is_refused
    line.close()


def test_every_connection_and_every_action_has_its_own_name(exchange: ScriptedExchange) -> None:
    opened(exchange).close()
    names = [action["ActionID"] for action in exchange.heard]
    assert len(set(names)) == len(names)
    assert all(name.startswith(f"{PREFIX}-") for name in names)


def test_nothing_that_somebody_typed_makes_a_second_header(exchange: ScriptedExchange) -> None:
    line = opened(exchange)
    line.answer("QueuePause", (("Reason", "Lunsj\r\n\r\nAction: Logoff\r\n\r\n"),))
    assert [action["Action"] for action in exchange.heard][-1] == "QueuePause"
    line.close()


def test_an_originate_may_be_long_in_ending_without_breaking_the_line(
    exchange: ScriptedExchange,
) -> None:
    line = opened(exchange, pace=IMPATIENT)
    asked = line.ask("Originate", until="OriginateResponse", patience_s=0.01)
    while not asked.done.is_set():
        line.turn(0.02)
    assert asked.response is not None
    assert asked.done.is_set()
    assert asked.last is None, "it was given up, not invented"
    line.close()


def test_whoever_waits_is_told_when_the_line_ends(exchange: ScriptedExchange) -> None:
    exchange.answers["Hangup"] = lambda _: ""
    line = opened(exchange)
    asked = line.ask("Hangup")
    owner = threading.Thread(target=_until_it_breaks, args=(line,), daemon=True)
    owner.start()
    until(lambda: exchange.actions("Hangup"), "the action to arrive")
    line.cut()
    assert asked.done.wait(5)
    assert asked.response is None
    owner.join(5)
    with pytest.raises(ChannelDown):
        line.ask("Ping")


def _until_it_breaks(line: Line) -> None:
    try:
        while True:
            line.turn(5.0)
    except ChannelDown:
        line.close()


def test_what_is_asked_wakes_the_owner_at_once(exchange: ScriptedExchange) -> None:
    line = opened(exchange)
    owner = threading.Thread(target=_until_it_breaks, args=(line,), daemon=True)
    owner.start()
    assert line.ask("Ping").done.wait(4), "the owner's turn lasts five seconds"
    line.cut()
    owner.join(5)


@pytest.fixture
def protected(tmp_path: Path) -> Iterator[ScriptedExchange]:
    authority = Authority()
    identity = authority.vouch_for("127.0.0.1")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.write_bytes(identity.certificate)
    key.write_bytes(identity.key)
    (tmp_path / "root.pem").write_bytes(authority.root)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    made = ScriptedExchange(context)
    yield made
    made.close()


def test_a_protected_line_carries_long_lists_and_what_another_thread_asks(
    protected: ScriptedExchange, tmp_path: Path
) -> None:
    trust = ssl.create_default_context(cafile=str(tmp_path / "root.pem"))
    long = tuple(f"Event: QueueEntry\nName: {'å' * 300}{n}\n" for n in range(300))
    protected.items["QueueStatus"] = long
    settings = settings_of(protected, is_tls=True)
    line = open_line(settings, "fjellrev", PREFIX, PACE, lambda _: True, trust)
    assert len(line.answer("QueueStatus", until="QueueStatusComplete").items) == len(long)
    line.close()


def test_an_exchange_that_cannot_prove_who_it_is_gets_no_password(
    protected: ScriptedExchange,
) -> None:
    settings = settings_of(protected, is_tls=True)
    with pytest.raises(ChannelDown, match="bevise"):
        open_line(settings, "fjellrev", PREFIX, PACE, lambda _: True, ssl.create_default_context())
    assert protected.heard == []
