"""Who is a program, and of which kind (RFC 3834, RFC 3464)."""

from __future__ import annotations

import uuid

import pytest
from peers.letters import OWN, SECRET, letter, read

from console.channels.mail.protocol.signature import signed_message_id
from console.domain.ids import CaseId, MessageId
from console.domain.mail import AutoKind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (b"Auto-Submitted: no", AutoKind.PERSON),
        (b"Auto-Submitted: auto-replied", AutoKind.OUT_OF_OFFICE),
        (b"Auto-Submitted: auto-replied (vacation)", AutoKind.OUT_OF_OFFICE),
        (b"Auto-Submitted: auto-generated", AutoKind.BULK),
        (b"X-Autoreply: yes", AutoKind.OUT_OF_OFFICE),
        (b"X-Autorespond: x", AutoKind.OUT_OF_OFFICE),
        (b"Precedence: auto_reply", AutoKind.OUT_OF_OFFICE),
        (b"Precedence: bulk", AutoKind.BULK),
        (b"Precedence: list", AutoKind.BULK),
        (b"Precedence: normal", AutoKind.PERSON),
        (b"List-Id: <nyhetsbrev.butikk.no>", AutoKind.BULK),
        (b"List-Unsubscribe: <https://x.no>", AutoKind.BULK),
        (b"X-Auto-Response-Suppress: All", AutoKind.BULK),
        (b"X-Loop: x", AutoKind.BULK),
        (b"Return-Path: <>", AutoKind.BOUNCE),
        (b"Return-Path: <kari@butikk.no>", AutoKind.PERSON),
        (b"X-Mailer: x", AutoKind.PERSON),
    ],
)
def test_a_header_tells(header: bytes, kind: AutoKind) -> None:
    assert read(letter(b"x", header)).auto is kind


def test_an_absence_with_no_return_path_is_an_absence() -> None:
    raw = letter(b"x", b"Return-Path: <>", b"Auto-Submitted: auto-replied")
    assert read(raw).auto is AutoKind.OUT_OF_OFFICE


def test_marks_of_our_own_group_say_nothing_of_the_writer() -> None:
    ours = f"List-Id: Kundeservice <{OWN.replace('@', '.')}>".encode()
    raw = letter(b"x", ours, b"Precedence: list", b"List-Unsubscribe: <mailto:x@y.no>")
    assert read(raw).auto is AutoKind.PERSON


def test_a_receipt_for_reading_is_no_bounce() -> None:
    content = b"multipart/report; report-type=disposition-notification; boundary=b"
    assert read(letter(b"--b\r\n\r\nlest\r\n--b--", content=content)).auto is AutoKind.BULK


@pytest.mark.parametrize("sender", [b"MAILER-DAEMON@x.no", b"postmaster@x.no"])
def test_the_post_office_itself_writes_bounces(sender: bytes) -> None:
    assert read(b"From: " + sender + b"\r\n\r\nx").auto is AutoKind.BOUNCE


def test_a_bounce_names_the_mail_that_failed_and_its_case() -> None:
    failed = signed_message_id(CaseId(4711), MessageId(uuid.uuid4()), "mystore.no", SECRET)
    body = (
        b"--b\r\n\r\nDet gikk ikke.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        b"Final-Recipient: rfc822; borte@butikk.no\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: "
        + failed.encode()
        + b"\r\nSubject: SV: Kasse\r\n\r\n--b--\r\n"
    )
    content = b"multipart/report; report-type=delivery-status; boundary=b"
    mail = read(letter(body, b"Return-Path: <>", content=content))
    assert mail.auto is AutoKind.BOUNCE
    assert mail.in_reply_to == failed
    assert mail.case_tag == 4711
    assert any(b"Status: 5.1.1" in p.content for p in mail.parts)
