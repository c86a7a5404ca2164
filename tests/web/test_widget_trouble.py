"""Whatever goes wrong between: nothing that a visitor wrote is lost, doubled or out of order."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from fakes.clock import FakeClock
from peers.waiting import until
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from web.web_house import EASY, WebHouse, site_pages
from web.web_visitor import WebVisitor, plain

from console.channels.web.pace import Rate
from console.domain.visits import NoticeKind


def test_what_is_said_while_the_network_is_away_comes_once_and_in_order(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    house.cut_off()
    visitor.sees("#bar", "Kobler til igjen. Det du skriver, blir tatt vare på.")
    visitor.say("to")
    visitor.say("tre")
    visitor.sees("#lines .unsent:last-child .about", "Sendes når forbindelsen er tilbake")
    house.answer("svar i mellomtiden")
    house.back()
    house.hears("en", "to", "tre")
    visitor.reads("en", "svar i mellomtiden", "to", "tre")
    visitor.sees_not("#bar p")


def test_an_answer_that_is_lost_on_its_way_makes_no_second_line(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    house.line.lose_answer(b"POST /w/v1/visits")
    visitor.say("en")
    house.hears("en")
    house.line.lose_answer(b"POST /w/v1/messages")
    visitor.say("to")
    house.hears("en", "to")
    visitor.reads("en", "to")
    visitor.wait(lambda: visitor.texts("#lines .unsent") == [], "all is sent")
    assert house.line.sprung == 2
    assert len(house.stays()) == 1


def test_what_was_not_sent_is_there_after_a_reload_and_goes_with_its_picture(
    house: WebHouse, visitor: WebVisitor, kasse: Path
) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    house.hall.is_closed = True
    visitor.attach(kasse)
    visitor.say("to")
    visitor.write("halvskrevet")
    visitor.sees("#lines .unsent .about", "Ikke sendt")
    visitor.open(house.page())
    visitor.sees("#lines .unsent .text", "to")
    house.hall.is_closed = False
    house.hears("en", "to")
    assert [file.name for file in house.stays()[0].lines[1].files] == ["kasse 2.png"]
    visitor.reads("en", "to")
    assert visitor.part("#text").get_attribute("value") == "halvskrevet"


def test_a_chat_is_found_again_on_the_next_page(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    visitor.click("#hide")
    visitor.visit(house.page() + "&next=1")
    house.answer("to")
    visitor.wait(lambda: visitor.unread == "1", "it is counted without being opened")
    visitor.launcher.click()
    visitor.reads("en", "to")


def test_two_tabs_are_one_visit(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    visitor.chrome.switch_to.new_window("tab")
    other = WebVisitor(visitor.chrome)
    other.size(1100, 760)
    other.open(house.page())
    visitor.say("fra den ene")
    house.hears("fra den ene")
    other.reads("fra den ene")
    other.say("fra den andre")
    house.hears("fra den ene", "fra den andre")
    house.answer("til begge")
    for tab in (visitor, other):
        tab.reads("fra den ene", "fra den andre", "til begge")
    assert len(house.stays()) == 1


def test_a_visit_that_ended_meanwhile_says_so_and_keeps_what_was_written(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    visitor.write("to")
    house.hall.visitors.close(house.stays()[0].token_hash, house.clock.now())
    house.hall.wake(None)
    visitor.sees("#over")
    assert visitor.state == "Samtalen er avsluttet"
    visitor.click("#again")
    visitor.sees("#composer")
    assert visitor.part("#text").get_attribute("value") == "to"


def test_what_came_after_the_end_is_not_lost_but_begins_the_next_chat(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    house.cut_off()
    visitor.say("to")
    house.notify(NoticeKind.ENDED)
    house.back()
    visitor.sees("#lines .failed .about", "Ikke sendt, samtalen er avsluttet.")
    visitor.click("#again")
    visitor.wait(lambda: visitor.part("#text").get_attribute("value") == "to", "it stands there")
    visitor.press(Keys.ENTER)
    house.hears("en", "to")
    visitor.reads("to")


def test_a_line_that_is_refused_says_why_and_can_be_taken_away(
    house: WebHouse, visitor: WebVisitor, tmp_path: Path
) -> None:
    lies = tmp_path / "bilde.png"
    lies.write_bytes(b"<svg onload=alert(1)>")
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    visitor.attach(lies)
    visitor.say("to")
    visitor.sees("#lines .failed .about", "Ikke sendt. Denne filtypen tar vi ikke imot.")
    visitor.sees("#said", "Ikke sendt")
    visitor.say("tre")
    house.hears("en", "tre")
    visitor.click("#lines .failed .about button:last-child")
    visitor.reads("en", "tre")


def test_a_visit_that_the_house_has_forgotten_is_begun_anew(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    visitor.wait(lambda: visitor.texts("#lines .unsent") == [], "it is known as sent")
    with house.hall.lock:
        house.hall.stays.clear()
    house.line.cut()
    visitor.wait(lambda: visitor.lines == [], "what is forgotten is gone")
    visitor.say("to")
    house.hears("to")


def test_a_gap_is_filled_before_what_follows_is_shown(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    visitor.say("en")
    house.hears("en")
    for number in range(120):
        house.hall.house.answer(house.visit, uuid4(), str(number), "Mona", house.clock.now(), ())
    visitor.reads("en", *(str(number) for number in range(120)))
    visitor.open(house.page())
    visitor.reads("en", *(str(number) for number in range(120)))


@pytest.fixture
def strict_house(clock: FakeClock):  # type: ignore[no-untyped-def]
    """One that takes two lines, and then one a second."""
    with site_pages() as origin:
        house = WebHouse(clock, EASY.__class__(lines=Rate(1, 2), look_s=0.05), origin)
        yield house
        house.close()


def test_too_many_at_once_wait_and_come_in_their_order(
    strict_house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(strict_house.page())
    for word in ("en", "to", "tre", "fire"):
        visitor.say(word)
    visitor.sees("#lines .unsent .about", "Mange meldinger på kort tid. Sendes om")
    strict_house.hears("en", "to", "tre", "fire")
    visitor.reads("en", "to", "tre", "fire")


def test_the_house_hears_of_leaving_but_not_of_going_on(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.chrome.switch_to.new_window("tab")
    leaver = WebVisitor(visitor.chrome)
    leaver.open(house.page())
    leaver.say("en")
    house.hears("en")
    house.line.lose_word(b"POST /w/v1/gone")
    leaver.ask_page("location.href = arguments[0]", house.page() + "&next=1")
    leaver.reads("en")
    assert house.line.sprung == 0
    leaver.close()
    until(lambda: house.line.sprung == 1, "leaving is told", 20)


def test_without_the_door_it_says_whom_to_call_and_comes_by_itself(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.visit(house.page())
    visitor.block("*/w/v1/*")
    visitor.launcher.click()
    visitor.sees("#away", "ring 21 98 24 74 eller skriv til kundeservice@mystore.no")
    visitor.block()
    visitor.sees("#composer")


def test_where_not_even_the_frame_comes_the_page_says_so(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.visit(house.page())
    house.cut_off()
    visitor.launcher.click()

    def lost() -> str:
        return plain(visitor.root.find_element(By.CSS_SELECTOR, ".lost").text)

    visitor.wait(lambda: "Vi får ikke kontakt med chatten" in lost(), "it says so")
    house.back()
    visitor.root.find_element(By.CSS_SELECTOR, ".lost button").click()
    visitor.sees("#composer")
    assert lost() == ""
