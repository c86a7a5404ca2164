"""What is read from ordinary mail."""

from __future__ import annotations

import pickle
from email.message import EmailMessage

import pytest
from peers.letters import OWN, RECEIVED, SECRET, letter, read
from whenever import Instant

from console.channels.mail.protocol.parse import Fetched, ParseJob, parse, parse_job
from console.domain.mail import Address, AutoKind


def test_a_plain_mail_is_read_whole() -> None:
    raw = letter(
        b"Hei\r\n\r\nKassen virker ikke.\r\n",
        b"Subject: Kasse",
        b"Cc: Per <PER@butikk.no>, ola@butikk.no",
        b"Date: Tue, 03 Mar 2026 10:12:00 +0100",
        b"Reply-To: post@butikk.no",
        b"In-Reply-To: <b@mystore.no>",
        b"References: <a@mystore.no>\r\n <b@mystore.no>",
    )
    mail = read(raw)
    assert mail.raw == raw
    assert mail.remote_id == "INBOX/1/7"
    assert mail.message_id == "<1@butikk.no>"
    assert mail.sender == Address("kari@butikk.no", "Kari")
    assert mail.reply_to == Address("post@butikk.no")
    assert mail.to == (Address(OWN),)
    assert mail.cc == (Address("per@butikk.no", "Per"), Address("ola@butikk.no"))
    assert mail.subject == "Kasse"
    assert mail.text == "Hei\n\nKassen virker ikke."
    assert mail.sent_at == Instant.from_utc(2026, 3, 3, 9, 12)
    assert mail.received_at == RECEIVED
    assert mail.in_reply_to == "<b@mystore.no>"
    assert mail.references == ("<a@mystore.no>", "<b@mystore.no>")
    assert mail.auto is AutoKind.PERSON
    assert mail.problem == ""


def test_a_mail_without_an_id_gets_the_same_one_each_time() -> None:
    raw = b"From: kari@butikk.no\r\n\r\nHei"
    assert read(raw).message_id == read(raw).message_id
    assert read(raw).message_id != read(raw + b"!").message_id


@pytest.mark.parametrize(
    "date",
    [
        b"",
        b"i gaar",
        b"Tue, 03 Mar 1970 10:12:00 +0100",
        b"Tue, 03 Mar 2036 10:12:00 +0100",
        b"Tue, 99 Mar 2026 99:99:99 +9999",
        b"Mon, 1 Jan 99999 00:00:00 +0000",
    ],
)
def test_an_absurd_date_is_no_date(date: bytes) -> None:
    assert read(letter(b"x", b"Date: " + date)).sent_at is None


def test_html_alone_gives_readable_text() -> None:
    html = b"<p>Hei <b>igjen</b></p><table><tr><td>Ordre</td><td>12</td></tr></table>"
    mail = read(letter(html, content=b"text/html; charset=utf-8"))
    assert "Hei igjen" in mail.text
    assert "Ordre" in mail.text
    assert "<b>igjen</b>" in mail.html


def test_of_two_versions_the_plain_is_the_text_and_the_rich_is_kept() -> None:
    mail = EmailMessage()
    mail["From"] = "kari@butikk.no"
    mail.set_content("ren tekst")
    mail.add_alternative("<p>rik tekst</p>", subtype="html")
    both = read(mail.as_bytes())
    assert both.text == "ren tekst"
    assert both.html.strip() == "<p>rik tekst</p>"
    assert both.parts == ()


def test_an_empty_plain_version_gives_way_to_the_rich_one() -> None:
    mail = EmailMessage()
    mail.set_content(" \n")
    mail.add_alternative("<p>rik tekst</p>", subtype="html")
    assert read(mail.as_bytes()).text == "rik tekst"


def test_attachments_keep_their_bytes_and_inline_pictures_their_id() -> None:
    mail = EmailMessage()
    mail.set_content("se bilde")
    mail.add_alternative('<img src="cid:logo@x">', subtype="html")
    rich = mail.get_payload()[1]
    rich.add_related(b"\x89PNG1", "image", "png", cid="<logo@x>")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="faktura æ.pdf")
    mail.add_attachment("a;b", subtype="csv", filename="liste.csv")
    picture, invoice, table = read(mail.as_bytes()).parts
    assert (picture.content, picture.content_id, picture.is_inline) == (b"\x89PNG1", "logo@x", True)
    assert (invoice.name, invoice.content, invoice.is_inline) == ("faktura æ.pdf", b"%PDF", False)
    assert (table.name, table.content_type) == ("liste.csv", "text/csv")
    assert 'src="cid:logo@x"' in read(mail.as_bytes()).html


def test_a_mail_inside_the_mail_is_one_attachment_named_by_its_subject() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "Kvittering"
    inner.set_content("innhold")
    inner.add_attachment(b"x", maintype="application", subtype="pdf", filename="i.pdf")
    outer.set_content("se vedlagt")
    outer.add_attachment(inner)
    mail = read(outer.as_bytes())
    assert mail.text == "se vedlagt"
    (part,) = mail.parts
    assert part.name == "Kvittering.eml"
    assert b"innhold" in part.content
    assert read(part.content).subject == "Kvittering"


def test_what_outlook_wraps_is_unwrapped() -> None:
    def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
        head = bytes([level]) + name.to_bytes(2, "little") + kind.to_bytes(2, "little")
        total = (sum(data) & 0xFFFF).to_bytes(2, "little")
        return head + len(data).to_bytes(4, "little") + data + total

    wrapper = (0x223E9F78).to_bytes(4, "little") + b"\x01\x00"
    wrapper += attribute(1, 0x9006, 8, (0x10000).to_bytes(4, "little"))
    wrapper += attribute(2, 0x9002, 6, b"\0" * 14)
    wrapper += attribute(2, 0x8010, 1, b"ordre.pdf\0")
    wrapper += attribute(2, 0x800F, 6, b"%PDF-1.4")
    for content, names in ((wrapper, ["ordre.pdf"]), (b"not tnef", ["winmail.dat"])):
        mail = EmailMessage()
        mail.set_content("x")
        mail.add_attachment(
            content, maintype="application", subtype="ms-tnef", filename="winmail.dat"
        )
        assert [p.name for p in read(mail.as_bytes()).parts] == names


def test_a_job_can_go_to_another_process_and_hides_its_key() -> None:
    job = ParseJob(letter(), Fetched("a", RECEIVED), SECRET, OWN)
    assert parse_job(pickle.loads(pickle.dumps(job))) == parse_job(job)  # noqa: S301
    assert "a key for tests" not in repr(job)


def test_a_mail_that_came_as_header_only_says_so() -> None:
    mail = parse(letter(b""), Fetched("a", RECEIVED, "bare hodet"), SECRET, OWN)
    assert mail.problem == "bare hodet"
