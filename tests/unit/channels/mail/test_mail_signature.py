"""Only what we signed names a case."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers.letters import OWN, SECRET, letter, read

from console.channels.mail.protocol.signature import (
    case_of_address,
    case_of_message_id,
    signed_address,
    signed_message_id,
)
from console.domain.ids import CaseId, MessageId

CASES = st.integers(1, 10**12).map(CaseId)
IDS = st.uuids().map(MessageId)


@given(CASES)
def test_an_address_names_its_case_also_when_relays_change_its_letters(case: CaseId) -> None:
    address = signed_address(OWN, case, SECRET)
    assert case_of_address(address, SECRET) == case
    assert case_of_address(f" {address.upper()} ", SECRET) == case


@given(CASES, IDS)
def test_a_message_id_names_its_case(case: CaseId, message: MessageId) -> None:
    made = signed_message_id(case, message, "mystore.no", SECRET)
    assert re.fullmatch(r"<c\.\d+\.[0-9a-f]{32}\.[0-9a-f]{16}@mystore\.no>", made)
    assert case_of_message_id(made, SECRET) == case


@given(CASES, CASES, IDS)
def test_a_signature_moved_to_another_case_is_forged(
    case: CaseId, other: CaseId, message: MessageId
) -> None:
    address = signed_address(OWN, case, SECRET)
    made = signed_message_id(case, message, "mystore.no", SECRET)
    if case != other:
        assert case_of_address(address.replace(f"+c{case}.", f"+c{other}."), SECRET) is None
        assert case_of_message_id(made.replace(f"<c.{case}.", f"<c.{other}."), SECRET) is None


@given(CASES, IDS)
def test_another_key_or_another_house_is_forged(case: CaseId, message: MessageId) -> None:
    address = signed_address(OWN, case, SECRET)
    made = signed_message_id(case, message, "mystore.no", SECRET)
    assert case_of_address(address, b"other") is None
    assert case_of_message_id(made, b"other") is None
    assert case_of_address(address.replace("kundeservice+", "faktura+"), SECRET) is None
    assert case_of_message_id(made.replace("@mystore.no", "@ond.no"), SECRET) is None


@given(st.text(max_size=200))
def test_any_text_may_be_asked(text: str) -> None:
    assert case_of_address(text, SECRET) is None
    assert case_of_message_id(text, SECRET) is None


@pytest.mark.parametrize("field", [b"To", b"Cc", b"Delivered-To", b"X-Original-To"])
def test_the_tag_is_read_wherever_the_address_stands(field: bytes) -> None:
    address = signed_address(OWN, CaseId(12), SECRET).encode()
    raw = b"From: kari@butikk.no\r\n" + field + b": Kundeservice <" + address + b">\r\n\r\nx"
    assert read(raw).case_tag == 12


def test_the_address_comes_before_the_thread_and_the_newest_reference_first() -> None:
    def made(case: int) -> bytes:
        return signed_message_id(CaseId(case), MessageId(uuid.uuid4()), "x.no", SECRET).encode()

    thread = b"References: " + made(1) + b" " + made(2) + b" <x@y.no>"
    assert read(letter(b"x", thread)).case_tag == 2
    assert read(letter(b"x", thread, b"In-Reply-To: " + made(3))).case_tag == 3
    address = signed_address(OWN, CaseId(9), SECRET).encode()
    assert read(letter(b"x", thread, b"Delivered-To: " + address)).case_tag == 9


def test_a_forged_tag_and_a_forged_thread_name_no_case() -> None:
    raw = letter(
        b"x",
        b"Delivered-To: kundeservice+c12.00000000@mystore.no",
        b"References: <c.12." + b"0" * 32 + b"." + b"0" * 16 + b"@mystore.no>",
        b"Subject: [#MS-12]",
    )
    assert read(raw).case_tag is None
