"""The people the customers are drawn from: shops' own, strangers, and programs that write."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from whenever import Instant

from console.channels.practice.chance import Deck
from console.channels.practice.customers import Customer, plain_letters
from console.channels.practice.texts import Letter, Texts
from console.domain.live_news import ChatSeen

_PAGES = {
    "shipping": "frakt",
    "payment": "betaling",
    "pos": "datakasse",
    "invoice": "abonnement",
    "product": "produkter",
    "domain": "domene",
    "report": "rapporter",
    "other": "",
}
_WITHHELD = 0.06
"""So many callers withhold their number."""


class _People:
    """Those who come by one way: all shops' people have their turn before any has it again."""

    def __init__(self, texts: Texts, strangers: float, *names: object) -> None:
        """So many in a hundred (a fraction) are of no shop that we know."""
        self._strangers = strangers
        self._names = texts.words.strangers
        self._all = Deck(texts.people, *names)
        with_registers = [person for person in texts.people if person.has_registers]
        self._with_registers = Deck(with_registers, *names, "registers")

    def draw(self, random: Random, *, has_registers: bool) -> Customer:
        """The next one; where it must be, of a shop with a register."""
        if has_registers:
            return self._with_registers.draw()
        if random.random() >= self._strangers:
            return self._all.draw()
        name = random.choice(self._names)
        first_name = plain_letters(name.split()[0].lower())
        address = f"{first_name}.{random.randint(10, 99)}@epost.example"
        return Customer(name, address, f"+470{random.randint(2_000_000, 9_999_999)}")


class Crowd:
    """Customers by chance: whoever is next, and what their own stream of numbers says of them."""

    def __init__(self, texts: Texts, seed: int) -> None:
        self._texts = texts
        self.visitors = _People(texts, 0.12, seed, "visitors")
        self.callers = _People(texts, 0.08, seed, "callers")
        self.writers = _People(texts, 0.06, seed, "writers")

    def of_shop(self, number: str) -> Customer:
        """Somebody of a shop by its number in the register; a stranger where there is none."""
        for person in self._texts.people:
            if person.shop_number == number:
                return person
        return Customer("Kari Nordmann", "kari.nordmann@epost.example", "+4702345678")

    def of_number(self, number: str, random: Random) -> Customer:
        """Who answers a telephone number."""
        for person in self._texts.people:
            shop = person.shop
            registers = () if shop is None else tuple(phone for _, phone in shop.registers)
            if number and number == person.number:
                return person
            if number and number in registers:
                return replace(person, name="", number=number)
        return Customer(random.choice(self._texts.words.strangers), "", number)

    def bulk(self, random: Random) -> tuple[Letter, Customer]:
        """A newsletter that nobody has asked for, and who sends it."""
        subject, text = random.choice(self._texts.words.bulk)
        letter = Letter("other", subject, text, "", "", "", "", (), False, False, is_bulk=True)
        return letter, Customer("Nyhetsbrev", "nyhetsbrev@utsendelse.example", "")

    def at_the_door(
        self, name: str, at: Instant, topic: str, customer: Customer, random: Random
    ) -> ChatSeen:
        """What a visitor's chat says of who they are: proven by the control panel, or as told."""
        is_verified = customer.shop is not None and random.random() < 0.45
        tells_shop = is_verified or random.random() < 0.75
        page = _PAGES.get(topic, "")
        places = ("mystore.no/", "mystore.no/priser", f"mystore.no/hjelp/{page}")
        return ChatSeen(
            remote_id=name,
            version=1,
            began_at=at,
            visitor_name=customer.name,
            address=customer.address if is_verified or random.random() < 0.6 else "",
            shop=customer.shop_number if tells_shop else "",
            is_verified=is_verified,
            page=f"kontrollpanel/{page}".rstrip("/") if is_verified else random.choice(places),
        )

    def on_the_line(self, customer: Customer, random: Random, is_pos: bool) -> Customer:
        """The customer with the number that the exchange shows, and the name, if it knows one."""
        shop = customer.shop
        registers = [phone for _, phone in shop.registers if phone] if shop is not None else []
        if is_pos and registers:
            return replace(customer, name="", number=random.choice(registers))
        if not is_pos and random.random() < _WITHHELD:
            return replace(customer, name="", number="")
        return customer if random.random() < 0.3 else replace(customer, name="")
