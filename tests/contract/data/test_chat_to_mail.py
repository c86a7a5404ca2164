"""A chat goes on by e-mail: in its case, with all that was said; and all of mine in one act."""

from __future__ import annotations

from uuid import UUID

import pytest
from fakes.live_items import after, line, visitor
from fixtures.house import MAIL, picture
from fixtures.live_house import LiveHouse
from fixtures.live_outside import acts_outside
from fixtures.moving_chats import BY_NOON, KARI, UNDO_S, Moving
from whenever import Instant

from console.data.commands.chat_to_mail import ask_address, chat_to_mail, chats_to_mail
from console.data.commands.chats import end_chat, hand_over_chat, take_chat
from console.data.commands.delivery import claim_next
from console.data.commands.undo import undo_act
from console.data.errors import Conflict, Refused
from console.data.inspection import inspect_store
from console.data.queries.wire import next_due, to_send
from console.domain.cases import CaseState
from console.domain.chat_letter import ToMail
from console.domain.chats import Chat, ChatState
from console.domain.ids import OutboxId, PersonId
from console.domain.mail import Address
from console.domain.outward import OutwardKind


def test_the_letter_lies_in_the_chats_case_with_all_that_was_said(moving: Moving) -> None:
    moving.answer()
    moving.live.chat(line(2, 40, text="Den gjør det igjen nå.", parts=(picture("kasse2.png"),)))
    moving.move(words="Jeg spør utvikling.")
    letter = moving.letter
    assert letter.to == (Address(KARI, "Kari Nordmann"),)
    assert letter.subject == "Hei, kassen svarer ikke."
    assert "Jeg spør utvikling." in letter.visible_text
    assert "> Den gjør det igjen nå.\n> [kasse2.png]" in letter.visible_text
    assert "Hei, Kari. Jeg ser på det." not in letter.visible_text
    assert "Jonas\nHei, Kari. Jeg ser på det." in letter.text
    assert [(file.name, file.size) for file in letter.attachments] == [("kasse2.png", 4)]
    assert [f.name for f in moving.house.open(moving.chat.case).attachments] == ["kasse2.png"] * 2


def test_a_picture_goes_along_once_as_far_as_there_is_room_and_nothing_that_could_run(
    moving: Moving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.data.queries.chat_letter.MOST_BYTES", 10)
    small, big = picture("a.png", b"12345"), picture("b.png", b"1234567")
    runs = picture("faktura.pdf.exe", b"MZ")
    moving.live.chat(line(2, 40, text="", parts=(small, big, runs)))
    moving.live.chat(line(3, 41, text="", parts=(small,)))
    moving.move()
    assert [file.name for file in moving.letter.attachments] == ["a.png"]
    assert "For store til å legges ved: b.png." in moving.letter.visible_text


def test_the_letter_leaves_as_any_mail_does(moving: Moving) -> None:
    moving.live.chat(line(2, 40, text="", parts=(picture("kasse2.png"),)))
    moving.move()
    assert moving.house.store.read(next_due, MAIL) == moving.undone_until
    moving.house.clock.advance(UNDO_S)
    claimed = moving.house.act(None, claim_next, MAIL, 1).answer
    mail = moving.house.store.read(to_send, OutboxId(UUID(claimed["outbox"]))).mail
    assert (mail.case, mail.to[0].address, mail.author) == (moving.chat.case, KARI, "Jonas Tveit")
    assert [(part.name, part.content) for part in mail.parts] == [("kasse2.png", b"\x89PNG")]
    assert mail.text == moving.letter.text


def test_until_it_can_be_undone_no_longer_the_chat_goes_on(moving: Moving) -> None:
    before = moving.live.only_chat, moving.case
    moving.move()
    assert (moving.live.only_chat, moving.case) == before
    moving.house.clock.advance(UNDO_S - 1)
    assert moving.outside() is None


def test_then_it_ends_and_the_visitor_is_told_where_and_when(moving: Moving) -> None:
    moving.move()
    moving.pass_undo()
    assert moving.live.floor.chats == ()
    (act,) = moving.house.store.read(acts_outside)
    assert (act.kind, act.target) == (OutwardKind.END_CHAT, "kari")
    assert act.details["how"] == "mail"
    assert act.details["address"] == "k***@fjellsport.no"
    assert Instant.parse_iso(act.details["answer_by"]) == BY_NOON
    assert inspect_store(moving.house.store.engine).faults == ()


def test_what_is_owed_is_owed_on_and_promised(moving: Moving) -> None:
    moving.move()
    moving.pass_undo()
    assert moving.case == (CaseState.OPEN, after(5)), "since the visitor asked, in working time"
    (promised,) = moving.live.floor.promises
    assert (promised.case, promised.due_at) == (moving.chat.case, BY_NOON)
    assert moving.house.open(moving.chat.case).summary.owner == moving.jonas


def test_who_had_the_last_word_in_the_chat_owes_an_answer_from_the_letter_on(
    moving: Moving,
) -> None:
    moving.answer()
    assert moving.case == (CaseState.WAITING, None)
    moving.move()
    at = moving.letter.at
    moving.pass_undo()
    assert moving.case == (CaseState.OPEN, at)


def test_the_next_answer_goes_where_the_letter_went(moving: Moving) -> None:
    moving.move(address="post@fjellsport.no")
    moving.pass_undo()
    case = moving.house.open(moving.chat.case)
    assert case.summary.contact_address == "post@fjellsport.no"
    assert case.reply_to == (Address("post@fjellsport.no", "Kari Nordmann"),)


def test_words_that_are_the_answer_leave_the_next_to_the_customer(moving: Moving) -> None:
    moving.move(words="Start kassen på nytt.", answer_by=None, then=CaseState.WAITING)
    moving.pass_undo()
    assert moving.case == (CaseState.WAITING, None)
    assert moving.live.floor.promises == ()


def test_what_the_visitor_says_while_the_answer_is_on_its_way_is_owed(moving: Moving) -> None:
    moving.move(words="Start kassen på nytt.", answer_by=None, then=CaseState.WAITING)
    moving.live.chat(line(2, 3600, text="Den starter ikke."))
    moving.pass_undo()
    assert moving.case[0] is CaseState.OPEN


def test_the_first_reply_in_the_chat_stays_the_first(moving: Moving) -> None:
    moving.house.clock.advance(30)
    moving.answer()
    first = moving.house.clock.now()
    moving.house.clock.advance(600)
    moving.move(words="Jeg spør utvikling.")
    moving.pass_undo()
    assert moving.first_reply == first


def test_a_letter_without_words_of_ours_is_no_reply(moving: Moving) -> None:
    moving.move()
    moving.pass_undo()
    assert moving.first_reply is None


def test_an_answer_by_mail_from_the_visitor_comes_into_the_case(moving: Moving) -> None:
    moving.move()
    moving.pass_undo()
    case = moving.house.arrive("svar", case_tag=moving.chat.case, sender=Address(KARI))
    assert case == moving.chat.case


@pytest.mark.parametrize("address", ["", "kari", "kari@fjellsport", "a@b.no, c@d.no"])
def test_an_address_that_is_none_is_refused_and_nothing_is_written(
    moving: Moving, address: str
) -> None:
    with pytest.raises(Refused, match="er ikke en e-postadresse"):
        moving.move(address=address)
    assert len(moving.said) == 1


def test_an_answer_of_no_words_is_refused(moving: Moving) -> None:
    with pytest.raises(Refused, match="Skriv svaret"):
        moving.move(words=" ", then=CaseState.WAITING)


def test_a_colleagues_chat_and_one_that_is_over_stay_as_they_are(
    moving: Moving, ingrid: PersonId
) -> None:
    move = ToMail(moving.chat.id, KARI)
    with pytest.raises(Conflict, match="Jonas Tveit har allerede tatt chatten"):
        moving.house.act(ingrid, chat_to_mail, move, moving.undone_until)
    moving.house.act(moving.jonas, end_chat, moving.chat.id, False)
    with pytest.raises(Conflict, match="avsluttet"):
        moving.move()
    assert len(moving.said) == 1


def test_a_lead_moves_a_colleagues_chat_under_their_own_name(
    moving: Moving, sunniva: PersonId
) -> None:
    until = moving.undone_until
    moving.house.act(sunniva, chat_to_mail, ToMail(moving.chat.id, KARI), until)
    assert "Vennlig hilsen\nSunniva Lund" in moving.letter.text
    moving.pass_undo()
    assert moving.live.floor.chats == ()


def test_who_moves_a_chat_that_nobody_has_takes_it(live: LiveHouse, sunniva: PersonId) -> None:
    live.chat(visitor(remote_id="ola", has_left=True), line(7, 5, chat="ola"))
    chat = live.only_chat
    until = live.house.clock.now().add(seconds=UNDO_S)
    done = live.house.act(sunniva, chat_to_mail, ToMail(chat.id, KARI), until)
    assert (live.only_chat.agent, live.only_chat.state) == (sunniva, ChatState.LEFT)
    live.house.act(sunniva, undo_act, done.act)
    assert live.only_chat.agent is None


def test_all_of_mine_go_in_one_act_but_those_who_must_be_asked_where_to(moving: Moving) -> None:
    more = _more_chats(moving, known=(True, False, True))
    chats = [moving.chat.id, *(chat.id for chat in more)]
    until = moving.undone_until
    for moved in (3, 0):
        done = moving.house.act(moving.jonas, chats_to_mail, chats, BY_NOON, until)
        assert done.answer == {"moved": moved, "left": [str(more[1].id)]}
    acts = moving.house.store.read(acts_outside)
    asked = [act.target for act in acts if act.kind == OutwardKind.ASK_ADDRESS]
    assert asked == [more[1].remote_id], "once, however often it is tried"
    moving.house.clock.advance(UNDO_S)
    while moving.outside() is not None:
        pass
    assert [chat.id for chat in moving.live.floor.chats] == [more[1].id]
    assert {one.case for one in moving.live.floor.promises} == {
        moving.chat.case,
        more[0].case,
        more[2].case,
    }


def test_all_of_them_come_back_with_one_undo(moving: Moving) -> None:
    more = _more_chats(moving, known=(True, True))
    before = moving.live.floor
    chats = [moving.chat.id, *(chat.id for chat in more)]
    moving.undo(moving.house.act(moving.jonas, chats_to_mail, chats, BY_NOON, moving.undone_until))
    moving.house.clock.advance(UNDO_S)
    assert moving.outside() is None
    assert moving.live.floor == before


def test_a_colleagues_and_what_is_over_is_passed_by_when_all_go(
    moving: Moving, sunniva: PersonId
) -> None:
    theirs, ended = _more_chats(moving, known=(True, True))
    moving.house.act(moving.jonas, end_chat, ended.id, True)
    moving.house.act(moving.jonas, hand_over_chat, theirs.id, sunniva)
    chats = [moving.chat.id, theirs.id, ended.id]
    done = moving.house.act(moving.jonas, chats_to_mail, chats, None, moving.undone_until)
    assert done.answer == {"moved": 1, "left": []}


def _more_chats(moving: Moving, known: tuple[bool, ...]) -> list[Chat]:
    """More chats of Jonas', with an address or without."""
    for number, has_address in enumerate(known):
        address = f"kunde{number}@butikk.no" if has_address else ""
        name = f"kunde {number}"
        moving.live.chat(visitor(remote_id=name, address=address), line(10 + number, 6, chat=name))
    more = [chat for chat in moving.live.floor.chats if chat.id != moving.chat.id]
    for chat in more:
        moving.house.act(moving.jonas, take_chat, chat.id)
    return [chat for chat in moving.live.floor.chats if chat.id != moving.chat.id]


def test_asking_for_the_address_is_asked_of_the_chats_door(
    moving: Moving, ingrid: PersonId
) -> None:
    moving.house.act(moving.jonas, ask_address, moving.chat.id)
    (act,) = moving.house.store.read(acts_outside)
    assert (act.kind, act.target, act.asked_by) == (OutwardKind.ASK_ADDRESS, "kari", moving.jonas)
    assert moving.outside() == act.id
    with pytest.raises(Conflict):
        moving.house.act(ingrid, ask_address, moving.chat.id)
