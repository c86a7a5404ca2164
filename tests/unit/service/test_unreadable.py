"""What the store would not take is cut down, and what is left of it can be read."""

from __future__ import annotations

from dataclasses import replace

from fakes.clock import MONDAY_MORNING
from fixtures.house import picture

from console.domain.calls import CallState, MemberState, QueueFigures
from console.domain.live_news import (
    CallSeen,
    ChatSeen,
    FiguresSeen,
    LineSeen,
    MemberSeen,
    MembersSeen,
)
from console.service.unreadable import made_plain


def test_a_line_keeps_its_words_and_says_what_was_left_out() -> None:
    line = LineSeen("l1", "c1", MONDAY_MORNING, "se \x00her", parts=(picture(),))
    cut = made_plain(line)
    assert cut.text == "se her\n[Vedlegg som ikke kunne lagres, er utelatt.]"
    assert cut.parts == ()
    assert (cut.remote_id, cut.chat, cut.at) == ("l1", "c1", MONDAY_MORNING)


def test_a_line_of_attachments_alone_is_the_sentence() -> None:
    cut = made_plain(LineSeen("l1", "c1", MONDAY_MORNING, "", parts=(picture(),)))
    assert cut.text == "[Vedlegg som ikke kunne lagres, er utelatt.]"


def test_a_chat_keeps_what_can_be_kept() -> None:
    seen = ChatSeen("c1", 2**80, MONDAY_MORNING, visitor_name="Kari\x00\ud83d", is_verified=True)
    cut = made_plain(seen)
    assert cut == replace(seen, version=2**63 - 1, visitor_name="Kari?")


def test_each_telephone_of_a_queue_is_made_plain() -> None:
    member = MemberSeen("PJSIP/\x0021", "kø", MemberState.READY, "", MONDAY_MORNING)
    cut = made_plain(MembersSeen(1, (member, member)))
    assert [one.interface for one in cut.members] == ["PJSIP/21"] * 2
    assert cut.members[0].state is MemberState.READY


def test_what_cannot_be_stored_stays_as_new_as_it_was() -> None:
    seen = CallSeen(
        "ring", 7 << 40, MONDAY_MORNING, CallState.WAITING, name="\ud800", priority=2**40
    )
    cut = made_plain(seen)
    assert (cut.version, cut.priority, cut.name) == (7 << 40, 2**31 - 1, "?")


def test_each_queue_of_the_figures_is_made_plain() -> None:
    day = QueueFigures("k\x00ø", 2**40, 0, None, None, 20.0, None, None, MONDAY_MORNING)
    (cut,) = made_plain(FiguresSeen(1, (day,))).queues
    assert (cut.queue, cut.answered, cut.within_s) == ("kø", 2**31 - 1, 20.0)
