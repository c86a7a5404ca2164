"""A chat's lines in a case's timeline, as people read them."""

from __future__ import annotations

from typing import Any

import pytest
from fakes.clock import MONDAY_MORNING
from fakes.said import happened, mail_out

from console.desk.entries import Entry, EntryKind, Tone, timeline_entries
from console.domain.cases import DeliveryState, MessageKind
from console.domain.history import Happening
from console.domain.ids import OutboxId, new_uuid
from console.domain.mail import Address

EMPTY: dict[str, Any] = {"to": (), "subject": "", "text": "Hei.", "visible_text": "Hei."}


def only(item: Any) -> Entry:
    """The entry of one item, below its day."""
    _day, entry = timeline_entries([item], MONDAY_MORNING)
    return entry


@pytest.mark.parametrize(("name", "who"), [("Kari", "Kari"), ("", "Den besøkende")])
def test_a_visitors_line_stands_where_customers_words_stand(name: str, who: str) -> None:
    entry = only(
        mail_out(**EMPTY, kind=MessageKind.CHAT_IN, author_name="", sender=Address("", name))
    )
    assert (entry.kind, entry.who, entry.meta, entry.body) == (EntryKind.CHAT_IN, who, "", "Hei.")


def test_a_line_of_ours_stands_with_its_author_and_when_it_arrived() -> None:
    entry = only(mail_out(**EMPTY, kind=MessageKind.CHAT_OUT, delivery=DeliveryState.ACCEPTED))
    assert (entry.kind, entry.who, entry.meta) == (EntryKind.CHAT_OUT, "Jonas Tveit", "")
    assert entry.state_text == "sendt 09:41"


def test_a_line_that_did_not_arrive_says_so_and_asks_what_to_do() -> None:
    outbox = OutboxId(new_uuid())
    refused = {"delivery": DeliveryState.REFUSED, "delivery_text": "Chatten er over"}
    entry = only(mail_out(**EMPTY, kind=MessageKind.CHAT_OUT, outbox=outbox, **refused))
    assert (entry.state_text, entry.tone) == ("kom ikke frem: Chatten er over", Tone.LATE)
    assert entry.undecided == outbox


TOLD = [
    (happened("ChatHandedOver", receiver_name="Ingrid Moe"), "Ga chatten videre til Ingrid M."),
    (happened("ChatEnded"), "Avsluttet chatten"),
    (happened("ChatEnded", actor=None, actor_name=""), "Den besøkende avsluttet chatten"),
    (
        happened("PromiseMade", data={"until": "2026-11-23T11:00:00Z", "gist": "ny terminal"}),
        "Lovet kunden å høre fra oss innen 12:00: ny terminal",
    ),
]


@pytest.mark.parametrize(("happening", "words"), TOLD)
def test_what_happened_in_a_chat_or_was_promised_is_a_quiet_line(
    happening: Happening, words: str
) -> None:
    entry = only(happening)
    assert (entry.kind, entry.meta) == (EntryKind.EVENT, words)
