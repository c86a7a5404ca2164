"""Attacks by files: a file is what its bytes are, harmless to open, and named harmlessly."""

from __future__ import annotations

from uuid import uuid4

import pytest
from open_web_door import PNG, OpenDoor, refused

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"

LIES: dict[str, tuple[bytes, str]] = {
    "a page called a picture": (HTML, "bilde.png"),
    "a drawing that runs": (SVG, "logo.svg"),
    "a drawing called a picture": (SVG, "logo.png"),
    "a drawing called a text": (SVG, "logo.txt"),
    "a page called a text": (HTML, "les.txt"),
    "a page behind blanks": (b"\xef\xbb\xbf \r\n" + HTML, "les.txt"),
    "a program": (b"MZ\x90\x00" + bytes(60), "a.exe"),
    "a program called a picture": (b"MZ\x90\x00" + bytes(60), "a.png"),
    "a program of Linux": (b"\x7fELF" + bytes(60), "a.pdf"),
    "a picture called a program": (PNG, "bilde.png.exe"),
    "a picture called a page": (PNG, "bilde.html"),
    "a picture called a drawing": (PNG, "bilde.svg"),
    "a program behind a nought": (PNG, "bilde.png%00.exe"),
    "a program written backwards": (PNG, "bilde%E2%80%AEgnp.exe"),
    "a program in a stream": (PNG, "bilde.png:x.exe"),
    "an archive": (b"PK\x03\x04" + bytes(60), "a.zip"),
    "a document that runs": (b"PK\x03\x04" + bytes(60), "a.docm"),
    "a picture that begins late": (b"x" + PNG, "bilde.png"),
    "half a picture's name": (b"RIFF\x00\x00\x00\x00WAVE", "lyd.webp"),
    "controls called a text": (b"hei\x1b]0;x\x07", "les.txt"),
    "a text of no ending": (b"hei", "les"),
    "a script called a script": (b"alert(1)", "x.js"),
    "nothing": (b"", "tom.txt"),
}


@pytest.mark.parametrize("attack", LIES)
def test_a_file_that_is_not_what_it_says_is_refused(attacked: OpenDoor, attack: str) -> None:
    content, name = LIES[attack]
    ola = attacked.visitor()
    assert refused(ola.send(content, name, Content_Type="image/png"), 415, "file")
    assert ola.stay.files == {}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("..%2f..%2fetc%2fpasswd.png", "passwd.png"),
        ("C:%5CWindows%5Cx.png", "x.png"),
        ("a%0d%0aSet-Cookie:%20x=1.png", "aSet-Cookie_ x=1.png"),
        ("%3Cscript%3E.png", "_script_.png"),
        ("con.png", "_con.png"),
        ("%22;%20filename=%22x.png", "_; filename=_x.png"),
        ("%FF.png", "\ufffd.png"),
        (".png", "png"),
        ("a" * 900 + ".png", "a" * 146 + ".png"),
        ("b%C3%A6r.png", "bær.png"),
    ],
)
def test_a_name_is_a_name_and_no_path(attacked: OpenDoor, told: str, kept: str) -> None:
    ola = attacked.visitor()
    sent = ola.send(PNG, told)
    assert (sent.status_code, sent.json()["name"]) == (201, kept)
    got = ola.ask("GET", f"files/{sent.json()['file']}")
    disposition = got.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    assert disposition.isascii()
    assert "Set-Cookie" not in got.headers


def test_what_is_served_runs_nowhere(attacked: OpenDoor) -> None:
    ola = attacked.visitor()
    sent = ola.send(PNG + HTML, "to i ett.png").json()
    got = ola.ask("GET", f"files/{sent['file']}")
    assert got.headers["Content-Type"] == "image/png"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    policy = got.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert got.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert got.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "x\r\nSet-Cookie: a=b", "æ", ""])
def test_a_file_of_ours_runs_nowhere_either(attacked: OpenDoor, kind: str) -> None:
    ola = attacked.visitor()
    house, now = attacked.hall.house, attacked.clock.now()
    sent = house.answer(ola.stay.visit.id, uuid4(), "", "Kari", now, [("a.html", kind, HTML)])
    got = ola.ask("GET", f"files/{sent.files[0].id}")
    assert (got.status_code, got.headers["Content-Type"]) == (200, "application/octet-stream")
    assert "Set-Cookie" not in got.headers


def test_a_file_that_is_too_large_is_not_waited_for(attacked: OpenDoor) -> None:
    ola = attacked.visitor()
    assert refused(ola.send(PNG + bytes(10 * 1024 * 1024), "stor.png"), 413, "size")
    assert ola.stay.files == {}


@pytest.mark.parametrize("length", ["-1", "1e9", "99999999999999999999999"])
def test_a_length_that_there_is_none_of_is_refused(attacked: OpenDoor, length: str) -> None:
    import socket

    ola = attacked.visitor()
    head = (
        f"POST /w/v1/files HTTP/1.1\r\nHost: 127.0.0.1:{attacked.door.port}\r\n"
        f"Origin: {attacked.own}\r\n"
        f"Authorization: Bearer {ola.token}\r\nX-Client-Id: {uuid4()}\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", attacked.door.port), 5) as line:
        line.sendall(head.encode())
        assert line.recv(100)[:12] in (b"HTTP/1.1 413", b"HTTP/1.1 400")


def test_nobody_sends_files_without_a_visit(attacked: OpenDoor) -> None:
    answer = attacked.ask("POST", "files", "", PNG, X_Client_Id=str(uuid4()), X_File_Name="a.png")
    assert refused(answer, 401, "token")
