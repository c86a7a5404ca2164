"""What visitors and the house say to each other is kept: once, in order, without gaps."""

from __future__ import annotations

import pytest
from fixtures.house import House
from fixtures.visitors import Hall, hash_of

from console.data.commands.web_house import forget_old, note_silent
from console.data.commands.web_visits import alive, close, describe, gone, keep_file, say
from console.data.errors import UnknownVisit, VisitEnded
from console.data.queries.web_news import line_by_key
from console.data.queries.web_visits import file, visit
from console.data.transaction import new_act
from console.domain.ids import new_uuid
from console.domain.visits import SILENT_S, LineKind, NoticeKind, VisitKind

ENDED, TO_MAIL, ASK = NoticeKind.ENDED, NoticeKind.TO_MAIL, NoticeKind.ASK_ADDRESS
DAY_S = 86_400


def test_a_visitor_begins_with_what_they_say_of_themselves(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    begun = kari.begin(name="Kari", address="kari@fjellsport.no", shop="10021", page="/priser")
    assert begun == kari.now
    assert (begun.name, begun.address, begun.shop) == ("Kari", "kari@fjellsport.no", "10021")
    assert (begun.kind, begun.last_seq, begun.ended_at) == (VisitKind.CHAT, 0, None)
    assert begun.began_at == begun.alive_at == house.clock.now()


def test_a_visit_that_is_begun_twice_is_one(hall: Hall) -> None:
    kari = hall.visitor()
    assert kari.begin(name="Kari") == kari.begin(name="Kari")
    assert len(hall.news()) == 1


def test_another_visit_cannot_be_begun_with_a_token_that_is_in_use(hall: Hall) -> None:
    kari = hall.visitor("kari")
    begun = kari.begin()
    with pytest.raises(UnknownVisit):
        hall.visitor("kari").begin()
    assert kari.now == begun


def test_no_two_visits_have_one_id(hall: Hall) -> None:
    kari = hall.visitor("kari")
    begun = kari.begin()
    with pytest.raises(UnknownVisit):
        hall.visitor("per").begin(id=begun.id)
    assert kari.now == begun


def test_nobody_has_a_visit_by_a_token_that_is_not_known(hall: Hall, house: House) -> None:
    hall.visitor().begin()
    assert house.store.read_at_once(visit, hash_of("gjettet")) is None
    for does in (close, gone):
        with pytest.raises(UnknownVisit):
            hall.visitor("gjettet").act(does)
    with pytest.raises(UnknownVisit):
        hall.visitor("gjettet").say("Hei")


def test_lines_of_both_sides_are_numbered_without_gaps(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    begun = kari.begin()
    kari.say("Hei")
    hall.answer(begun.id, "Hei, Kari.")
    house.clock.advance(1)
    kari.say("Kassen er nede.")
    hall.notify(begun.id, ASK)
    said = kari.lines()
    assert [(line.seq, line.kind, line.text) for line in said] == [
        (1, LineKind.VISITOR, "Hei"),
        (2, LineKind.AGENT, "Hei, Kari."),
        (3, LineKind.VISITOR, "Kassen er nede."),
        (4, LineKind.NOTICE, ""),
    ]
    assert (said[1].author, said[3].notice) == ("Sunniva", ASK)
    assert kari.now.last_seq == 4
    assert kari.lines(after_seq=2, limit=1) == said[2:3]


def test_a_line_that_is_said_twice_is_one(hall: Hall) -> None:
    kari, once = hall.visitor(), new_uuid()
    kari.begin()
    first = kari.act(say, once, "Hei", ())
    again = kari.act(say, once, "Noe annet", ())
    assert first["is_new"]
    assert not again["is_new"]
    assert again["line"] == first["line"] == kari.lines()[0]
    assert len(kari.lines()) == 1


def test_an_answer_that_is_given_twice_is_one(hall: Hall, house: House) -> None:
    kari, key = hall.visitor(), new_uuid()
    begun = kari.begin()
    picture = ("kvittering.png", "image/png", b"\x89PNG")
    first = hall.answer(begun.id, "Her.", key, (picture,))
    assert hall.answer(begun.id, "Her.", key, (picture,)) == first == kari.lines()[0]
    assert len(first.files) == 1
    assert first.key == key.hex
    assert house.store.read(line_by_key, begun.id, key) == first
    assert house.store.read(line_by_key, begun.id, new_uuid()) is None


def test_pictures_go_with_the_line_that_bears_them_in_its_order(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    kari.begin()
    first, second = kari.bring("a.png", b"a"), kari.bring("b.png", b"bb")
    line = kari.say("Se her", [second.id, first.id])
    assert line.files == (second, first)
    assert kari.lines() == (line,)
    assert house.store.read_at_once(file, kari.token, first.id) == (first, b"a")
    assert (second.name, second.content_type, second.size) == ("b.png", "image/png", 2)


def test_a_picture_that_is_brought_twice_is_one(hall: Hall) -> None:
    kari, once = hall.visitor(), new_uuid()
    kari.begin()
    first = kari.act(keep_file, once, "a.png", "image/png", b"a")
    assert kari.act(keep_file, once, "b.png", "image/png", b"b") == first


def test_a_picture_is_borne_once_and_only_in_its_own_visit(hall: Hall, house: House) -> None:
    kari, ola = hall.visitor(), hall.visitor()
    kari.begin()
    ola.begin()
    picture = kari.bring()
    with pytest.raises(UnknownVisit):
        ola.say("Din?", [picture.id])
    assert house.store.read_at_once(file, ola.token, picture.id) is None
    kari.say("Min", [picture.id])
    with pytest.raises(UnknownVisit):
        kari.say("Igjen", [picture.id])
    assert ola.lines() == ()
    assert len(kari.lines()) == 1


def test_a_visit_that_the_visitor_ended_stays_ended(hall: Hall, house: House) -> None:
    kari, once = hall.visitor(), new_uuid()
    begun = kari.begin()
    said = kari.say("Hei", client_id=once)
    kari.act(close)
    ended = kari.now
    assert ended.ended_at == house.clock.now()
    house.clock.advance(5)
    kari.act(close)
    kari.act(gone)
    kari.act(describe, {"name": "Kari"})
    assert kari.now == ended
    assert kari.say("Hei", client_id=once) == said, "its answer got lost"
    for late in (
        lambda: kari.say("Er dere der?"),
        lambda: kari.bring(),
        lambda: hall.answer(begun.id, "Ja."),
        lambda: hall.notify(begun.id, ENDED),
    ):
        with pytest.raises(VisitEnded):
            late()
    assert kari.lines() == (said,)


@pytest.mark.parametrize("notice", [ENDED, TO_MAIL])
def test_a_notice_that_ends_a_visit_is_its_last_line(hall: Hall, notice: NoticeKind) -> None:
    kari, key = hall.visitor(), new_uuid()
    begun = kari.begin()
    kari.say("Hei")
    told = hall.notify(begun.id, notice, key, address="k…@fjellsport.no")
    assert hall.notify(begun.id, notice, key) == told == kari.lines()[-1]
    assert told.details == {"address": "k…@fjellsport.no"}
    assert kari.now.ended_at == told.at
    with pytest.raises(VisitEnded):
        kari.say("Vent")


def test_a_notice_that_asks_ends_nothing(hall: Hall) -> None:
    kari = hall.visitor()
    hall.notify(kari.begin().id, ASK)
    assert kari.now.ended_at is None
    kari.say("kari@fjellsport.no")


def test_the_same_of_oneself_is_no_news(hall: Hall) -> None:
    kari = hall.visitor()
    kari.begin(page="/priser")
    before = kari.now
    kari.act(describe, {"page": "/priser"})
    assert kari.now == before
    kari.act(describe, {"page": "/frakt", "name": "Kari\n Nordmann\x00"})
    assert (kari.now.page, kari.now.name) == ("/frakt", "Kari Nordmann")
    assert kari.now.change > before.change


def test_who_leaves_may_come_back(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    kari.begin()
    kari.act(gone)
    assert kari.now.has_left
    house.clock.advance(30)
    hall.act(alive, [kari.token, hash_of("ukjent")])
    assert (kari.now.has_left, kari.now.alive_at) == (False, house.clock.now())
    kari.act(gone)
    kari.say("Her igjen")
    assert not kari.now.has_left


def test_who_is_silent_has_left_at_the_right_second(hall: Hall, house: House) -> None:
    kari, ola = hall.visitor(), hall.visitor()
    kari.begin()
    ola.begin()
    house.clock.advance(SILENT_S - 1)
    hall.act(alive, [ola.token])
    assert hall.act(note_silent) == {"left": 0}
    house.clock.advance(1)
    seen = hall.news()[-1].change
    assert hall.act(note_silent) == {"left": 1}
    assert (kari.now.has_left, ola.now.has_left) == (True, False)
    assert [item.visit for item in hall.news(seen)] == [kari.now]
    assert hall.act(note_silent) == {"left": 0}


def test_signs_of_life_are_no_news(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    change = kari.begin().change
    house.clock.advance(30)
    hall.act(alive, [kari.token])
    assert kari.now.alive_at == house.clock.now()
    assert hall.news(change) == ()


def test_what_ended_long_ago_is_forgotten_with_all_that_was_said(hall: Hall, house: House) -> None:
    kari, ola, per = hall.visitor(), hall.visitor(), hall.visitor()
    for each in (kari, ola, per):
        each.begin()
        each.say("Hei", [each.bring().id])
    kari.act(close)
    per.act(gone)
    house.clock.advance(DAY_S)
    before = house.clock.now()
    ola.act(close)
    assert hall.act(forget_old, before) == {"forgotten": 2}
    assert hall.act(forget_old, before) == {"forgotten": 0}
    assert house.store.read_at_once(visit, kari.token) is None
    assert kari.lines() == per.lines() == ()
    assert len(ola.lines()[0].files) == 1


def test_an_answer_to_nobody_known_is_refused(hall: Hall) -> None:
    with pytest.raises(UnknownVisit):
        hall.answer(new_uuid(), "Hei")
    with pytest.raises(UnknownVisit):
        hall.notify(new_uuid(), ENDED)


def test_words_are_kept_as_text_that_can_be_stored(hall: Hall) -> None:
    kari = hall.visitor()
    kari.begin()
    assert kari.say("<b>Hei</b>\x00\r\n\u202edei").text == "<b>Hei</b>\ndei"


def test_acts_of_visitors_leave_no_record_of_the_act(hall: Hall, house: House) -> None:
    """A door's login reaches no table of acts."""
    kari = hall.visitor()
    act = new_act(None, house.clock.now())
    kari.begin()
    once = new_uuid()
    for _ in range(2):
        house.store.upkeep(act, say, kari.token, once, "Hei", ())
    assert len(kari.lines()) == 1
