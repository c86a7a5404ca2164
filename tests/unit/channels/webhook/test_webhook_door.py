"""The door: acknowledged when it is stored and not before; whatever attacks it is turned away."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
import requests
from fakes.clock import FakeClock
from heard_webhook import Heard
from peers.waiting import until
from peers.webhook_exchange import SECRET

from console.channels.buckets import Bucket
from console.channels.contract import ChannelDown
from console.channels.webhook.connector import WebhookConnector
from console.channels.webhook.door import PATH
from console.channels.webhook.pace import Pace
from console.channels.webhook.protocol.signing import keys_of, signed
from console.channels.webhook.trial import ask_health
from console.domain.live_news import CallSeen
from console.domain.phone_account import PhoneKind, PhoneSettings


def message(clock: FakeClock, kind: str = "call.waiting", **data: Any) -> bytes:
    at = clock.now().format_iso()
    return json.dumps({"type": kind, "timestamp": at, "data": {"call": "a81", **data}}).encode()


def calls(heard: Heard) -> list[str]:
    return [item.remote_id for item in heard.items if isinstance(item, CallSeen)]


def sending(heard: Heard, body: bytes) -> tuple[threading.Thread, list[int]]:
    """A message under way, and what it will be answered with."""
    answers: list[int] = []

    def send() -> None:
        answers.append(heard.post(body).status_code)

    sender = threading.Thread(target=send)
    sender.start()
    return sender, answers


def test_a_message_is_acknowledged_when_the_store_has_it(heard: Heard, clock: FakeClock) -> None:
    answer = heard.post(message(clock))
    assert (answer.status_code, answer.json()) == (200, {"stored": True})
    assert calls(heard) == ["a81"]


def test_not_before_the_store_has_it(silent: Heard, clock: FakeClock) -> None:
    silent.pull()
    answers: list[int] = []
    sender = threading.Thread(
        target=lambda: answers.append(silent.post(message(clock)).status_code)
    )
    sender.start()
    page = silent.connector.pull(silent.cursor, 100)
    while not page.items:
        page = silent.connector.pull(silent.cursor, 100)
    assert answers == [], "it was fetched, which is not stored"
    silent.connector.pull(page.cursor, 100)
    sender.join(5)
    assert answers == [200]


def test_what_the_store_does_not_take_in_time_is_to_be_sent_again(
    clock: FakeClock, heard_with: Callable[[Pace], Heard]
) -> None:
    hasty = heard_with(Pace(stored_s=0.0))
    answer = hasty.post(message(clock))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    until(lambda: calls(hasty) == ["a81"], "it to be stored all the same")
    until(lambda: hasty.post(message(clock)).status_code == 200, "it to be acknowledged")
    assert calls(hasty) == ["a81"], "and not twice"


def test_before_anybody_reads_nothing_is_taken(silent: Heard, clock: FakeClock) -> None:
    answer = silent.post(message(clock))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert requests.get(f"{silent.url}/health", timeout=5).status_code == 503


def test_health_is_told_while_messages_are_taken(heard: Heard) -> None:
    answer = requests.get(f"{heard.url}/health", timeout=5)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_a_message_that_comes_again_is_acknowledged_again(heard: Heard, clock: FakeClock) -> None:
    body = message(clock)
    assert [heard.post(body).status_code for _ in range(3)] == [200] * 3
    assert calls(heard) == ["a81"]


def test_one_who_closes_tells_the_waiting_to_come_again(silent: Heard, clock: FakeClock) -> None:
    silent.pull()
    answers: list[int] = []
    sender = threading.Thread(
        target=lambda: answers.append(silent.post(message(clock)).status_code)
    )
    sender.start()
    while not silent.connector.pull(silent.cursor, 100).items:
        pass
    silent.connector.close()
    sender.join(5)
    assert answers == [503]


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"webhook_signature": "v1,QUJD"}, "forged"),
        ({"webhook_id": "msg_9"}, "another's signature"),
        ({"webhook_signature": ""}, "unsigned"),
        ({"webhook_timestamp": "1764000000"}, "expired"),
    ],
)
def test_what_is_not_proven_is_turned_away(
    heard: Heard, clock: FakeClock, headers: dict[str, str], why: str
) -> None:
    answer = heard.post(message(clock), **headers)
    assert (answer.status_code, why != "" and "error" in answer.json()) == (401, True)
    assert calls(heard) == []


def test_what_was_overheard_is_worth_nothing_later(heard: Heard, clock: FakeClock) -> None:
    body = message(clock)
    overheard = signed(keys_of(SECRET)[0], "msg_1", clock.now(), body)
    clock.advance(301)
    answer = requests.post(heard.url + PATH, body, headers=overheard, timeout=5)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"hei", 400),
        (b"\xff\xfe\x00", 400),
        (b"[" * 9000, 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"type": "call.waiting", "timestamp": 7}', 422),
        (b"x" * 10_001, 413),
    ],
)
def test_what_cannot_be_read_is_told_apart(heard: Heard, body: bytes, status: int) -> None:
    answer = heard.post(body)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_wrong_field_is_named_in_the_answer(heard: Heard, clock: FakeClock) -> None:
    answer = heard.post(message(clock, **{"from": 7}))
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("data.from ")


def test_a_body_that_says_it_is_small_and_is_not_is_stopped(heard: Heard) -> None:
    def pieces() -> Any:
        for _ in range(100):
            yield b"x" * 1000

    answer = requests.post(heard.url + PATH, pieces(), timeout=5)
    assert answer.status_code == 413


def test_a_body_that_trickles_is_not_waited_for(heard: Heard) -> None:
    with socket.create_connection(("127.0.0.1", heard.connector.port), 5) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{"
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 408 ")


def test_whoever_hangs_up_in_the_middle_harms_nobody(heard: Heard, clock: FakeClock) -> None:
    with socket.create_connection(("127.0.0.1", heard.connector.port), 5) as line:
        line.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{{".encode())
    assert heard.post(message(clock)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", PATH, 405), ("POST", "/health", 405), ("POST", "/", 404), ("GET", "/../etc", 404)],
)
def test_there_is_no_other_door(heard: Heard, method: str, path: str, status: int) -> None:
    assert requests.request(method, heard.url + path, timeout=5).status_code == status


def test_too_many_at_once_are_asked_to_wait(
    heard_with: Callable[[Pace], Heard], clock: FakeClock
) -> None:
    busy = heard_with(Pace(rate=0.0, burst=2.0))
    answers = [busy.post(message(clock)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "1"


def test_a_bucket_fills_again_and_never_beyond() -> None:
    now_s = 0.0
    bucket = Bucket(2.0, 3.0, lambda: now_s)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    now_s = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    now_s = 1000.0
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_nothing_secret_stands_in_the_log_or_the_answer(
    heard: Heard, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = SECRET.removeprefix("whsec_")
    sent = signed(keys_of(SECRET)[0], "msg_1", clock.now(), message(clock))["webhook-signature"]
    said = [heard.post(message(clock, name="Kari Nordmann"), webhook_id=name) for name in ("", "x")]
    said.append(heard.post(b"{}"))
    told = caplog.text + "".join(answer.text for answer in said)
    for word in (secret, sent, "Kari Nordmann"):
        assert word not in told


def test_a_port_in_use_is_told_in_words(heard: Heard, clock: FakeClock) -> None:
    settings = PhoneSettings(
        kind=PhoneKind.WEBHOOK, queues=("kundeservice",), listen_port=heard.connector.port
    )
    with pytest.raises(ChannelDown, match="Er porten i bruk"):
        WebhookConnector(settings, SECRET, clock).check()


def test_closed_it_opens_anew_and_goes_on(silent: Heard, clock: FakeClock) -> None:
    silent.pull()
    silent.connector.close()
    silent.pull()
    silent.begin()
    assert silent.post(message(clock)).status_code == 200


def test_whether_it_is_heard_can_be_asked_from_outside(silent: Heard) -> None:
    settings = PhoneSettings(
        kind=PhoneKind.WEBHOOK, queues=("kundeservice",), listen_port=silent.connector.port
    )
    with pytest.raises(ChannelDown, match="tas ikke imot"):
        ask_health(settings)
    silent.pull()
    assert ask_health(settings).server == f"127.0.0.1:{silent.connector.port}"
    silent.connector.close()
    with pytest.raises(ChannelDown, match="Kjører serve"):
        ask_health(settings)
