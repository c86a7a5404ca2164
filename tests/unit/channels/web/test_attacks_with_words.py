"""Attacks by what is said: text stays text, and what is no request is no answer's worth of work."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from open_web_door import OpenDoor, refused, token

SCRIPT = "<img src=x onerror=alert(1)><script>alert(document.domain)</script>"


@pytest.mark.parametrize("field", ["name", "shop"])
def test_script_in_a_field_is_its_letters(attacked: OpenDoor, field: str) -> None:
    ola = attacked.visitor(**{field: SCRIPT})
    kept = getattr(ola.stay.visit, field)
    assert kept
    assert SCRIPT.startswith(kept)


def test_script_in_a_line_is_its_letters_wherever_it_comes_out(attacked: OpenDoor) -> None:
    ola = attacked.visitor()
    ola.say(SCRIPT)
    assert ola.said() == [SCRIPT]
    for path in ("messages", "transcript"):
        got = ola.ask("GET", path)
        assert got.headers["Content-Type"].partition(";")[0] in ("application/json", "text/plain")
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in got.headers["Content-Security-Policy"]
    line = ola.line()
    assert line.until("line")["text"] == SCRIPT


@pytest.mark.parametrize("field", ["site", "kind", "client_id", "token", "address", "identity"])
def test_script_where_it_can_be_no_value_is_refused(attacked: OpenDoor, field: str) -> None:
    answer = attacked.begin(**{field: SCRIPT})
    assert answer.status_code in (401, 404, 422)
    assert "<" not in answer.text
    assert attacked.stays() == []


@pytest.mark.parametrize("page", ["javascript:alert(1)", "https://evil.no/", SCRIPT, "\x00"])
def test_a_page_that_is_none_of_the_sites_is_not_kept(attacked: OpenDoor, page: str) -> None:
    assert attacked.visitor(page=page).stay.visit.page == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a\x00b", "ab"),
        ("\x1b[31mrød\x07", "[31mrød"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("\u2066skjult\u2069", "skjult"),
        ("a\ud800b", "a\ufffdb"),
        ("e\u0301", "é"),
        ("z" + "\u0301" * 500, "ź" + "\u0301" * 8),
        ("linje\r\nOK 200\r\n", "linje\nOK 200"),
        ("👩\u200d💻 ok", "👩\u200d💻 ok"),
    ],
)
def test_what_is_written_reads_as_it_is_written(attacked: OpenDoor, said: str, kept: str) -> None:
    ola = attacked.visitor()
    assert ola.say(said).status_code == 201
    assert ola.said() == [kept]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x00", "\u202e", "x" * 5001, "x" * 50_000])
def test_a_line_of_nothing_or_of_too_much_is_refused(attacked: OpenDoor, text: str) -> None:
    ola = attacked.visitor()
    assert refused(ola.say(text), 422, "text")
    assert ola.said() == []


BODIES: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 400, "json"),
    "no JSON": (b"hei", 400, "json"),
    "letters of another alphabet": (b"\xff\xfe{\x00", 400, "json"),
    "a tower of brackets": (b"[" * 60_000, 400, "json"),
    "a number without end": (b'{"client_id": ' + b"9" * 5000 + b"}", 400, "json"),
    "a list": (b"[]", 422, "object"),
    "a word": (b'"hei"', 422, "object"),
    "no fields": (b"{}", 422, "client_id"),
    "too large": (b'{"text": "' + b"x" * 70_000 + b'"}', 413, "size"),
}


@pytest.mark.parametrize("attack", BODIES)
def test_what_is_no_request_is_told_so(attacked: OpenDoor, attack: str) -> None:
    body, status, code = BODIES[attack]
    ola = attacked.visitor()
    answer = ola.ask("POST", "messages", body, Content_Type="application/json")
    assert refused(answer, status, code)
    assert ola.said() == []


FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "a name that is no UUID": ({"client_id": "1"}, "client_id"),
    "a UUID in braces": ({"client_id": "{0199d8f0-0000-7000-8000-000000000001}"}, "client_id"),
    "a number for a name": ({"client_id": 7}, "client_id"),
    "an object for a text": ({"text": {"$ne": ""}}, "text"),
    "a list for a text": ({"text": ["hei"]}, "text"),
    "a word for the files": ({"files": "alle"}, "files"),
    "six files": ({"files": [str(uuid4()) for _ in range(6)]}, "files"),
    "a path for a file": ({"files": ["../../etc/passwd"]}, "files"),
    "one file twice": ({"files": ["0199d8f0-0000-7000-8000-000000000001"] * 2}, "files"),
    "a file that there is none of": ({"files": [str(uuid4())]}, "files"),
}


@pytest.mark.parametrize("attack", FIELDS)
def test_a_field_that_cannot_be_is_named(attacked: OpenDoor, attack: str) -> None:
    other, code = FIELDS[attack]
    ola = attacked.visitor()
    assert refused(ola.say("hei", **other), 422, code)
    assert ola.said() == []


@pytest.mark.parametrize("seq", [-1, 1 << 40, 1.5, "1", True, None, [1]])
def test_a_place_that_there_is_none_of_is_refused(attacked: OpenDoor, seq: object) -> None:
    ola = attacked.visitor()
    assert refused(ola.ask("POST", "seen", {"seq": seq}), 422, "seq")


@pytest.mark.parametrize("after", ["-1", "1;drop table", "9" * 30, "0x1", "", "١"])
def test_a_place_in_a_url_is_a_number(attacked: OpenDoor, after: str) -> None:
    ola = attacked.visitor()
    assert refused(ola.ask("GET", f"messages?after_seq={after}"), 422, "after_seq")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "-"]
)
def test_what_a_form_of_any_page_could_send_is_not_read(attacked: OpenDoor, kind: str) -> None:
    ola = attacked.visitor()
    body = json.dumps({"client_id": str(uuid4()), "text": "hei"}).encode()
    assert refused(ola.ask("POST", "messages", body, Content_Type=kind), 415, "type")


def test_a_body_in_pieces_is_counted_all_the_same(attacked: OpenDoor) -> None:
    import requests

    def pieces() -> Any:
        for _ in range(200):
            yield b"x" * 1000

    ola = attacked.visitor()
    headers = {
        "Origin": attacked.own,
        "Authorization": f"Bearer {ola.token}",
        "Content-Type": "application/json",
    }
    url = f"{attacked.own}/w/v1/messages"
    assert refused(requests.post(url, pieces(), headers=headers, timeout=5), 413, "size")


def test_what_nobody_foresaw_tells_nothing_of_the_visitor(
    opened: OpenDoor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ola = opened.visitor()

    def fail(*given: object) -> None:
        raise RuntimeError(f"INSERT {given}")

    monkeypatch.setattr(opened.hall.visitors, "say", fail)
    answer = ola.say("hemmelig")
    assert refused(answer, 503, "away")
    assert "RuntimeError" in caplog.text
    assert "hemmelig" not in caplog.text + answer.text


TOKENS = {
    "none": {},
    "a guess": {"Authorization": f"Bearer {token()}"},
    "too short": {"Authorization": "Bearer x"},
    "of other letters": {"Authorization": "Bearer " + "%" * 43},
    "another scheme": {"Authorization": "Basic {token}"},
    "in a cookie": {"Cookie": "token={token}"},
    "its hash": {"Authorization": "Bearer {hash}"},
    "two in one": {"Authorization": "Bearer {token}, {token}"},
}


@pytest.mark.parametrize("attack", TOKENS)
def test_nobody_reads_a_visit_without_its_token(attacked: OpenDoor, attack: str) -> None:
    ola = attacked.visitor()
    ola.say("hemmelig")
    attacked.unspeakable += ["hemmelig", ola.token]
    headers = {
        name: words.format(token=ola.token, hash=ola.stay.token_hash)
        for name, words in TOKENS[attack].items()
    }
    for path in ("messages", "transcript", f"files/{uuid4()}"):
        assert refused(attacked.ask("GET", path, **headers), 401, "token")


def test_a_token_in_a_url_opens_nothing(attacked: OpenDoor) -> None:
    ola = attacked.visitor()
    assert refused(attacked.ask("GET", f"messages?token={ola.token}"), 401, "token")


@pytest.mark.parametrize("weak", ["a" * 43, "x" * 42, "ab" * 21 + "a", "!" * 43])
def test_a_token_that_can_be_guessed_is_not_taken(attacked: OpenDoor, weak: str) -> None:
    assert refused(attacked.begin(token=weak), 422, "token")


def test_whoever_guesses_is_stopped_and_nobody_else_is(opened: OpenDoor) -> None:
    ola = opened.visitor()
    guesses = [
        opened.ask("GET", "messages", token(), X_Forwarded_For="203.0.113.9").status_code
        for _ in range(22)
    ]
    assert guesses == [401] * 20 + [429] * 2
    assert ola.say("hei").status_code == 201


def test_no_visit_is_told_of_in_another(attacked: OpenDoor) -> None:
    ola, eva = attacked.visitor(), attacked.visitor()
    file = ola.send(b"%PDF-1.7\n", "a.pdf").json()["file"]
    assert refused(eva.ask("GET", f"files/{file}"), 404, "file")
    assert refused(eva.say("se", files=[file]), 422, "files")
    former = attacked.visitor(site="panel", continues=ola.token)
    assert former.stay.visit.continues is None, "a visit is continued on its own site"
