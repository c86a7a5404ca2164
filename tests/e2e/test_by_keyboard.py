"""By keyboard alone, in every lane: the most urgent is taken, answered and closed.

Each step is heard by a screen reader and stands in the store. Nobody else is at work, so that
everything waits for one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.practice_desk import ME, PracticeDesk
from peers.desktop import DesktopMissing
from peers.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

LINE = "Hei. Frakt til Svalbard legges inn under Soner."
NOTE = "Kassen skriver ut igjen."
ANSWER = "Hei. Oppgjoret er lukket for dere."
THEIR_ANSWER = "Utbetalingen er rettet i natt."
TOLD = "Hei. Utbetalingen er rettet."
OUT = "SELECT max(id) FROM message WHERE kind = ? AND text = ? AND case_id = ?"


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[PracticeDesk]:
    try:
        opened = PracticeDesk("--speed", "1", "--colleagues", "0")
    except DesktopMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    failed_before = request.session.testsfailed
    opened.sit_down()
    yield opened
    if request.session.testsfailed > failed_before:
        opened.screen.screenshot(Path("out") / f"{request.node.name}.png")
    opened.stop()


def test_in_every_lane_the_most_urgent_is_taken_answered_and_closed(desk: PracticeDesk) -> None:
    _a_chat(desk)
    _a_call(desk)
    _a_mail(desk)
    _an_escalation(desk)


def _a_chat(desk: PracticeDesk) -> None:
    chat, case, shop = desk.ask(
        "SELECT chat.id, case_id, shop.name FROM chat JOIN shop ON shop.id = chat.shop_id "
        "WHERE chat.state <> 'ended' ORDER BY waiting_since"
    )[0]
    desk.go_to(1)
    assert desk.row_of_keyboard("Chat").startswith(shop)
    desk.screen.key("t")
    desk.until_store(f"SELECT agent_id = {_me()} FROM chat WHERE id = ?", chat)
    until(lambda: "hos deg" in desk.row_of_keyboard("Chat"), "to hear that the chat is mine")
    desk.screen.key("Return")
    _in_case(desk, case)
    _write(desk, "r", LINE, "Return")
    desk.until_store(OUT, "chat_out", LINE, case)
    desk.screen.see(LINE, "list item")
    desk.screen.see("sendt", "list item")
    desk.until_store("SELECT first_reply_at FROM chat WHERE id = ?", chat)
    _back(desk, "Chat")
    desk.screen.key("e")
    desk.until_store("SELECT state = 'ended' FROM chat WHERE id = ?", chat)
    _is_closed(desk, case)
    _gone_from(desk, "Chat", shop)


def _a_call(desk: PracticeDesk) -> None:
    desk.go_to(2)
    call, shop = desk.ask(
        "SELECT call.id, shop.name FROM call JOIN shop ON shop.id = call.shop_id "
        "WHERE call.state IN ('waiting', 'ringing') ORDER BY is_pos DESC, began_at"
    )[0]
    assert desk.row_of_keyboard("Telefonkø").startswith(shop)
    desk.screen.key("Return")
    desk.until_store(f"SELECT answered_by = {_me()} FROM call WHERE id = ?", call)
    until(
        lambda: "hos deg, i samtale" in desk.row_of_keyboard("Telefonkø"),
        "to hear that I talk with them",
    )
    case = desk.until_store("SELECT case_id FROM call WHERE id = ?", call)
    desk.screen.key("Return")
    _in_case(desk, case)
    _write(desk, "n", NOTE, "ctrl+Return")
    desk.until_store(OUT, "note", NOTE, case)
    desk.screen.see(NOTE, "list item")
    _back(desk, "Telefonkø")
    assert shop in desk.row_of_keyboard("Telefonkø")
    desk.screen.key("e")
    desk.until_store("SELECT state = 'ended' FROM call WHERE id = ?", call)
    _is_closed(desk, case)
    _gone_from(desk, "Telefonkø", shop)


def _a_mail(desk: PracticeDesk) -> None:
    """The oldest are mine already: the first that nobody has."""
    desk.go_to(3)
    while "hos " in desk.row_of_keyboard("E-post"):
        before = desk.row_of_keyboard("E-post")
        desk.screen.key("j")
        until(lambda row=before: desk.row_of_keyboard("E-post") != row, "the next row")
    row = desk.row_of_keyboard("E-post")
    case, shop = desk.ask(
        'SELECT "case".id, shop.name FROM "case" JOIN shop ON shop.id = shop_id '
        "WHERE owner_id IS NULL AND state = 'open' AND \"case\".id NOT IN "
        "(SELECT case_id FROM chat) ORDER BY waiting_since"
    )[0]
    assert row.startswith(shop)
    desk.screen.key("t")
    desk.until_store(f'SELECT owner_id = {_me()} FROM "case" WHERE id = ?', case)
    until(lambda: "hos deg" in desk.row_of_keyboard("E-post"), "to hear that the case is mine")
    desk.screen.key("Return")
    _in_case(desk, case)
    _write(desk, "r", ANSWER, "ctrl+Return")
    desk.until_store(OUT, "mail_out", ANSWER, case)
    desk.screen.see(ANSWER, "list item")
    desk.screen.key("e")
    _is_closed(desk, case)
    desk.screen.see("løste saken", "list item")
    _back(desk, "E-post")
    _gone_from(desk, "E-post", row.partition(" · ")[0])


def _an_escalation(desk: PracticeDesk) -> None:
    """What they answered is put down, the customer is told, and then it is over."""
    one, case, shop = desk.ask(
        'SELECT escalation.id, case_id, shop.name FROM escalation JOIN "case" ON '
        '"case".id = case_id JOIN shop ON shop.id = shop_id WHERE escalation.state NOT IN '
        "('done', 'taken_back') ORDER BY next_word_by"
    )[0]
    desk.go_to(4)
    assert desk.row_of_keyboard("Eskaleringer").startswith(shop)
    # Into the menu of the row, to its third line: "De har svart …".
    desk.screen.key("Menu", "Down", "Down", "Return")
    desk.screen.see("Svar fra utvikling", "dialog")
    desk.screen.take_keyboard("Svar fra")
    desk.screen.type(THEIR_ANSWER)
    desk.screen.tab_to("Før inn svaret")
    desk.screen.key("space")
    desk.until_store("SELECT state = 'answered' AND answer <> '' FROM escalation WHERE id = ?", one)
    desk.screen.gone("Svar fra utvikling", "dialog")
    desk.screen.take_keyboard()
    until(lambda: ", Svar, " in desk.row_of_keyboard("Eskaleringer"), "to hear of their answer")
    desk.screen.key("Return")
    _in_case(desk, case)
    _write(desk, "r", TOLD, "ctrl+Return")
    desk.until_store(OUT, "mail_out", TOLD, case)
    _back(desk, "Eskaleringer")
    desk.screen.key("Menu", "Down", "Return")
    desk.until_store("SELECT state = 'done' FROM escalation WHERE id = ?", one)
    _gone_from(desk, "Eskaleringer", shop)


def _me() -> str:
    return f"(SELECT id FROM person WHERE login = '{ME}')"


def _in_case(desk: PracticeDesk, case: int) -> None:
    desk.screen.see(f"Sak {case}")
    until(lambda: "Samtalen i saken" in desk.screen.keyboard(), "the keyboard in the case")


def _write(desk: PracticeDesk, key: str, text: str, sending: str) -> None:
    desk.screen.key(key)
    until(lambda: "Tekst" in desk.screen.keyboard(), "the keyboard in the text")
    desk.screen.type(text)
    desk.screen.key(sending)


def _back(desk: PracticeDesk, lane: str) -> None:
    """Out of the text first, where it has the keyboard; then out of the case."""
    if "Tekst" in desk.screen.keyboard():
        desk.screen.key("Escape")
    desk.screen.key("Escape")
    until(lambda: desk.row_of_keyboard(lane), f"the keyboard back in {lane}")


def _is_closed(desk: PracticeDesk, case: int) -> None:
    desk.until_store("SELECT state = 'closed' FROM \"case\" WHERE id = ?", case)


def _gone_from(desk: PracticeDesk, lane: str, who: str) -> None:
    until(
        lambda: not any(row.name.startswith(who) for row in desk.rows(lane)),
        f"{who} to go from {lane}",
    )
