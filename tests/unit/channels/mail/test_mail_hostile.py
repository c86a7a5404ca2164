"""No mail stalls the reader, is lost, or brings anything the store cannot take.

The caps are asserted by what comes out and by how much work was done, never by a clock.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peers.letters import RECEIVED, letter, read

from console.channels.mail.protocol import caps
from console.domain.mail import IncomingMail
from console.domain.storable_text import COMBINING_MARKS

MULTIPART = b"multipart/mixed; boundary=b"


def _texts(mail: IncomingMail) -> list[str]:
    texts = [mail.subject, mail.text, mail.visible_text, mail.html, mail.message_id]
    texts += [mail.in_reply_to, *mail.references, mail.problem]
    for address in (mail.sender, *mail.to, *mail.cc):
        texts += [address.address, address.name]
    for part in mail.parts:
        texts += [part.name, part.content_type, part.content_id]
    return texts


def _is_storable(text: str) -> bool:
    return "\0" not in text and text.encode("utf-8", "ignore").decode() == text


def _calls(work: Callable[[], object]) -> int:
    """How many functions were entered: work that does not depend on the machine's speed."""
    count = 0

    def counted(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


# Three mails that kill the standard library's newer parser, each as it was met.
CRASHES = {
    "a charset that does not exist": letter(
        b"bl\xe5b\xe6r", content=b"text/plain; charset=X-UNKNOWN"
    ),
    "an invented charset": letter(b"bl\xe5b\xe6r", content=b"text/plain; charset=iso-gb2312"),
    "a related part whose boundary never occurs": letter(
        b"--a\r\nContent-Type: multipart/related; boundary=never\r\n\r\nbl\xe5b\xe6r\r\n--a--\r\n",
        content=b"multipart/alternative; boundary=a",
    ),
}


@pytest.mark.parametrize("name", CRASHES)
def test_mail_that_kills_parsers_is_read(name: str) -> None:
    mail = read(CRASHES[name])
    assert mail.sender.address == "kari@butikk.no"
    assert mail.raw == CRASHES[name]
    assert mail.problem == ""


def test_the_two_bad_charsets_still_give_the_words() -> None:
    assert read(CRASHES["a charset that does not exist"]).text == "blåbær"


@pytest.mark.parametrize(
    "value",
    [
        b"x" * 1_000_000,
        b"=?a?q?" * 170_000,
        b"=?utf-8?b?" + b"w6Y" * 300_000 + b"?=",
        b"x" + b"\r\n y" * 250_000,
        "æ".encode() * 500_000,
    ],
)
def test_a_header_line_of_a_megabyte_is_cut(value: bytes) -> None:
    mail = read(letter(b"hei", b"Subject: " + value))
    assert len(mail.subject) <= caps.SUBJECT_CHARS
    assert mail.text == "hei"


@pytest.mark.parametrize(
    "value",
    [b"a@b.no, " * 125_000, b"(" * 1_000_000, b"<" * 1_000_000, b'"' * 1_000_000, b"a:" * 500_000],
)
def test_a_recipient_line_of_a_megabyte_is_cut(value: bytes) -> None:
    mail = read(letter(b"hei", b"Cc: " + value))
    assert len(mail.cc) <= caps.ADDRESSES
    assert mail.text == "hei"


@pytest.mark.parametrize("filling", [b";", b';"', b"; a=b", b"; a*0*=b", b'; a="\\"'])
def test_a_structure_field_of_a_megabyte_is_cut(filling: bytes) -> None:
    content = b"text/plain" + filling * (1_000_000 // len(filling))
    assert _calls(lambda: read(letter(b"hei", content=content))) < 200_000


def test_a_hundred_thousand_headers_are_cut() -> None:
    raw = letter(b"hei", *[b"X-A: b"] * 100_000, b"Subject: bak")
    mail = read(raw)
    assert mail.text == "hei"
    assert mail.sender.address == "kari@butikk.no"
    assert mail.subject == ""


def test_references_without_end_keep_the_newest() -> None:
    ids = b" ".join(b"<%d@x.no>" % n for n in range(1_500))
    assert read(letter(b"x", b"References: " + ids)).references[-1] == "<1499@x.no>"
    assert len(read(letter(b"x", b"References: " + ids * 100)).references) <= caps.REFERENCES


def _nested(depth: int) -> bytes:
    levels = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return b"From: kari@butikk.no\r\nSubject: dypt\r\n" + levels + b"\r\nhei\r\n"


TOO_COMPLEX = {
    "2,000 multiparts inside each other": _nested(2_000),
    "2,000 mails inside each other": (
        b"From: kari@butikk.no\r\nSubject: dypt\r\n"
        + b"Content-Type: message/rfc822\r\n\r\n" * 2_000
        + b"hei"
    ),
    "50,000 parts": letter(b"--b\r\n\r\nx\r\n" * 50_000, b"Subject: dypt", content=MULTIPART),
    "100,000 reports of delivery": letter(
        b"a: b\r\n\r\n" * 100_000, b"Subject: dypt", content=b"message/delivery-status"
    ),
    "two million lines": letter(b"x\n" * 2_000_000, b"Subject: dypt"),
}


@pytest.mark.parametrize("name", TOO_COMPLEX)
def test_of_a_mail_too_complex_the_header_is_read_and_the_raw_kept(name: str) -> None:
    raw = TOO_COMPLEX[name]
    mail = read(raw)
    assert mail.subject == "dypt"
    assert mail.sender.address == "kari@butikk.no"
    assert "innviklet" in mail.problem
    assert mail.raw == raw
    assert mail.parts == ()


def test_as_deep_as_people_send_is_read() -> None:
    mail = read(_nested(15))
    assert mail.text == "hei"
    assert mail.problem == ""


def test_a_text_of_ten_megabytes_is_cut() -> None:
    assert len(read(letter(b"abc def " * 1_300_000)).text) <= caps.TEXT_CHARS


@pytest.mark.parametrize(
    "line",
    [
        "On ",
        "Den ",
        "Den a\n",
        "Fra: Til: ",
        "From:\n\n",
        ">",
        "> > ",
        "\n",
        " \n",
        "* ",
        "skrev ",
        "Den skrev ",
        "Den x skrev\n",
        "-----",
        "On wrote " * 40 + "\n",
        "Fra:" * 90 + "\n",
    ],
)
def test_no_text_makes_the_search_for_quotes_long(line: str) -> None:
    text = (line * (200_000 // len(line)))[:200_000]
    mail = read(letter(text.encode()))
    assert len(mail.visible_text) <= len(text)


def test_what_the_store_refuses_never_reaches_it() -> None:
    nasty = b"a\0b\xed\xa0\x80c\xff\xe2\x80\xaed"
    raw = letter(
        nasty,
        b"Subject: " + nasty,
        b"References: <" + nasty + b"@x>",
        b'Content-Disposition: attachment; filename="' + nasty + b'"',
        content=b"text/plain; charset=utf-8",
    )
    mail = read(raw)
    assert all(_is_storable(text) for text in _texts(mail))
    assert "\u202e" not in mail.subject
    assert mail.parts[0].content == nasty


def test_overrides_that_turn_the_reading_around_are_gone_from_words() -> None:
    body = "betal \u202e000.1\u202c kr \u2066x\u2069".encode()
    mail = read(letter(body, content=b"text/plain; charset=utf-8"))
    assert mail.text == "betal 000.1 kr x"


def test_letters_piled_up_are_lowered() -> None:
    body = ("e" + "\u0301" * 5_000).encode()
    mail = read(letter(body, content=b"text/plain; charset=utf-8"))
    assert len(mail.text) == 1 + COMBINING_MARKS


def test_two_senders_are_believed_neither() -> None:
    mail = read(b"From: kari@butikk.no\r\nFrom: sjef@bank.no\r\nSubject: x\r\n\r\nhei")
    assert mail.sender.address == ""
    assert "flere avsendere" in mail.problem
    assert mail.text == "hei"


def test_a_name_that_looks_like_an_address_stays_a_name() -> None:
    mail = read(b'From: "sjef@bank.no" <ond@ond.no>\r\n\r\nhei')
    assert mail.sender.address == "ond@ond.no"


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x", "a\u202efdp.exe", "C:\\con", "x" * 5_000, "a\nb"]
)
def test_a_name_of_an_attachment_is_kept_as_written_but_storable(name: str) -> None:
    disposition = f"Content-Disposition: attachment; filename*=utf-8''{quote(name)}".encode()
    (part,) = read(letter(b"x", disposition, content=b"application/pdf")).parts
    assert _is_storable(part.name)
    assert len(part.name) <= 255
    assert part.name[:3] == name[:3].replace("\n", " ")


@pytest.mark.parametrize(
    "codec", ["zlib", "base64", "rot13", "idna", "unicode_escape", "undefined"]
)
def test_a_codec_that_is_no_charset_is_not_obeyed(codec: str) -> None:
    mail = read(letter(b"hei \\u0041", content=b"text/plain; charset=" + codec.encode()))
    assert mail.text == "hei \\u0041"


@given(st.binary(max_size=2_000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    mail = read(raw)
    assert mail.raw == raw
    assert mail.received_at == RECEIVED
    assert all(_is_storable(text) for text in _texts(mail))


_PIECES = st.sampled_from(
    [
        b"--b\r\n",
        b"--b--\r\n",
        b"\r\n",
        b"Content-Type: ",
        b"multipart/mixed; boundary=b",
        b"\0",
        b"text/html; charset=",
        b"message/rfc822",
        b"=?utf-8?q?",
        b"?=",
        b"\xff",
        b"From: ",
        b"<a@b>",
        b"Content-Transfer-Encoding: base64\r\n",
        b"<table>",
        b"Subject: ",
        b"; filename*0*=x''%",
        b"Content-Disposition: attachment",
        b"multipart/digest; boundary=b",
        b"\r\n ",
        b"x",
        b"=",
    ]
)


@given(st.lists(_PIECES, max_size=60).map(b"".join))
@settings(max_examples=300, deadline=None)
def test_any_pieces_of_mail_are_a_mail(raw: bytes) -> None:
    mail = read(raw)
    assert mail.raw == raw
    assert all(_is_storable(text) for text in _texts(mail))
    assert "kunne ikke leses" not in mail.problem
