"""An answer goes out as written, once and the same, and carries nothing it should not."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peers.accounts import SECRET, answer, attached
from peers.letters import read

from console.channels.contract import Rendered
from console.channels.mail.protocol.render import CannotRender, render, reply_subject
from console.channels.mail.protocol.signature import case_of_address, case_of_message_id
from console.channels.mail.protocol.text import one_line, storable
from console.domain.mail import Address, IncomingMail, OutgoingMail
from console.domain.mail_account import guess

SETTINGS = dataclasses.replace(
    guess("kundeservice@mystore.no"), display_name="Mystore kundeservice"
)
# What looks encoded twice is mended on the way in, so it is not part of these facts.
ANY = st.text(st.characters(exclude_categories=(), exclude_characters="Ã"), max_size=300)
HEADERS = {"from", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to"} | {
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}


def _made(out: OutgoingMail) -> Rendered:
    return render(out, SETTINGS, SECRET)


def _arrived(out: OutgoingMail) -> IncomingMail:
    return read(_made(out).raw)


@given(ANY, ANY, ANY)
@settings(max_examples=200, deadline=None)
def test_any_words_arrive_as_written(subject: str, text: str, name: str) -> None:
    out = answer(subject=subject, text=text, references=(), to=(Address("kari@butikk.no", name),))
    mail = _arrived(out)
    assert mail.subject == one_line(subject, 500)
    said = storable(text)
    assert mail.text == (said.rstrip("\n") if said.strip() else "")
    assert mail.to == (Address("kari@butikk.no", one_line(name, 120)),)


@given(ANY, ANY, ANY)
@settings(max_examples=200, deadline=None)
def test_no_words_become_a_header(subject: str, name: str, file: str) -> None:
    out = answer(
        subject=subject + "\r\nBcc: ond@ond.no\r\n\r\nhei",
        author=name + "\nBcc: ond@ond.no",
        to=(Address("kari@butikk.no", name + "\r\nBcc: ond@ond.no"),),
        parts=(attached(file + '"\r\nX-Ond: 1', b"x"),),
        references=("<a@b.no>\r\nBcc: ond@ond.no", "<b@b.no>"),
    )
    rendered = _made(out)
    assert rendered.recipients == ("kari@butikk.no",)
    parsed = email.message_from_bytes(rendered.raw)
    assert {n.lower() for n in parsed} <= HEADERS
    assert {n.lower() for p in parsed.get_payload() for n in p} <= HEADERS | {"content-disposition"}


@given(ANY, ANY)
@settings(max_examples=100, deadline=None)
def test_every_line_is_ascii_and_short_enough_for_any_relay(subject: str, file: str) -> None:
    out = answer(
        subject=subject * 3,
        parts=(attached(file, b"\xff" * 300),),
        to=tuple(Address(f"kunde{n}@butikk.no", "Kåre Nørdmann") for n in range(60)),
        references=tuple(f"<{'x' * 200}{n}@butikk.no>" for n in range(60)),
    )
    raw = _made(out).raw
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")


@given(ANY.filter(lambda n: one_line(n, 50)), st.binary(max_size=500))
@settings(max_examples=150, deadline=None)
def test_an_attachment_arrives_with_its_name_and_bytes(name: str, content: bytes) -> None:
    short = one_line(name, 50)
    (part,) = _arrived(answer(parts=(attached(short, content),))).parts
    assert (part.name, part.content) == (short, content)


def test_the_same_answer_is_the_same_bytes_each_time() -> None:
    out = answer(parts=(attached("a.pdf", b"x"),))
    assert _made(out) == _made(out)


def test_an_answer_leads_back_to_its_case_by_address_and_by_thread() -> None:
    out = answer(case=4711)
    mail = _arrived(out)
    assert mail.reply_to is not None
    assert case_of_address(mail.reply_to.address, SECRET) == 4711
    assert case_of_message_id(mail.message_id, SECRET) == 4711
    assert mail.message_id == _made(out).message_id
    assert out.message.hex in mail.message_id


def test_without_plus_addressing_the_answer_comes_to_the_plain_address() -> None:
    plain = dataclasses.replace(SETTINGS, plus_addressing=False)
    assert read(render(answer(), plain, SECRET).raw).reply_to is None


def test_the_thread_is_named_the_newest_as_what_is_answered() -> None:
    mail = _arrived(answer(references=("<1@x.no>", "<2@x.no>", "not an id", "<3@x.no>")))
    assert mail.in_reply_to == "<3@x.no>"
    assert mail.references == ("<1@x.no>", "<2@x.no>", "<3@x.no>")


def test_a_long_thread_keeps_its_root_and_its_newest() -> None:
    ids = tuple(f"<{n}@x.no>" for n in range(100))
    assert _arrived(answer(references=ids)).references == (ids[0], *ids[-19:])


@pytest.mark.parametrize(
    ("subject", "written"),
    [
        ("Kasse", "SV: Kasse"),
        ("SV: Kasse", "SV: Kasse"),
        ("Re: SV: re : Kasse", "Re: Kasse"),
        ("sv: SV: SV: Kasse", "sv: Kasse"),
        ("VS: Kasse", "SV: VS: Kasse"),
        ("Svar på regning", "SV: Svar på regning"),
        ("", "SV:"),
    ],
)
def test_an_answer_says_so_once(subject: str, written: str) -> None:
    assert reply_subject(subject) == written
    assert _arrived(answer(subject=subject)).subject == written


def test_a_first_mail_of_ours_is_no_answer() -> None:
    assert _arrived(answer(subject="Velkommen", references=())).subject == "Velkommen"


def test_the_writer_and_the_house_stand_in_from() -> None:
    mail = _arrived(answer(author="Kåre Ås"))
    assert mail.sender == Address("kundeservice@mystore.no", "Kåre Ås, Mystore kundeservice")
    assert mail.sent_at == answer().written_at


def test_what_others_read_agrees() -> None:
    out = answer(
        subject="Blåbær " * 20, author="Kåre, Ås", parts=(attached("faktura æøå.pdf", b"%PDF"),)
    )
    parsed: Any = email.message_from_bytes(_made(out).raw, policy=email.policy.default)
    assert parsed["subject"] == "SV: " + ("Blåbær " * 20).strip()
    assert parsed["from"].addresses[0].display_name == "Kåre, Ås, Mystore kundeservice"
    assert [a.get_filename() for a in parsed.iter_attachments()] == ["faktura æøå.pdf"]
    assert parsed.get_body().get_content().split() == out.text.split()
    assert parsed.defects == []


def test_the_message_id_stands_on_its_own_line_unfolded() -> None:
    assert re.search(rb"\r\nMessage-ID: <c\.4711\.[^\r\n]+>\r\n", _made(answer()).raw)


def test_a_domain_beyond_ascii_is_written_as_the_net_knows_it() -> None:
    assert _made(answer("post@blåbær.no")).recipients == ("post@xn--blbr-roah.no",)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kari",
        "kari@",
        "@butikk.no",
        "å@butikk.no",
        "a b@c.no",
        "a@b.no\r\nRCPT TO:<x@y>",
        "<a@b.no>",
        "a@b.no,c@d.no",
        "a@" + "x" * 70 + ".no",
    ],
)
def test_an_address_mail_cannot_carry_is_refused_in_words(address: str) -> None:
    with pytest.raises(CannotRender, match="kan ikke få e-post"):
        _made(answer(address))


def test_nobody_to_send_to_is_refused_in_words() -> None:
    with pytest.raises(CannotRender, match="mottaker"):
        _made(answer(to=()))


def test_the_same_recipient_twice_is_one() -> None:
    out = answer("a@b.no", "a@b.no", cc=(Address("a@b.no"), Address("c@b.no")))
    assert _made(out).recipients == ("a@b.no", "c@b.no")
