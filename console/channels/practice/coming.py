"""Who comes when, with what: by the rhythm of the day, and again where nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from random import Random

from whenever import Instant, Time

from console.channels.practice.agenda import Agenda
from console.channels.practice.caller import Caller, Line
from console.channels.practice.chance import Deck, about_s, arrivals, stream
from console.channels.practice.crowd import Crowd
from console.channels.practice.customers import Customer
from console.channels.practice.door import Door
from console.channels.practice.exchange import Exchange
from console.channels.practice.postbox import Postbox
from console.channels.practice.rhythm import SLOT_MINUTES, Rhythm, slot_of
from console.channels.practice.tally import Ledger
from console.channels.practice.texts import Errand, Letter, Talk, Texts
from console.channels.practice.visitor import Surroundings, Visitor
from console.channels.practice.writer import Post, Writer
from console.domain.hours.day import at_wall
from console.domain.hours.opening_hours import LiveChannel
from console.domain.instants import wall
from console.domain.live_news import ChatSeen
from console.domain.mail import IncomingMail
from console.domain.subjects import snippet

_SLOT_S = SLOT_MINUTES * 60
_BULK = 0.05
_ATTEMPTS = 3
"""So often somebody calls at most."""


@dataclass(frozen=True, slots=True)
class Ledgers:
    """What happens, written down by channel."""

    chat: Ledger
    phone: Ledger
    mail: Ledger


@dataclass(frozen=True, slots=True)
class Places:
    """Where customers come to."""

    agenda: Agenda
    door: Door
    exchange: Exchange
    postbox: Postbox
    ledgers: Ledgers


class Coming:
    """Makes visitors, callers and writers. `live_from`: before that, only mail comes."""

    def __init__(
        self, texts: Texts, seed: int, rhythm: Rhythm, places: Places, live_from: Instant
    ) -> None:
        self._seed = seed
        self._texts = texts
        self._rhythm = rhythm
        self._places = places
        self._live_from = live_from
        self.crowd = Crowd(texts, seed)
        self.visitors: dict[str, Visitor] = {}
        self.callers: dict[str, Caller] = {}
        self._spoken: dict[str, Instant] = {}
        self._talks = Deck(texts.talks, seed, "talks")
        self._errands = Deck(texts.errands, seed, "errands")
        everyday = [letter for letter in texts.letters if not letter.is_critical]
        self._letters = Deck(everyday, seed, "letters")
        critical = [letter for letter in texts.letters if letter.is_critical]
        self._critical = Deck(critical, seed, "critical")
        self._around = Surroundings(
            places.agenda, places.door, places.ledgers.chat, texts.words, self._was_not_served
        )
        self._line = Line(places.agenda, places.exchange, self._was_not_answered)
        self._post = Post(
            places.agenda, places.postbox, places.ledgers.mail, texts.words, texts.bouncing
        )

    def begin(self) -> None:
        """From now on they come."""
        if self._rhythm.comes_by_itself():
            now = self._places.agenda.now
            midnight = at_wall(wall(now).date(), Time())
            if slot_of(now) != midnight:
                self._plan_night(midnight)
            self._plan(slot_of(now))

    def visitor(self, talk: Talk, customer: Customer, seen: ChatSeen) -> None:
        """A visitor comes in, whether the chat is open or not."""
        random = stream(self._seed, seen.remote_id, "mind")
        visitor = Visitor(seen.remote_id, talk, customer, random, self._around)
        self.visitors[seen.remote_id] = visitor
        visitor.comes(seen)

    def caller(
        self, name: str, errand: Errand, customer: Customer, is_pos: bool, attempt: int = 1
    ) -> None:
        """Somebody calls, whether the telephone is open or not."""
        caller = Caller(name, errand, customer, stream(self._seed, name), self._line, attempt)
        self.callers[name] = caller
        caller.comes(is_pos=is_pos)

    def called(self, name: str, number: str, interface: str, remote_id: str) -> None:
        """We have called somebody, and they answer; `name` is what chance knows the call by."""
        random = stream(self._seed, name)
        customer = self.crowd.of_number(number, random)
        errand = Errand("other", "", "Ringte tilbake, og saken er løst.", 3.0, False)
        self._spoken[number] = self._places.agenda.now
        caller = Caller(remote_id, errand, customer, random, self._line)
        self.callers[remote_id] = caller
        caller.is_called(interface)

    def writer(
        self, name: str, letter: Letter, customer: Customer, before: str = ""
    ) -> IncomingMail:
        """Somebody writes."""
        return Writer(letter, customer, stream(self._seed, name), self._post).writes(before)

    def _plan(self, slot: Instant) -> None:
        """Draws who comes in this half hour, before anybody does: no act of ours changes that."""
        rhythm, agenda = self._rhythm, self._places.agenda
        for kind, mean, come in (
            ("c", rhythm.chats(slot), self._plan_chat),
            ("t", rhythm.calls(slot), self._plan_call),
            ("m", rhythm.mails(slot), self._plan_mail),
        ):
            random = stream(self._seed, kind, slot.format_iso())
            moments = sorted(random.random() for _ in range(arrivals(random, mean)))
            stem = kind + wall(slot).to_stdlib().strftime("%m%d-%H%M-")
            for place, moment in enumerate(moments, start=1):
                when = slot.add(milliseconds=round(moment * _SLOT_S * 1000))
                come(f"{stem}{place}", when)
        self._plan_night(slot)
        following = slot.add(seconds=_SLOT_S)
        agenda.at(following, partial(self._plan, following))

    def _plan_chat(self, name: str, when: Instant) -> None:
        talk = self._talks.draw()
        random = stream(self._seed, name)
        customer = self.crowd.visitors.draw(random, has_registers=talk.for_registers)
        if when >= self._live_from:
            self._places.agenda.at(when, partial(self._chats, name, talk, customer, random))

    def _plan_call(self, name: str, when: Instant) -> None:
        errand = self._errands.draw()
        random = stream(self._seed, name, "who")
        customer = self.crowd.callers.draw(random, has_registers=errand.for_registers)
        if when >= self._live_from:
            self._places.agenda.at(when, partial(self._calls, name, errand, customer, 1))

    def _plan_mail(self, name: str, when: Instant) -> None:
        random = stream(self._seed, name, "who")
        letter = self._letters.draw()
        customer = self.crowd.writers.draw(random, has_registers=letter.for_registers)
        if random.random() < _BULK:
            letter, customer = self.crowd.bulk(random)
        if when >= self._places.agenda.now:
            self._places.agenda.at(when, partial(self.writer, name, letter, customer))

    def _plan_night(self, slot: Instant) -> None:
        """Two critical reports a working day: before it begins, and late in the evening."""
        local = wall(slot)
        if local.hour + local.minute or not self._rhythm.is_working_day(slot):
            return
        random = stream(self._seed, "night", slot.format_iso())
        for name, first_hour, hours in (("early", 0.5, 5.0), ("late", 18.0, 5.5)):
            letter = self._critical.draw()
            customer = self.crowd.writers.draw(random, has_registers=letter.for_registers)
            when = slot.add(seconds=round((first_hour + random.random() * hours) * 3600))
            title = f"n{local.to_stdlib():%m%d}-{name}"
            if when >= self._places.agenda.now:
                self._places.agenda.at(when, partial(self.writer, title, letter, customer))

    def _chats(self, name: str, talk: Talk, customer: Customer, random: Random) -> None:
        if not self._rhythm.is_open(self._places.agenda.now, LiveChannel.CHAT):
            self._places.ledgers.chat.met_a_closed_door()
            if random.random() < 0.3:
                self._mails_after(f"{name}-m", talk.turns[0][0], talk.answers[:1], customer, random)
            return
        self.visitor(
            talk,
            customer,
            self.crowd.at_the_door(name, self._places.agenda.now, talk.topic, customer, random),
        )
        if talk.for_registers and customer.has_registers and random.random() < 0.3:
            errand = Errand(talk.topic, talk.turns[0][0], talk.turns[0][0], 4.0, True)
            wait_s = about_s(random, 75, 30, 200)
            self._places.agenda.after(
                wait_s, partial(self._calls, f"{name}-t", errand, customer, _ATTEMPTS)
            )

    def _calls(self, name: str, errand: Errand, customer: Customer, attempt: int) -> None:
        since = self._spoken.get(customer.number)
        if attempt > 1 and since is not None:
            return
        if not self._rhythm.is_open(self._places.agenda.now, LiveChannel.TELEPHONE):
            self._places.ledgers.phone.met_a_closed_door()
            if attempt == 1 and stream(self._seed, name, "closed").random() < 0.4:
                self._calls_again(name, customer, errand, 1, 2100)
            return
        if attempt > 1:
            self._places.ledgers.phone.came_back(name)
        is_pos = errand.for_registers and customer.has_registers
        who = self.crowd.on_the_line(customer, stream(self._seed, name, "number"), is_pos)
        self.caller(name, errand, who, is_pos, attempt)

    def _was_not_answered(
        self, name: str, customer: Customer, errand: Errand, attempt: int
    ) -> None:
        random = stream(self._seed, name, "then")
        chance = random.random()
        if chance < 0.5 and attempt < _ATTEMPTS:
            self._calls_again(name, customer, errand, attempt, 600)
        elif chance < 0.7:
            before = random.choice(self._texts.words.mail_after_call)
            self._mails_later(f"{name}-m", customer, errand.about, errand.note, before, random)

    def _calls_again(
        self, name: str, customer: Customer, errand: Errand, attempt: int, middle_s: float
    ) -> None:
        wait_s = about_s(stream(self._seed, name, "again"), middle_s, 120, 3600)
        again = f"{name.removesuffix(f'-{attempt}')}-{attempt + 1}"
        self._places.agenda.after(
            wait_s, partial(self._calls, again, errand, customer, attempt + 1)
        )

    def _was_not_served(self, name: str, customer: Customer, about: str, answer: str) -> None:
        random = stream(self._seed, name, "then")
        chance = random.random()
        if chance < 0.3 and customer.number:
            errand = Errand("other", about, f"Fikk ikke svar i chatten. {about}", 3.5, False)
            self._places.agenda.after(
                about_s(random, 200, 40, 900),
                partial(self._calls, f"{name}-t", errand, customer, _ATTEMPTS),
            )
        elif chance < 0.7:
            self._mails_after(f"{name}-m", about, (answer,), customer, random)

    def _mails_after(
        self, name: str, about: str, answers: tuple[str, ...], customer: Customer, random: Random
    ) -> None:
        before = random.choice(self._texts.words.mail_after_chat)
        answer = "".join(answers)
        self._mails_later(name, customer, about, answer, before, random)

    def _mails_later(
        self, name: str, customer: Customer, about: str, answer: str, before: str, random: Random
    ) -> None:
        letter = Letter(
            topic="other",
            subject=snippet(about, 60),
            text=f"{about}\n\nHilsen {{navn}}, {{butikk}}",
            answer=f"Hei {{fornavn}}. Beklager at du måtte vente.\n\n{answer}",
            then="",
            then_answer="",
            form="",
            parts=(),
            for_registers=False,
            is_critical=False,
        )

        def write() -> None:
            came = self.writer(name, letter, customer, before)
            self._places.ledgers.mail.came_back(came.remote_id)

        self._places.agenda.after(about_s(random, 420, 60, 3600), write)
