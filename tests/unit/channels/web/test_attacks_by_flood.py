"""Attacks by much, by slow and by silent: each is stopped for itself, and others go on."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from uuid import uuid4

import pytest
import requests
from open_web_door import PNG, Line, OpenDoor, refused
from peers.waiting import until
from websockets.exceptions import InvalidStatus

from console.channels import serving
from console.channels.buckets import Buckets
from console.channels.web.pace import Rate

Opened = Callable[..., OpenDoor]


def only(count: int) -> Rate:
    """So many, and no more."""
    return Rate(0.0, float(count))


def test_lines_in_a_flood_are_asked_to_wait(opened_with: Opened) -> None:
    door = opened_with(lines=only(3))
    ola, eva = door.visitor(), door.visitor()
    answers = [ola.say("hei") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201] * 3 + [429] * 2
    assert refused(answers[-1], 429, "pace")
    assert answers[-1].headers["Retry-After"] == "3600"
    assert eva.say("hei").status_code == 201


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("signs", "typing"),
        ("signs", "seen"),
        ("signs", "me"),
        ("signs", "gone"),
        ("files", "files"),
    ],
)
def test_whatever_is_done_in_a_flood_is_asked_to_wait(
    opened_with: Opened, what: str, path: str
) -> None:
    ola = opened_with(**{what: only(0)}).visitor()
    assert refused(ola.ask("POST", path, {"on": True}), 429, "pace")


@pytest.mark.parametrize("what", ["file_bytes", "address_bytes", "site_bytes"])
def test_the_store_is_not_filled_with_files(opened_with: Opened, what: str) -> None:
    ola = opened_with(**{what: only(2 * len(PNG))}).visitor()
    answers = [ola.send(PNG, "a.png") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert len(ola.stay.files) == 2


def test_reading_in_a_flood_is_asked_to_wait(opened_with: Opened) -> None:
    ola = opened_with(reads=only(1)).visitor()
    assert [ola.ask("GET", "messages").status_code for _ in range(2)] == [200, 429]


def test_visits_from_one_address_are_counted_and_others_go_on(opened_with: Opened) -> None:
    door = opened_with(visits=only(2))

    def begin(address: str) -> int:
        said = {"site": "mystore", "client_id": str(uuid4())}
        return door.ask("POST", "visits", body=said, X_Forwarded_For=address).status_code

    assert [begin("203.0.113.9") for _ in range(3)] == [201, 201, 429]
    assert begin("203.0.113.10") == 201
    ours = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::1", "2001:db8:1:2:3:4:5:6"]
    assert [begin(each) for each in ours] == [201, 201, 429], "a network counts as one"


def test_a_forged_way_behind_a_proxy_is_no_way_around(opened_with: Opened) -> None:
    door = opened_with(visits=only(1))

    def begin(way: str) -> int:
        said = {"site": "mystore", "client_id": str(uuid4())}
        return door.ask("POST", "visits", body=said, X_Forwarded_For=way).status_code

    assert [begin(f"10.0.0.{number}, 203.0.113.9") for number in range(2)] == [201, 429]


def test_a_site_has_its_measure_whoever_comes(opened_with: Opened) -> None:
    door = opened_with(site_visits=only(1), site_lines=only(1))
    ola = door.visitor()
    assert refused(door.begin(), 429, "pace")
    eva = door.visitor(site="panel")
    assert [ola.say("hei").status_code, ola.say("hei").status_code] == [201, 429]
    assert eva.say("hei").status_code == 201


def test_requests_of_an_address_have_their_measure(opened_with: Opened) -> None:
    door = opened_with(requests=only(2))
    asked = [door.ask("GET", "config?site=mystore") for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    with pytest.raises(InvalidStatus) as denied:
        Line(door)
    assert denied.value.response.status_code == 429
    elsewhere = door.ask("GET", "config?site=mystore", X_Forwarded_For="203.0.113.9")
    assert elsewhere.status_code == 200


def test_buckets_hold_no_more_than_they_may() -> None:
    buckets = Buckets(0.0, 1.0, lambda: 0.0, most_keys=3)
    assert [buckets.take(key) for key in "abc"] == [0, 0, 0]
    assert buckets.take("a") == float("inf")
    buckets.take("d")
    assert buckets.take("a") == float("inf"), "who comes again is remembered"
    assert buckets.take("b") == 0, "who was away longest is not"


def _sent(door: OpenDoor, token: str, path: str, length: int) -> str:
    return (
        f"POST /w/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1:{door.door.port}\r\nOrigin: {door.own}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        f"X-Client-Id: {uuid4()}\r\nX-File-Name: a.png\r\nContent-Length: {length}\r\n\r\n"
    )


@pytest.mark.parametrize("path", ["messages", "files"])
def test_a_body_that_trickles_is_not_waited_for(opened_with: Opened, path: str) -> None:
    door = opened_with(body_s=0.1)
    ola = door.visitor()
    with socket.create_connection(("127.0.0.1", door.door.port), 10) as line:
        line.sendall(_sent(door, ola.token, path, 1000).encode() + b"{")
        assert line.recv(100).startswith(b"HTTP/1.1 408 ")
    assert ola.said() == []


def test_whoever_hangs_up_in_the_middle_harms_nobody(attacked: OpenDoor) -> None:
    ola = attacked.visitor()
    with socket.create_connection(("127.0.0.1", attacked.door.port), 10) as line:
        line.sendall(_sent(attacked, ola.token, "messages", 1000).encode() + b"{")
    assert ola.say("hei").status_code == 201


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_whoever_connects_and_does_not_ask_is_hung_up_on(
    opened_with: Opened, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(serving, "HEAD_S", 0.05)
    door = opened_with()
    with socket.create_connection(("127.0.0.1", door.door.port), 10) as line:
        line.sendall(said)
        assert line.recv(100) == b""


def test_whoever_goes_on_sending_after_a_no_is_hung_up_on(
    opened_with: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "HEAD_S", 0.2)
    door = opened_with()
    with socket.create_connection(("127.0.0.1", door.door.port), 10) as line:
        line.sendall(_sent(door, "x", "files", 1_000_000).encode() + b"x")
        told = b""
        while chunk := line.recv(1000):
            told += chunk
        assert told.startswith(b"HTTP/1.1 401 ")


def test_files_under_way_have_their_places(opened_with: Opened) -> None:
    door = opened_with(uploads_of_visit=1, body_s=5.0)
    ola, eva = door.visitor(), door.visitor()
    with socket.create_connection(("127.0.0.1", door.door.port), 10) as line:
        line.sendall(_sent(door, ola.token, "files", len(PNG)).encode())
        until(lambda: ola.send(PNG, "b.png").status_code == 503, "the first to be under way")
        assert eva.send(PNG, "c.png").status_code == 201
        line.sendall(PNG)
        assert line.recv(100).startswith(b"HTTP/1.1 201 ")
    assert ola.send(PNG, "b.png").status_code == 201


def test_a_file_that_is_taken_slowly_is_not_held_for_ever(opened_with: Opened) -> None:
    door = opened_with(body_s=0.2, least_bytes_per_s=1_000_000_000, downloads_of_visit=1)
    ola = door.visitor()
    large = PNG + bytes(8_000_000)
    now = door.clock.now()
    sent = door.hall.house.answer(
        ola.stay.visit.id, uuid4(), "", "Kari", now, [("a.png", "image/png", large)]
    )
    path = f"files/{sent.files[0].id}"
    with _asking(door, ola.token, path) as deaf:
        assert deaf.recv(10) == b"HTTP/1.1 2"
        assert refused(ola.ask("GET", path), 503, "busy"), "one at a time"
        until(lambda: ola.ask("GET", path).status_code == 200, "its place to be free", 10)


def _asking(door: OpenDoor, token: str, path: str) -> socket.socket:
    """Whoever asks for a file, and takes next to nothing of it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", door.door.port))
    head = f"GET /w/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
    line.sendall(head.encode())
    return line


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 400_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_no_http_is_answered_once(attacked: OpenDoor, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", attacked.door.port), 10) as line:
        line.sendall(head)
        assert line.recv(100).startswith(b"HTTP/1.1 400 ")
    assert attacked.ask("GET", "/health").status_code == 200


def test_more_connections_than_there_is_room_for_are_told_so(opened_with: Opened) -> None:
    door = opened_with(connections=3)
    idle = [socket.create_connection(("127.0.0.1", door.door.port), 10) for _ in range(4)]
    until(lambda: _status(door) == 503, "the door to be full")
    for line in idle:
        line.close()
    until(lambda: _status(door) == 200, "the door to have room again")


def _status(door: OpenDoor) -> int:
    return requests.get(f"{door.own}/w/v1/config?site=mystore", timeout=5).status_code


FIRST: dict[str, tuple[str | bytes, int]] = {
    "no JSON": ("hei", 1008),
    "a list": ("[]", 1008),
    "no token": ('{"after_seq": 0}', 1008),
    "a number for a token": ('{"token": 7}', 1008),
    "more than it may say": ('{"token": "x", "after_seq": 0, "text": "hei"}', 1008),
    "a place that there is none of": ('{"token": "x", "after_seq": -1}', 1008),
    "bytes": (b'{"token": "x"}', 1008),
    "a guess": ('{"token": "' + "A" * 43 + '", "after_seq": 0}', 4401),
    "a tower of brackets": ("[" * 4000, 1008),
    "too much": ("x" * 5000, 1009),
    "letters that there are none of": (b"\xff\xfe", 1008),
}


@pytest.mark.parametrize("attack", FIRST)
def test_a_line_that_does_not_say_whose_it_is_is_closed(attacked: OpenDoor, attack: str) -> None:
    first, code = FIRST[attack]
    line = Line(attacked)
    line.send(first)
    assert line.closed() == code


def test_a_line_that_says_nothing_is_closed(opened_with: Opened) -> None:
    assert Line(opened_with(hello_s=0.05)).closed() == 1008


def test_a_line_that_falls_silent_is_closed(opened_with: Opened) -> None:
    assert opened_with(silent_s=0.05).visitor().line().closed() == 1008


@pytest.mark.parametrize("said", ['{"text": "hei"}', '{"token": "x"}', "hei", b"\x00", "[]"])
def test_nothing_can_be_said_on_the_line(attacked: OpenDoor, said: str | bytes) -> None:
    ola = attacked.visitor()
    line = ola.line()
    line.until("signs")
    line.send(said)
    assert line.closed() == 1008
    assert ola.said() == []


def test_a_line_that_chatters_is_closed(opened_with: Opened) -> None:
    line = opened_with(frames=only(3)).visitor().line()
    for _ in range(4):
        line.send({"ping": 1})
    assert line.closed() == 1008


def test_lines_of_a_visit_and_of_an_address_have_their_measure(opened_with: Opened) -> None:
    door = opened_with(sockets_of_visit=1, sockets_of_address=2)
    ola = door.visitor()
    first = ola.line()
    first.until("signs")
    assert ola.line().closed() == 1008
    second = door.visitor().line()
    second.until("signs")
    with pytest.raises(InvalidStatus) as denied:
        Line(door)
    assert denied.value.response.status_code == 503
    first.close()
    second.close()
    until(lambda: _joins(door), "a place to be free")


def _joins(door: OpenDoor) -> bool:
    try:
        line = Line(door)
    except InvalidStatus:
        return False
    line.close()
    return True


def test_joining_in_a_flood_is_asked_to_wait(opened_with: Opened) -> None:
    ola = opened_with(joins=only(1)).visitor()
    ola.line().until("signs")
    assert ola.line().closed() == 1013


def test_a_page_that_does_not_read_is_let_go_and_others_are_brought_theirs(
    opened_with: Opened,
) -> None:
    door = opened_with(send_s=0.2)
    ola = door.visitor()
    hearing = ola.line()
    hearing.until("signs")
    with _deaf(door, ola.token):
        until(lambda: door.door.pages == 2, "the deaf page to be there")
        for seq in range(1, _MUCH_LINES + 1):
            at = door.clock.now()
            door.hall.house.answer(ola.stay.visit.id, uuid4(), "x" * 4000, "Kari", at, ())
            assert hearing.until("line")["seq"] == seq
        until(lambda: door.door.pages == 1, "the deaf page to be let go")


_MUCH_LINES = 1500


def _deaf(door: OpenDoor, token: str) -> socket.socket:
    """A page that joins, and reads nothing from then on."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", door.door.port))
    line.sendall(
        f"GET /w/v1/ws HTTP/1.1\r\nHost: 127.0.0.1:{door.door.port}\r\nOrigin: {door.own}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    assert line.recv(1000).startswith(b"HTTP/1.1 101 ")
    first = json.dumps({"token": token}).encode()
    # A mask of noughts: what is sent is what is said.
    line.sendall(bytes((0x81, 0x80 | len(first))) + bytes(4) + first)
    return line
