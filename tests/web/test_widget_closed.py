"""While chat is closed: the next opening in words, and an honest letter instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from web.web_house import BEFORE_LUNCH, BOXING_DAY_EVE, EVENING, LUNCH, WebHouse
from web.web_visitor import WebVisitor
from whenever import Instant

from console.domain.visits import VisitKind


@pytest.mark.parametrize(
    ("at", "lang", "told"),
    [
        (LUNCH, "nb", "Lunsj. Vi åpner igjen kl. 12:00"),
        (LUNCH, "en", "Lunch. We are back at 12:00"),
        (EVENING, "nb", "Stengt. Vi åpner igjen mandag kl. 09:00"),
        (EVENING.subtract(hours=24), "nb", "Stengt. Vi åpner igjen i morgen kl. 09:00"),
        (BOXING_DAY_EVE, "nb", "Stengt, første juledag. Vi åpner igjen mandag kl. 09:00"),
        (BOXING_DAY_EVE, "en", "Closed, Christmas Day. We open again Monday at 09:00"),
    ],
)
def test_it_says_when_it_opens(
    house: WebHouse, visitor: WebVisitor, at: Instant, lang: str, told: str
) -> None:
    house.be(at)
    visitor.open(house.page(lang))
    assert visitor.state == told
    visitor.sees("#mail")


def test_a_letter_is_written_while_it_is_closed(
    house: WebHouse, visitor: WebVisitor, kasse: Path
) -> None:
    house.be(EVENING)
    visitor.open(house.page())
    visitor.click("#mail [type=submit]")
    visitor.sees("#mail-address-wrong", "Skriv e-postadressen din")
    assert visitor.focus == "mail-address"
    visitor.write("kari@fjordglimt.no", css="#mail-address")
    visitor.write("Kari", css="#mail-name")
    visitor.write("Skuffen går ikke opp", css="#mail-text")
    visitor.attach(kasse, form="#mail")
    visitor.click("#mail [type=submit]")
    visitor.sees("#got", "Svaret kommer på e-post til kari@fjordglimt.no.")
    visitor.sees("#got", "Chatten åpner igjen mandag kl. 09:00.")
    (stay,) = house.stays()
    assert (stay.visit.kind, stay.visit.address, stay.visit.name) == (
        VisitKind.MAIL,
        "kari@fjordglimt.no",
        "Kari",
    )
    assert stay.visit.ended_at is not None
    assert [file.name for file in stay.lines[0].files] == ["kasse 2.png"]


def test_before_lunch_it_says_so_and_who_talks_goes_on(
    house: WebHouse, visitor: WebVisitor
) -> None:
    house.be(BEFORE_LUNCH)
    visitor.open(house.page())
    visitor.sees("#bar", "Vi stenger kl. 11:30. Det vi ikke rekker, svarer vi på e-post.")
    visitor.say("Rekker vi det?")
    house.hears("Rekker vi det?")
    house.answer("Vi prøver")
    visitor.reads("Rekker vi det?", "Vi prøver")
    house.be(LUNCH)
    visitor.sees("#state", "Chatten er stengt for nye, men denne samtalen fortsetter")
    house.answer("Ja, ett øyeblikk")
    visitor.reads("Rekker vi det?", "Vi prøver", "Ja, ett øyeblikk")


def test_what_was_written_too_late_stands_in_the_letter(
    house: WebHouse, visitor: WebVisitor
) -> None:
    house.be(BEFORE_LUNCH)
    visitor.open(house.page())
    house.be(LUNCH)
    visitor.say("Kassen er død")
    visitor.sees("#mail")
    visitor.wait(
        lambda: visitor.part("#mail-text").get_attribute("value") == "Kassen er død", "the text"
    )
    assert house.said() == []


def test_when_it_opens_again_the_letter_may_become_a_chat(
    house: WebHouse, visitor: WebVisitor
) -> None:
    house.be(LUNCH)
    visitor.open(house.page())
    visitor.write("Kassen er død", css="#mail-text")
    house.be(LUNCH.add(minutes=30))
    visitor.click("#hide")
    visitor.launcher.click()
    visitor.sees("#bar", "Chatten er åpen igjen.")
    visitor.click("#bar button")
    visitor.sees("#composer")
    visitor.press("\ue007")
    house.hears("Kassen er død")
    assert house.stays()[0].visit.kind is VisitKind.CHAT


def test_a_letter_that_is_refused_stands_there_again_and_says_why(
    house: WebHouse, visitor: WebVisitor
) -> None:
    house.be(EVENING)
    visitor.open(house.page())
    visitor.write("kari..@fjordglimt.no", css="#mail-address")
    visitor.write("Kassen er død", css="#mail-text")
    visitor.click("#mail [type=submit]")
    visitor.sees("#mail-address-wrong", "Adressen ser ikke riktig ut")
    assert visitor.part("#mail-text").get_attribute("value") == "Kassen er død"
    assert house.stays() == ()
