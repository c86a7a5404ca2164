"""People act in chats: of two who do at once one wins, and the other is told who."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from fakes.live_items import after, line, visitor
from fixtures.house import picture
from fixtures.live_house import LiveHouse
from fixtures.live_outside import acts_outside

from console.data.commands.cases import take_case
from console.data.commands.chats import (
    end_chat,
    give_back_chat,
    hand_over_chat,
    offer_chat,
    say_in_chat,
    take_chat,
    withdraw_offer,
)
from console.data.commands.messages import write_reply
from console.data.commands.undo import undo_act
from console.data.errors import Conflict, NotAllowed, NotFound, Refused
from console.data.queries.outward import line_to_say
from console.data.transaction import Changes, new_act
from console.domain.cases import CaseState, MessageKind
from console.domain.chats import Chat, ChatState, Offer
from console.domain.conversation import Said
from console.domain.history import Happening
from console.domain.ids import ChatId, MessageId, OutboxId, PersonId, new_uuid
from console.domain.outward import OutwardKind

ROUNDS = 4


@pytest.fixture
def chat(live: LiveHouse) -> Chat:
    """Kari waits, and nobody has her chat."""
    live.chat(visitor(), line(1, 5))
    return live.only_chat


def say(live: LiveHouse, who: PersonId, chat: Chat, text: str = "Hei, Kari.") -> Changes:
    return live.house.act(who, say_in_chat, chat.id, MessageId(new_uuid()), text, ())


def test_who_takes_a_chat_has_its_case_too(live: LiveHouse, chat: Chat, jonas: PersonId) -> None:
    live.house.act(jonas, take_chat, chat.id)
    taken = live.only_chat
    assert (taken.state, taken.agent, live.owner(chat.case)) == (ChatState.ACTIVE, jonas, jonas)
    assert taken.waiting_since == chat.waiting_since, "the visitor still waits"


def test_of_two_who_take_at_once_one_has_it_and_the_other_is_told_who(
    live: LiveHouse, sunniva: PersonId, jonas: PersonId
) -> None:
    names = {sunniva: "Sunniva Lund", jonas: "Jonas Tveit"}
    for number in range(ROUNDS):
        live.chat(visitor(remote_id=f"kari {number}"))
        chat = live.floor.chats[-1]
        start = threading.Barrier(2)

        def take(who: PersonId, chat: Chat = chat, start: threading.Barrier = start) -> str:
            start.wait(20)
            try:
                live.house.act(who, take_chat, chat.id)
            except Conflict as refusal:
                return str(refusal)
            return ""

        with ThreadPoolExecutor(2) as hands:
            told = dict(zip(names, hands.map(take, names), strict=True))
        (winner,) = [who for who, words in told.items() if not words]
        (loser,) = names.keys() - {winner}
        assert told[loser] == f"{names[winner]} har allerede tatt chatten."
        assert live.floor.chats[-1].agent == winner


def test_answering_takes_and_the_next_word_is_the_visitors(
    live: LiveHouse, chat: Chat, jonas: PersonId
) -> None:
    live.house.clock.advance(20)
    said = say(live, jonas, chat)
    mine = live.only_chat
    assert (mine.agent, mine.state, mine.waiting_since) == (jonas, ChatState.ACTIVE, None)
    assert mine.first_reply_at == live.house.clock.now()
    case = live.house.open(chat.case).summary
    assert (case.state, case.waiting_since, case.owner) == (CaseState.WAITING, None, jonas)
    told = live.house.store.read(line_to_say, OutboxId(UUID(said.answer["outbox"])))
    assert (told.line.chat, told.line.text, told.line.author) == ("kari", "Hei, Kari.", "Jonas")


def test_a_file_goes_along(live: LiveHouse, chat: Chat, jonas: PersonId) -> None:
    message = MessageId(new_uuid())
    said = live.house.act(jonas, say_in_chat, chat.id, message, "", (picture("slik.png"),))
    told = live.house.store.read(line_to_say, OutboxId(UUID(said.answer["outbox"])))
    assert [(part.name, part.content) for part in told.line.parts] == [("slik.png", b"\x89PNG")]
    assert live.house.open(chat.case).summary.attachments == 1


def test_what_the_visitor_says_meanwhile_never_stops_an_answer(
    live: LiveHouse, chat: Chat, jonas: PersonId
) -> None:
    say(live, jonas, chat)
    live.chat(line(2, 30, text="Hallo?"), line(3, 31, text="Er du der?"))
    assert live.only_chat.waiting_since == after(30)
    assert live.house.state(chat.case) is CaseState.OPEN
    say(live, jonas, chat, "Ja, her er jeg.")
    assert live.only_chat.waiting_since is None


def test_the_same_line_sent_twice_is_said_once(
    live: LiveHouse, chat: Chat, jonas: PersonId
) -> None:
    store, act = live.house.store, new_act(jonas, live.house.clock.now())
    message = MessageId(new_uuid())
    first = store.perform(act, say_in_chat, chat.id, message, "Hei.", ())
    assert store.perform(act, say_in_chat, chat.id, message, "Hei.", ()).answer == first.answer
    assert live.said(chat.case) == ["Hei, kassen svarer ikke.", "Hei."]


def test_a_colleagues_chat_is_theirs(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId
) -> None:
    live.house.act(jonas, take_chat, chat.id)
    before = live.house.open(chat.case)
    for deed in (
        lambda: live.house.act(ingrid, take_chat, chat.id),
        lambda: say(live, ingrid, chat),
        lambda: live.house.act(ingrid, end_chat, chat.id, False),
        lambda: live.house.act(ingrid, hand_over_chat, chat.id, ingrid),
    ):
        with pytest.raises(Conflict, match="Jonas Tveit har allerede tatt chatten") as refusal:
            deed()
        assert [h.kind for h in refusal.value.changes] == ["ChatTaken"]
    with pytest.raises(Refused, match="Bare den som har chatten"):
        live.house.act(ingrid, give_back_chat, chat.id)
    assert live.house.open(chat.case) == before


def test_a_chat_is_handed_over_and_a_lead_may_hand_over_others(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId, sunniva: PersonId
) -> None:
    live.house.act(jonas, take_chat, chat.id)
    live.house.act(jonas, hand_over_chat, chat.id, ingrid)
    assert (live.only_chat.agent, live.owner(chat.case)) == (ingrid, ingrid)
    live.house.act(sunniva, hand_over_chat, chat.id, jonas)
    assert (live.only_chat.agent, live.owner(chat.case)) == (jonas, jonas)
    told = [h for h in live.house.open(chat.case).page.entries if isinstance(h, Happening)]
    receivers = [h.receiver_name for h in told if h.kind == "ChatHandedOver"]
    assert receivers == ["Ingrid Moe", "Jonas Tveit"]


def test_a_word_for_whoever_gets_the_chat_is_a_note_that_goes_and_comes_with_it(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId
) -> None:
    live.house.act(jonas, take_chat, chat.id)
    given = live.house.act(jonas, hand_over_chat, chat.id, ingrid, " Hun venter på tallet. ")
    entries = live.house.open(chat.case).page.entries
    (note,) = (e for e in entries if isinstance(e, Said) and e.kind is MessageKind.NOTE)
    (over,) = (e for e in entries if isinstance(e, Happening) and e.kind == "ChatHandedOver")
    assert (note.text, note.author) == ("Hun venter på tallet.", jonas)
    assert over.data["message"] == str(note.id)
    live.house.act(jonas, undo_act, given.act)
    again = live.house.open(chat.case).page.entries
    assert [e.is_withdrawn for e in again if isinstance(e, Said) and e.id == note.id] == [True]
    assert live.only_chat.agent == jonas


def test_who_hands_over_without_a_word_leaves_no_note(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId
) -> None:
    live.house.act(jonas, take_chat, chat.id)
    live.house.act(jonas, hand_over_chat, chat.id, ingrid, "  ")
    assert live.said(chat.case) == ["Hei, kassen svarer ikke."]


def test_what_is_given_back_is_everybodys_and_still_waits(
    live: LiveHouse, chat: Chat, jonas: PersonId
) -> None:
    live.house.act(jonas, take_chat, chat.id)
    live.house.act(jonas, give_back_chat, chat.id)
    assert (live.only_chat.state, live.only_chat.agent) == (ChatState.WAITING, None)
    assert live.only_chat.waiting_since == after(5)
    assert live.owner(chat.case) is None


@pytest.mark.parametrize(
    ("is_solved", "state", "waiting_since"),
    [(True, CaseState.CLOSED, None), (False, CaseState.OPEN, after(5))],
)
def test_who_ends_a_chat_solves_its_case_or_lets_it_wait_on(
    live: LiveHouse,
    chat: Chat,
    jonas: PersonId,
    is_solved: bool,
    state: CaseState,
    waiting_since: object,
) -> None:
    live.house.act(jonas, take_chat, chat.id)
    live.house.act(jonas, end_chat, chat.id, is_solved)
    assert live.floor.chats == ()
    summary = live.house.open(chat.case).summary
    assert (summary.state, summary.waiting_since) == (state, waiting_since)
    (asked,) = live.house.store.read(acts_outside)
    assert (asked.connector, asked.kind, asked.target) == ("chat", OutwardKind.END_CHAT, "kari")
    with pytest.raises(Conflict, match="Chatten er avsluttet"):
        say(live, jonas, chat)
    live.chat(visitor(2, ended_at=after(300)))
    assert live.house.open(chat.case).summary == summary


def test_a_chat_that_nobody_has_is_taken_before_it_is_ended_unless_the_visitor_has_gone(
    live: LiveHouse, chat: Chat, jonas: PersonId
) -> None:
    with pytest.raises(Refused, match="Ta chatten først"):
        live.house.act(jonas, end_chat, chat.id, False)
    live.chat(visitor(2, has_left=True))
    live.house.act(jonas, end_chat, chat.id, False)
    assert live.floor.chats == ()


def test_a_chat_rings_for_somebody_who_takes_it_or_says_no(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId
) -> None:
    until = live.house.clock.now().add(seconds=20)
    live.house.act(None, offer_chat, chat.id, jonas, until)
    assert live.only_chat.offer == Offer(jonas, until)
    with pytest.raises(NotAllowed, match="ringer ikke hos deg"):
        live.house.act(ingrid, withdraw_offer, chat.id)
    live.house.act(jonas, withdraw_offer, chat.id)
    assert live.only_chat.offer is None
    live.house.act(None, offer_chat, chat.id, ingrid, until)
    live.house.act(ingrid, take_chat, chat.id)
    assert (live.only_chat.offer, live.only_chat.agent) == (None, ingrid)
    with pytest.raises(Refused, match="venter ikke lenger"):
        live.house.act(None, offer_chat, chat.id, jonas, until)


def test_an_empty_line_and_a_chat_that_is_not_there_are_refused(
    live: LiveHouse, chat: Chat, jonas: PersonId
) -> None:
    with pytest.raises(Refused, match="Meldingen er tom"):
        say(live, jonas, chat, " \n")
    with pytest.raises(NotFound, match="Fant ikke chatten"):
        live.house.act(jonas, take_chat, ChatId(new_uuid()))
    assert live.only_chat == chat


def _after_taking(
    live: LiveHouse, chat: Chat, who: PersonId, command: Callable[..., None], *args: object
) -> Changes:
    live.house.act(who, take_chat, chat.id)
    return live.house.act(who, command, *args)


UNDOABLE: dict[str, Callable[[LiveHouse, Chat, PersonId, PersonId], Changes]] = {
    "take": lambda live, chat, who, _: live.house.act(who, take_chat, chat.id),
    "give back": lambda live, chat, who, _: _after_taking(live, chat, who, give_back_chat, chat.id),
    "hand over": lambda live, chat, who, to: _after_taking(
        live, chat, who, hand_over_chat, chat.id, to
    ),
}


@pytest.mark.parametrize("deed", UNDOABLE)
def test_who_has_it_is_as_before_once_undone_whatever_the_visitor_said(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId, deed: str
) -> None:
    done = UNDOABLE[deed](live, chat, jonas, ingrid)
    live.chat(line(2, 30))
    live.house.act(jonas, undo_act, done.act)
    had = None if deed == "take" else jonas
    assert (live.only_chat.agent, live.owner(chat.case)) == (had, had)
    assert live.only_chat.waiting_since == after(5)


def test_a_case_that_a_colleague_had_is_theirs_again_once_the_taking_is_undone(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId
) -> None:
    live.house.act(ingrid, take_case, chat.case)
    done = live.house.act(jonas, take_chat, chat.id)
    assert live.owner(chat.case) == jonas
    live.house.act(jonas, undo_act, done.act)
    assert (live.only_chat.agent, live.owner(chat.case)) == (None, ingrid)


def test_what_went_on_to_somebody_else_or_was_said_is_not_undone(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId
) -> None:
    taken = live.house.act(jonas, take_chat, chat.id)
    live.house.act(jonas, hand_over_chat, chat.id, ingrid)
    with pytest.raises(Conflict, match="kommet videre"):
        live.house.act(jonas, undo_act, taken.act)
    with pytest.raises(Refused, match="kan ikke angres"):
        live.house.act(ingrid, undo_act, say(live, ingrid, chat).act)


def test_a_letter_is_stopped_by_what_its_author_missed_in_the_chat(
    live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId
) -> None:
    house = live.house
    told: dict[str, Callable[[], object]] = {
        "ChatSaid": lambda: live.chat(line(2, 30)),
        "ChatTaken": lambda: house.act(ingrid, take_chat, chat.id),
        "ChatAnswered": lambda: say(live, ingrid, chat),
        "ChatHandedOver": lambda: house.act(ingrid, hand_over_chat, chat.id, jonas),
    }
    for kind, happen in told.items():
        written = house.reply_to(chat.case)
        happen()
        with pytest.raises(Conflict) as refusal:
            house.act(jonas, write_reply, written)
        assert [h.kind for h in refusal.value.changes] == [kind]
