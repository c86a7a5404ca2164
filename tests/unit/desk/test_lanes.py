"""Oversikt's lanes: who waits where, what a row says, and how the second moves them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes.cases import case, closed
from fakes.clock import MONDAY_MORNING
from fakes.lanes import JONAS, ME, Lanes, Screen
from fakes.live_work import call, chat, escalation, promise
from whenever import Instant

from console.desk.backlog_rows import BacklogRow, Mark
from console.desk.changes import Update
from console.desk.lane import LaneName
from console.desk.overview import Elsewhere
from console.domain.backlog import CaseSummary
from console.domain.calls import Call, CallState, Ending
from console.domain.cases import CaseKind, CaseState
from console.domain.chats import Chat, ChatState, Offer
from console.domain.escalations import OpenEscalation, Standing
from console.domain.ids import CaseId
from console.domain.waits import Meaning


def ago(seconds: float) -> Instant:
    return MONDAY_MORNING.subtract(seconds=seconds)


def chat_case(number: int, **fields: Any) -> CaseSummary:
    """The case of a chat, as the store keeps it: it waits since the chat does."""
    return case(
        number, **{"shop_name": f"Butikk {number}", "snippet": "Hei, er dere der?", **fields}
    )


def talk(number: int, **fields: Any) -> Chat:
    """A chat that Sunniva has, and whose visitor has the word."""
    plain = {"case": CaseId(number), "state": ChatState.ACTIVE, "agent": ME}
    return chat(number, **{**plain, "first_reply_at": ago(60), "waiting_since": None, **fields})


def missed(number: int, **fields: Any) -> Call:
    """A call that nobody answered, to be called back within the hour."""
    plain: dict[str, Any] = {
        "state": CallState.ENDED,
        "ending": Ending.ABANDONED,
        "began_at": ago(200),
        "ended_at": ago(100),
        "call_back_by": ago(-3500),
    }
    return call(number, **{**plain, **fields})


@pytest.fixture
def lanes() -> Lanes:
    return Lanes()


def clock(row: BacklogRow) -> tuple[str, str, Meaning]:
    assert row.clock is not None
    return row.clock.inside, row.clock.below, row.clock.meaning


def test_a_chat_waits_for_its_first_answer_by_the_second(lanes: Lanes) -> None:
    lanes.take(chat_case(1), chats=(chat(1, waiting_since=ago(47)),))
    assert lanes.groups("chat") == {"Venter på første svar": ["Butikk 1"]}
    (row,) = lanes.rows("chat")
    assert (row.case, row.what, clock(row)) == (
        1,
        "Hei, er dere der?",
        ("47 s", "av 60 s", Meaning.SOON),
    )
    lanes.pass_time(13)
    assert clock(lanes.rows("chat")[0]) == ("1:00", "0 s over", Meaning.LATE)
    assert lanes.overview.chat.counts.value.late == 1


def test_an_answered_chat_is_under_way_and_waits_for_the_customer(lanes: Lanes) -> None:
    lanes.take(chat_case(1, state=CaseState.WAITING, waiting_since=None), chats=(talk(1),))
    assert lanes.groups("chat") == {"I gang": ["Butikk 1"]}
    (row,) = lanes.rows("chat")
    assert clock(row) == ("–", "hos kunden", Meaning.CUSTOMER)
    assert row.by == Mark("deg", "user", "accent")
    assert lanes.overview.chat.counts.value.waiting == 0
    assert lanes.rows("urgent") == []


def test_a_visitor_without_a_shop_is_called_by_name(lanes: Lanes) -> None:
    lanes.take(
        chat_case(1, shop_name=""), chats=(chat(1), chat(2, case=CaseId(9), visitor_name=""))
    )
    assert [row.who for row in lanes.rows("chat")] == ["Kari Nordmann", "Ukjent besøkende"]


def test_a_visitor_who_has_left_is_still_owed_an_answer(lanes: Lanes) -> None:
    lanes.take(chat_case(1), chats=(talk(1, state=ChatState.LEFT, waiting_since=ago(30)),))
    (row,) = lanes.rows("urgent")
    assert [mark.text for mark in row.marks] == ["har gått"]


def test_an_offered_chat_says_at_whom_it_rings_until_it_does_no_more(lanes: Lanes) -> None:
    offer = Offer(JONAS, ago(-20))
    lanes.take(chat_case(1), chats=(chat(1, offer=offer),))
    assert lanes.rows("chat")[0].tail == "ringer hos Jonas T."
    lanes.pass_time(20)
    assert lanes.rows("chat")[0].tail == ""


def test_the_chat_stands_for_its_case_until_it_is_over(lanes: Lanes) -> None:
    lanes.take(chat_case(1), chats=(chat(1),))
    assert (lanes.rows("mail"), lanes.rows("waiting")) == ([], [])
    lanes.take(chats=(chat(1, state=ChatState.ENDED, waiting_since=None),))
    assert lanes.rows("chat") == []
    assert [row.key for row in lanes.rows("waiting")] == ["case:1"]


def test_a_mail_in_the_case_of_a_chat_is_not_hidden_by_it(lanes: Lanes) -> None:
    lanes.take(chat_case(1), chats=(talk(1),))
    assert [row.key for row in lanes.rows("urgent")] == ["case:1"]


def test_a_pos_caller_passes_three_waiting_webshop_callers(lanes: Lanes) -> None:
    webshops = [call(n, began_at=ago(n * 50), shop_name=f"Nettbutikk {n}") for n in (1, 2, 3)]
    lanes.take(
        calls=(*webshops, call(4, began_at=ago(2), is_pos=True, shop_name="Fjordglimt Sport"))
    )
    order = ["Fjordglimt Sport", "Nettbutikk 3", "Nettbutikk 2", "Nettbutikk 1"]
    assert lanes.groups("telephone") == {"I kø": order}
    assert [row.who for row in lanes.rows("urgent")] == order
    first, second = lanes.rows("telephone")[:2]
    assert [mark.text for mark in first.marks] == ["POS"]
    assert first.clock is not None
    assert second.clock is not None
    assert first.clock.why == "Datakasse går først"
    assert second.clock.why == "Ventet lengst av de andre · gikk fra plass 1 til 2 da Datakasse kom"


def test_what_stands_behind_a_lifted_caller_is_what_is_less_urgent(lanes: Lanes) -> None:
    """The chat has used half of its time, the webshop caller nine tenths, the register none."""
    lanes.take(
        chat_case(1),
        chats=(chat(1, waiting_since=ago(30)),),
        calls=(call(2, began_at=ago(162)), call(3, began_at=ago(0), is_pos=True)),
    )
    keys = [row.key.split(":")[0] + row.key[-1] for row in lanes.rows("urgent")]
    assert keys == ["call3", "call2", "chat1"]


def test_a_caller_is_named_by_shop_then_number_then_as_withheld(lanes: Lanes) -> None:
    known = replace(call(1, shop_name="Ullteppet", name="Kasse 1"), number="+4701297703")
    stranger = replace(call(2), number="+4701472093")
    lanes.take(calls=(known, stranger, replace(call(3), number="")))
    said = [(row.who, row.what) for row in lanes.rows("telephone")]
    assert said == [
        ("Ullteppet", "Kasse 1 · 01 29 77 03"),
        ("01 47 20 93", "Ukjent nummer"),
        ("Skjult nummer", ""),
    ]


def test_a_queue_is_named_where_there_are_several(lanes: Lanes) -> None:
    lanes.take(calls=(call(1, shop_name="Ullteppet", queue="Betaling"), call(2, queue="Kasse")))
    assert lanes.rows("telephone")[0].what == "Betaling · 00 00 00 00"


def test_a_call_of_ours_is_in_no_queue_of_its_own(lanes: Lanes) -> None:
    ours = replace(call(2), queue="", is_outgoing=True, state=CallState.TALKING, answered_by=ME)
    lanes.take(calls=(call(1, shop_name="Ullteppet", queue="Kasse"), ours))
    assert "Kasse" not in " ".join(row.what for row in lanes.rows("telephone"))


def test_the_oldest_of_the_telephone_is_in_the_queue(lanes: Lanes) -> None:
    lanes.take(calls=(missed(1), call(2, began_at=ago(48))))
    assert lanes.overview.telephone.counts.value.oldest == "0:48"


def test_an_escalation_tells_whole_minutes(lanes: Lanes) -> None:
    owed = Standing(escalation(7, next_word_by=ago(-7200)), ago(30))
    lanes.escalate([OpenEscalation(owed, case(7))])
    waited = []
    for _ in range(2):
        lanes.pass_time(31)
        waited.append(clock(lanes.rows("escalations")[0])[0])
    assert waited == ["0 m", "1 m"]


def test_a_ringing_caller_waits_and_the_row_says_where_it_rings(lanes: Lanes) -> None:
    lanes.take(calls=(call(1, state=CallState.RINGING, rung_to=ME),))
    assert lanes.groups("telephone") == {"I kø": ["00 00 00 00"]}
    assert lanes.rows("telephone")[0].tail == "ringer hos deg"


def test_who_talks_does_not_wait_and_mine_stands_first(lanes: Lanes) -> None:
    talking = {"state": CallState.TALKING}
    lanes.take(
        calls=(
            call(1, **talking, answered_by=JONAS, answered_at=ago(400), shop_name="Ullteppet"),
            call(2, **talking, answered_by=ME, answered_at=ago(72), shop_name="Fabel Leker"),
        )
    )
    assert lanes.groups("telephone") == {"I samtale": ["Fabel Leker", "Ullteppet"]}
    mine, theirs = lanes.rows("telephone")
    assert clock(mine) == ("1:12", "i samtale", Meaning.CUSTOMER)
    assert theirs.by == Mark("Jonas T.", "user")
    assert lanes.rows("urgent") == []
    assert lanes.groups("mine") == {"Telefon": ["Fabel Leker"]}


def test_whoever_hung_up_is_called_back(lanes: Lanes) -> None:
    lanes.take(calls=(missed(1, shop_name="Multekrem Delikatesse", name="Kasse 1"),))
    assert lanes.groups("telephone") == {"Ring tilbake": ["Multekrem Delikatesse"]}
    (row,) = lanes.rows("urgent")
    assert row.what == "La på 09:39 etter 1:40 · Kasse 1 · 00 00 00 00"
    assert clock(row)[1] == "innen 10:39"
    lanes.take(calls=(missed(1, called_back_at=MONDAY_MORNING, called_back_by=ME),))
    assert lanes.rows("telephone") == []


def test_the_same_shop_on_the_telephone_and_in_a_chat_is_pointed_out(lanes: Lanes) -> None:
    shop = {"shop_name": "Fjordglimt Sport"}
    lanes.take(
        chat_case(1, **shop),
        chats=(talk(1, waiting_since=ago(96)),),
        calls=(call(2, is_pos=True, began_at=ago(48), **shop),),
    )
    (phone,), (talked,) = lanes.rows("telephone"), lanes.rows("chat")
    assert phone.marks[1] == Mark("i chat med deg", "message-circle", "accent")
    words = "står også i telefonkøen · plass 1 · POS · 48 s"
    assert lanes.overview.elsewhere(talked.key) == (
        Elsewhere(phone.key, LaneName.TELEPHONE, "Fjordglimt Sport", words),
    )
    (back,) = lanes.overview.elsewhere(phone.key)
    assert back.words == "står også i chat · hos deg · 1:36"


def test_a_waiting_mail_of_the_same_address_is_pointed_out(lanes: Lanes) -> None:
    lanes.take(chat_case(1), case(2, waiting_since=ago(3600)), chats=(chat(1),))
    (chat_row,) = lanes.rows("chat")
    (found,) = lanes.overview.elsewhere(chat_row.key)
    assert (found.key, found.words) == ("case:2", "har også en e-post som venter · 1:00")
    assert lanes.overview.elsewhere("case:99") == ()


def test_a_promise_is_what_a_case_waits_by_where_it_is_more_urgent(lanes: Lanes) -> None:
    """With the customer, yet promised a word before ten."""
    lanes.take(
        case(1, state=CaseState.WAITING, waiting_since=None),
        promises=(promise(1, made_at=ago(3600), due_at=ago(-1140)),),
    )
    (row,) = lanes.rows("urgent")
    assert clock(row) == ("1:00", "innen 10:00", Meaning.SOON)
    assert lanes.groups("mail") == {"I dag": ["Kari Nordmann"]}
    lanes.take(promises=(promise(1, kept_at=MONDAY_MORNING),))
    assert lanes.rows("urgent") == []
    assert lanes.groups("mail") == {"Hos kunden": ["Kari Nordmann"]}


def test_a_waiting_chat_is_told_once_beside_what_its_visitor_was_promised(lanes: Lanes) -> None:
    """The visitor waits in the chat alone; the promise waits by its own time."""
    lanes.take(
        chat_case(1, waiting_since=ago(96)),
        chats=(talk(1, waiting_since=ago(96)),),
        promises=(promise(1, made_at=ago(60), due_at=ago(-7200)),),
    )
    told = {row.key.partition(":")[0]: clock(row)[1] for row in lanes.rows("urgent")}
    assert told == {"chat": "av 2:00", "case": "innen 11:41"}


def test_a_promise_outlives_the_end_of_its_case(lanes: Lanes) -> None:
    lanes.take(closed(1), promises=(promise(1, due_at=ago(-1140)),))
    (row,) = lanes.rows("urgent")
    assert (row.key, [mark.text for mark in row.marks]) == ("case:1", ["løst"])
    lanes.take(promises=(promise(1, withdrawn_at=MONDAY_MORNING),))
    assert lanes.rows("mail") == []


def test_everything_that_waits_stands_in_one_list_by_urgency(lanes: Lanes) -> None:
    owed = Standing(escalation(7, next_word_by=ago(-60)), ago(7 * 86400))
    lanes.escalate([OpenEscalation(owed, case(7))])
    lanes.take(
        case(1, waiting_since=ago(600)),
        case(2, kind=CaseKind.BUG, waiting_since=ago(6000)),
        chat_case(3),
        chats=(chat(3, case=CaseId(3), waiting_since=ago(30)),),
        calls=(call(4, began_at=ago(170)),),
    )
    kinds = [row.key.split(":")[0] for row in lanes.rows("urgent")]
    assert kinds == ["escalation", "call", "chat", "case", "case"]
    assert [row.case for row in lanes.rows("urgent")][-2:] == [2, 1]
    assert not any(row.is_head for row in lanes.lists["urgent"].rows.rows)


def test_mine_has_my_call_my_chats_and_my_cases(lanes: Lanes) -> None:
    lanes.take(
        case(1, owner=ME, shop_name="Bakgården Vinyl"),
        chat_case(2, owner=ME, state=CaseState.WAITING, waiting_since=None),
        chats=(talk(2), talk(3, agent=JONAS)),
        calls=(call(4, state=CallState.TALKING, answered_by=ME, answered_at=ago(5)),),
    )
    assert lanes.groups("mine") == {
        "Telefon": ["00 00 00 00"],
        "Chat": ["Butikk 2"],
        "I dag": ["Bakgården Vinyl"],
    }


def test_a_second_costs_the_rows_whose_clocks_run_and_no_others(lanes: Lanes) -> None:
    lanes.take(
        *(case(number) for number in range(10, 60)),
        chat_case(1),
        chats=(chat(1, waiting_since=ago(5)), talk(2)),
    )
    urgent, mail, chats = (Screen(lanes.lists[name]) for name in ("urgent", "mail", "chat"))
    lanes.pass_time(1)
    assert mail.told == []
    for screen in (urgent, chats):
        (told,) = screen.told
        assert isinstance(told, Update)
        assert told.row.who == "Butikk 1"


def test_a_register_that_goes_first_warns_of_whom_it_passes(lanes: Lanes) -> None:
    lanes.take(calls=(call(1, began_at=ago(299)), call(2, began_at=ago(5), is_pos=True)))
    assert lanes.overview.passed_over.value == ""
    lanes.pass_time(2)
    assert lanes.overview.passed_over.value == "1 annen har ventet over 5:00 bak Datakasse"


def test_what_a_row_is_about_is_found_by_its_key(lanes: Lanes) -> None:
    one, waiting, mail = chat(1), call(2), case(3)
    owed = OpenEscalation(Standing(escalation(4), MONDAY_MORNING), case(4))
    lanes.escalate([owed])
    lanes.take(mail, chats=(one,), calls=(waiting,))
    found = [lanes.overview.thing(row.key) for row in lanes.rows("urgent")]
    assert all(thing in found for thing in (one, waiting, mail, owed))
    assert lanes.overview.thing("group:I dag") is None


def test_everybodys_load_is_counted_from_what_they_have(lanes: Lanes) -> None:
    talking = call(4, state=CallState.TALKING, answered_by=JONAS, answered_at=ago(5))
    lanes.take(chats=(talk(1), talk(2), chat(3)), calls=(talking, call(5)))
    loads = lanes.floor.loads(lanes.people.value)
    assert {person: (load.chats, load.calls) for person, load in loads.items()} == {
        ME: (2, 0),
        JONAS: (0, 1),
    }
