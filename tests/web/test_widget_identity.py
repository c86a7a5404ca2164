"""Who the visitor is: signed by the page, or only said; and who may speak with the frame."""

from __future__ import annotations

import hashlib
import hmac
from uuid import uuid4

import jwt
from fakes.clock import FakeClock
from web.web_house import SECRET, SITE, WebHouse
from web.web_visitor import WebVisitor


def signed(clock: FakeClock, secret: str = SECRET) -> str:
    """What a site says of a visitor who is logged in at shop 1042."""
    claims = {
        "sub": "1042",
        "aud": SITE,
        "jti": str(uuid4()),
        "iat": int(clock.now().timestamp()),
        "exp": int(clock.now().timestamp()) + 240,
        "name": "Kari",
        "email": "kari@fjordglimt.no",
    }
    return jwt.encode(claims, secret, "HS256")


def test_a_signed_identity_is_asked_for_when_it_is_needed(
    house: WebHouse, visitor: WebVisitor, clock: FakeClock
) -> None:
    visitor.open(house.page())
    visitor.ask_page(
        "const token = arguments[0]; window.mystoreChat.identity = async () => token", signed(clock)
    )
    visitor.say("Hei")
    house.hears("Hei")
    (stay,) = house.stays()
    assert (stay.visit.shop, stay.visit.is_verified) == ("1042", True)
    assert stay.visit.page == house.origin + "/"
    visitor.sees("#shop", "Bekreftet butikk: 1042")


def test_a_hash_in_the_tag_is_proof_too(house: WebHouse, visitor: WebVisitor) -> None:
    digest = hmac.new(SECRET.encode(), b"1042", hashlib.sha256).hexdigest()
    visitor.open(house.page(identifier="1042", **{"identifier-hash": digest}))
    visitor.say("Hei")
    house.hears("Hei")
    assert house.stays()[0].visit.is_verified


def test_an_address_that_was_said_once_need_not_be_said_again(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page(name="Kari", email="kari@fjordglimt.no"))
    visitor.say("en")
    house.hears("en")
    first = house.stays()[0].visit
    assert (first.name, first.address, first.is_verified) == ("Kari", "kari@fjordglimt.no", False)
    visitor.click("#more")
    visitor.click("#leave")
    visitor.click("#leaving [value=yes]")
    visitor.sees("#over")
    visitor.ask("localStorage.setItem('mystore-chat:mystore:address', '\"kari@x.no\"')")
    visitor.open(house.page())
    visitor.click("#again")
    visitor.say("to")
    house.hears("en", "to")
    assert house.stays()[1].visit.address == "kari@x.no"


def test_a_forged_identity_proves_nothing_and_turns_nobody_away(
    house: WebHouse, visitor: WebVisitor, clock: FakeClock
) -> None:
    forged = signed(clock, "0123456789abcdef" * 4)
    visitor.open(house.page(identity=forged, shop="77"))
    visitor.say("Hei")
    house.hears("Hei")
    (stay,) = house.stays()
    assert (stay.visit.shop, stay.visit.is_verified) == ("77", False)
    visitor.sees_not("#shop")


def test_neither_the_page_nor_a_stranger_reads_the_token(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("Hei")
    house.hears("Hei")
    kept = visitor.ask_page("return JSON.stringify([localStorage, sessionStorage, location.href])")
    token = visitor.ask(
        "return JSON.parse(localStorage.getItem('mystore-chat:mystore:visit')).token"
    )
    assert hashlib.sha256(token.encode()).hexdigest() == house.stays()[0].token_hash
    assert token not in kept
    assert token not in visitor.ask("return location.href")
    assert visitor.ask("return document.cookie") == ""


def test_words_from_elsewhere_are_not_heard(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    visitor.ask("window.postMessage({to: 'mystore-chat', page: 'https://x.example/'}, '*')")
    visitor.ask_page("window.postMessage({from: 'mystore-chat', is: 'hide'}, '*')")
    visitor.say("Hei")
    house.hears("Hei")
    assert house.stays()[0].visit.page == house.origin + "/"
    assert visitor.is_open


def test_the_tag_says_which_language_else_the_page_does(
    house: WebHouse, visitor: WebVisitor
) -> None:
    for page_lang, data, title in (
        ("en-GB", {}, "Chat with Mystore"),
        ("nn", {}, "Chat med Mystore"),
        ("en", {"lang": "nb"}, "Chat med Mystore"),
        ("de", {}, "Chat with Mystore"),
    ):
        visitor.open(house.page(page_lang, **data))
        assert visitor.text("h1") == title
