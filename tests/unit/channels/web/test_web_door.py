"""The door: a visitor begins, speaks, is answered, resumes, and ends; as browsers see it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from fakes.clock import FakeClock
from open_web_door import PNG, Knocker, OpenDoor, token
from peers.waiting import until
from whenever import Instant

from console.domain.visits import NoticeKind, VisitKind

LUNCH = Instant.from_utc(2026, 11, 23, 10, 45)
EVENING = Instant.from_utc(2026, 11, 23, 19, 0)


def answered(visitor: Knocker, text: str) -> None:
    """One of us answers."""
    door = visitor.door
    door.hall.house.answer(visitor.stay.visit.id, uuid4(), text, "Kari", door.clock.now(), ())


def test_a_visit_begins_and_its_token_is_known_to_its_visitor_alone(opened: OpenDoor) -> None:
    begun = opened.begin(name="Ola", shop="812")
    told = begun.json()
    assert (begun.status_code, told["kind"], told["last_seq"]) == (201, "chat", 0)
    assert "verified_shop" not in told, "what they say themselves is not proven"
    (stay,) = opened.stays()
    assert (stay.visit.name, stay.visit.shop, stay.visit.is_verified) == ("Ola", "812", False)
    assert told["token"] not in repr(stay)


def test_whoever_begins_twice_with_their_own_token_has_one_visit(opened: OpenDoor) -> None:
    said = {"token": token(), "client_id": str(uuid4())}
    first, second = opened.begin(**said), opened.begin(**said)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert len(opened.stays()) == 1


def test_what_was_begun_is_found_again_after_closing(opened: OpenDoor, clock: FakeClock) -> None:
    said = {"token": token(), "client_id": str(uuid4())}
    opened.begin(**said)
    clock.advance(12 * 3600)
    assert opened.begin(**said).status_code == 200


def test_a_line_is_stored_once_however_often_it_is_sent(opened: OpenDoor) -> None:
    ola = opened.visitor()
    said = {"client_id": str(uuid4()), "text": "Hei\r\nder", "files": []}
    first, again = ola.ask("POST", "messages", said), ola.ask("POST", "messages", said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["text"] == "Hei\nder"
    assert ola.said() == ["Hei\nder"]


def test_lines_are_read_from_where_one_was(opened: OpenDoor) -> None:
    ola = opened.visitor()
    for text in ("en", "to", "tre"):
        ola.say(text)
    told = ola.ask("GET", "messages?after_seq=1&limit=1").json()
    assert [line["text"] for line in told["lines"]] == ["to"]
    assert (told["last_seq"], told["ended"]) == (3, False)


def test_an_answer_is_pushed_in_order_with_what_was_missed(opened: OpenDoor) -> None:
    ola = opened.visitor()
    ola.say("Hei")
    answered(ola, "Hei, Ola.")
    line = ola.line(after_seq=1)
    assert line.frame() == {"ready": True, "last_seq": 2}
    assert line.until("line")["text"] == "Hei, Ola."
    answered(ola, "Hva gjelder det?")
    told = line.until("line")
    assert (told["seq"], told["author"], told["kind"]) == (3, "Kari", "agent")
    line.close()


def test_two_tabs_have_the_same(opened: OpenDoor) -> None:
    ola = opened.visitor()
    tabs = [ola.line(), ola.line()]
    for tab in tabs:
        tab.until("signs")
    ola.say("Hei")
    assert [tab.until("line")["text"] for tab in tabs] == ["Hei", "Hei"]


def test_a_burst_comes_whole_and_in_order(opened: OpenDoor) -> None:
    ola = opened.visitor()
    line = ola.line()
    line.until("signs")
    for number in range(250):
        answered(ola, str(number))
    assert [line.until("line")["seq"] for _ in range(250)] == list(range(1, 251))


def test_that_one_of_us_types_is_shown_until_its_time_is_out(
    opened: OpenDoor, clock: FakeClock
) -> None:
    ola = opened.visitor()
    line = ola.line()
    assert line.until("signs") == {"typing": False, "seen_seq": 0}
    opened.hall.agent_types(ola.stay.visit.id, clock.now().add(seconds=8))
    assert line.until("signs")["typing"] is True
    clock.advance(9)
    assert line.until("signs")["typing"] is False


def test_what_we_have_seen_is_said_by_its_number(opened: OpenDoor, clock: FakeClock) -> None:
    ola = opened.visitor()
    ola.say("en")
    clock.advance(5)
    ola.say("to")
    line = ola.line()
    assert line.until("signs")["seen_seq"] == 0
    opened.hall.agent_saw(ola.stay.visit.id, ola.stay.lines[0].at)
    assert line.until("signs")["seen_seq"] == 1
    opened.hall.agent_saw(ola.stay.visit.id, ola.stay.lines[1].at)
    assert line.until("signs")["seen_seq"] == 2


def test_what_the_visitor_sees_and_types_reaches_the_hall(
    opened: OpenDoor, clock: FakeClock
) -> None:
    ola = opened.visitor()
    answered(ola, "Hei")
    assert ola.ask("POST", "seen", {"seq": 1}).status_code == 204
    assert ola.stay.seen_at == ola.stay.lines[0].at
    assert ola.ask("POST", "typing", {"on": True}).status_code == 204
    assert ola.stay.typing_until == clock.now().add(seconds=8)
    ola.ask("POST", "typing", {"on": False})
    assert ola.stay.typing_until is None


def test_the_end_is_told_after_the_last_line(opened: OpenDoor, clock: FakeClock) -> None:
    ola = opened.visitor()
    line = ola.line()
    details = {"address": "o***@havbris.no", "answer_by": ""}
    opened.hall.house.notify(ola.stay.visit.id, uuid4(), NoticeKind.TO_MAIL, details, clock.now())
    told = line.until("line")
    assert (told["kind"], told["notice"], told["details"]) == ("notice", "to_mail", details)
    assert line.until("ended") is True
    assert ola.say("Vent").status_code == 410
    assert ola.ask("GET", "messages").json()["ended"] is True


def test_whoever_ends_it_in_one_tab_is_told_in_the_other(opened: OpenDoor) -> None:
    ola = opened.visitor()
    line = ola.line()
    assert ola.ask("POST", "close").status_code == 204
    assert line.until("ended") is True
    assert ola.ask("POST", "close").status_code == 204, "once more is the same"


def test_whoever_closes_the_page_is_away_and_back_when_they_come_again(opened: OpenDoor) -> None:
    ola = opened.visitor()
    ola.ask("POST", "gone")
    assert ola.stay.visit.has_left
    line = ola.line()
    line.until("ready")
    until(lambda: not ola.stay.visit.has_left, "the visitor to be back")
    line.close()


def test_who_stays_is_said_to_live_while_the_page_gives_signs(
    opened: OpenDoor, clock: FakeClock
) -> None:
    ola = opened.visitor()
    line = ola.line()
    line.until("ready")
    now = clock.advance(60)
    line.send({"ping": 1})
    assert line.until("pong") == 1
    until(lambda: ola.stay.visit.alive_at == now, "the sign of life to be stored")


def test_who_only_asks_by_http_lives_too(opened: OpenDoor, clock: FakeClock) -> None:
    ola = opened.visitor()
    now = clock.advance(60)
    ola.ask("GET", "messages")
    until(lambda: ola.stay.visit.alive_at == now, "the sign of life to be stored")


def test_who_has_gone_is_not_brought_back_by_a_sign_of_before(
    opened_with: Callable[..., OpenDoor],
) -> None:
    opened = opened_with(alive_s=0.5)
    ola, eva = opened.visitor(), opened.visitor()
    ola.ask("GET", "messages")
    ola.ask("POST", "gone")
    now = opened.clock.advance(60)
    eva.ask("GET", "messages")
    until(lambda: eva.stay.visit.alive_at == now, "those who are heard to be told")
    assert ola.stay.visit.has_left


def test_a_picture_is_sent_and_fetched_with_what_its_bytes_are(opened: OpenDoor) -> None:
    ola = opened.visitor()
    sent = ola.send(PNG, "skjerm%20bilde.png", Content_Type="text/html")
    file = sent.json()
    assert (sent.status_code, file["name"], file["type"]) == (201, "skjerm bilde.png", "image/png")
    line = ola.say("", files=[file["file"]]).json()
    assert line["files"] == [file]
    got = ola.ask("GET", f"files/{file['file']}")
    assert (got.content, got.headers["Content-Type"]) == (PNG, "image/png")
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in got.headers["Content-Security-Policy"]


def test_a_file_that_comes_again_is_the_same(opened: OpenDoor) -> None:
    ola = opened.visitor()
    name = str(uuid4())
    first, again = (ola.send(PNG, "a.png", X_Client_Id=name).json() for _ in range(2))
    assert first == again


def test_who_the_visitor_is_can_be_said_later(opened: OpenDoor) -> None:
    ola = opened.visitor()
    said = {"name": "Ola", "address": "Ola@Havbris.no", "page": "https://www.mystore.no/pris?x=1"}
    assert ola.ask("POST", "me", said).status_code == 204
    visit = ola.stay.visit
    assert (visit.name, visit.address) == ("Ola", "ola@havbris.no")
    assert visit.page == "https://www.mystore.no/pris", "what stands behind the path is theirs"


def test_the_conversation_can_be_taken_along(opened: OpenDoor) -> None:
    ola = opened.visitor(language="en")
    ola.say("Hi")
    answered(ola, "Hello")
    got = ola.ask("GET", "transcript")
    assert got.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.text == "Mystore\n\n23.11.2026 09:41 You\nHi\n\n23.11.2026 09:41 Kari\nHello\n"


def test_a_former_visit_is_continued_by_its_token(opened: OpenDoor) -> None:
    ola = opened.visitor()
    ola.ask("POST", "close")
    back = opened.visitor(continues=ola.token)
    assert back.stay.visit.continues == ola.stay.visit.id
    assert opened.visitor(continues=token()).stay.visit.continues is None


@pytest.mark.parametrize(("at", "state"), [(LUNCH, "lunch"), (EVENING, "closed")])
def test_while_chat_is_closed_nobody_begins_one(
    opened: OpenDoor, clock: FakeClock, at: Instant, state: str
) -> None:
    clock.set(at)
    refused = opened.begin()
    told = refused.json()
    assert (refused.status_code, told["error"], told["state"]) == (409, "closed", state)
    assert told["opens_at"] > at.format_iso()
    assert opened.stays() == []


def test_what_is_written_while_closed_is_mail_with_an_address(
    opened: OpenDoor, clock: FakeClock
) -> None:
    clock.set(EVENING)
    assert opened.begin(kind="mail").json()["error"] == "address"
    wrong = opened.begin(kind="mail", address="kari@")
    assert (wrong.status_code, wrong.json()["error"]) == (422, "address")
    kari = opened.visitor(kind="mail", address="kari@havbris.no")
    kari.say("Kan dere ringe?")
    kari.ask("POST", "close")
    visit = kari.stay.visit
    assert (visit.kind, visit.address) == (VisitKind.MAIL, "kari@havbris.no")
    assert visit.ended_at is not None


def test_a_chat_that_has_begun_goes_on_through_lunch(opened: OpenDoor, clock: FakeClock) -> None:
    ola = opened.visitor()
    clock.set(LUNCH)
    assert ola.say("Er dere der?").status_code == 201


def test_open_pages_are_told_that_chat_closes(opened: OpenDoor, clock: FakeClock) -> None:
    ola = opened.visitor()
    line = ola.line()
    line.until("signs")
    clock.set(Instant.from_utc(2026, 11, 23, 10, 10))
    assert line.until("state")["closing_at"] == "2026-11-23T10:30:00Z"
    clock.set(LUNCH)
    told = line.until("state")
    assert (told["state"], told["opens_at"]) == ("lunch", "2026-11-23T11:00:00Z")
    assert told["limits"]["files"] == 5


def test_while_the_store_is_away_nothing_is_taken_and_it_is_said(opened: OpenDoor) -> None:
    ola = opened.visitor()
    opened.hall.is_closed = True
    refused = ola.say("Hei")
    assert (refused.status_code, refused.json()["error"]) == (503, "away")
    assert refused.headers["Retry-After"] == "5"
    assert opened.ask("GET", "/health").status_code == 503
    opened.hall.is_closed = False
    assert ola.say("Hei").status_code == 201
    until(lambda: opened.ask("GET", "/health").status_code == 200, "the door to be well again")


def test_what_came_while_the_store_was_away_is_pushed_when_it_is_back(opened: OpenDoor) -> None:
    ola = opened.visitor()
    line = ola.line()
    line.until("signs")
    opened.hall.is_closed = True
    until(lambda: not opened.door.is_healthy, "the door to notice")
    opened.hall.is_closed = False
    answered(ola, "Her er jeg.")
    assert line.until("line")["text"] == "Her er jeg."


def test_a_page_that_joins_while_the_store_is_away_is_to_come_again(opened: OpenDoor) -> None:
    ola = opened.visitor()
    opened.hall.is_closed = True
    assert ola.line().closed() == 1013
    opened.hall.is_closed = False
    assert ola.line().until("ready") is True


def test_a_door_that_closes_tells_its_pages_to_come_again(opened: OpenDoor) -> None:
    line = opened.visitor().line()
    line.until("signs")
    opened.door.close()
    assert line.closed() == 1012
    assert not opened.door.is_running


def test_a_visit_that_was_forgotten_is_no_longer_known(opened: OpenDoor) -> None:
    ola = opened.visitor()
    ola.say("hei")
    opened.hall.stays.clear()
    assert ola.say("er dere der?").status_code == 401
    assert ola.line().closed() == 4401


def test_a_wake_costs_no_question_for_each_visitor(opened: OpenDoor) -> None:
    visitors = [opened.visitor() for _ in range(8)]
    lines = [visitor.line() for visitor in visitors]
    for line in lines:
        line.until("signs")
    answered(visitors[0], "Hei")
    lines[0].until("line")
    before = opened.hall.asked
    answered(visitors[0], "Hei igjen")
    lines[0].until("line")
    assert opened.hall.asked - before < 2 + 2 * 8, "only the one who is spoken to is asked for"
