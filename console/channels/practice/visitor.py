"""A visitor of the chat: waits, asks whether anybody is there, answers, thanks, gives up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from console.channels.practice.agenda import Agenda
from console.channels.practice.chance import about_s
from console.channels.practice.customers import Customer, Filling
from console.channels.practice.door import Door
from console.channels.practice.pictures import part
from console.channels.practice.tally import Ledger
from console.channels.practice.texts import Talk, Words
from console.domain.live_news import ChatSeen
from console.domain.mail import MailPart

_PICTURE = "[bilde] "
_WAIT_WORDS = ("øyeblikk", "sjekke", "sjekker", "skal se", "ser på", "vent litt")
_CLOSING_WORDS = ("noe mer", "noe annet", "noe anna")

_ADDRESS_S = 15
"""So long it takes to type one's mail address."""

_ANYTHING_ELSE = "Da håper jeg det er i orden. Er det noe mer jeg kan hjelpe med?"

Unserved = Callable[[str, Customer, str, str], None]
"""Of a chat (its remote id): a customer has given up unanswered; what it was about, what a good
answer would have been.
"""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every visitor stands in."""

    agenda: Agenda
    door: Door
    ledger: Ledger
    words: Words
    unserved: Unserved


class Visitor:
    """One chat from the visitor's side; keeps `door.Hears`."""

    def __init__(
        self, name: str, talk: Talk, customer: Customer, random: Random, around: Surroundings
    ) -> None:
        self.name = name
        self._customer = customer
        self._random = random
        self._around = around
        filling = Filling(customer, random)
        self._turns = [[filling.of(line) for line in turn] for turn in talk.turns]
        self._answers = [filling.of(answer) for answer in talk.answers]
        self._said = 0
        self._plan = 0
        self._is_our_turn = True
        self._was_answered = False
        self._has_thanked = False
        self._has_returned = False

    def comes(self, seen: ChatSeen) -> None:
        """Opens the chat and says what it is about."""
        self._around.door.comes(seen, self)
        self._say_turn()

    def heard(self, text: str) -> None:
        """Reads what one of us said, and answers after the time it takes to type."""
        self._was_answered = True
        self._is_our_turn = False
        reading_s = 1.5 + len(text) / 30
        self._plan += 1
        if any(word in text.lower() for word in _WAIT_WORDS) and "?" not in text:
            self._wait(longer=2.5)
        elif self._said < len(self._turns):
            typing_s = sum(len(line) for line in self._turns[self._said]) / 5
            self._later(reading_s + about_s(self._random, 8 + typing_s, 4, 120), self._say_turn)
        elif any(word in text.lower() for word in _CLOSING_WORDS):
            self._later(reading_s + about_s(self._random, 9, 3, 40), self._says_nothing_more)
        elif "?" in text:
            self._later(reading_s + about_s(self._random, 14, 4, 90), self._says_yes)
        elif self._has_thanked:
            self._later(reading_s + about_s(self._random, 20, 5, 120), self.leaves)
        else:
            self._later(reading_s + about_s(self._random, 12, 4, 60), self._thanks)

    def was_ended(self) -> None:
        """Goes; whoever was never answered turns elsewhere."""
        self._plan += 1
        if not self._was_answered:
            self._turns_elsewhere()

    def was_moved(self) -> None:
        """Waits for a letter, and turns to nobody else."""
        self._plan += 1

    def was_asked_address(self) -> None:
        """Types it, whatever else goes on."""
        tell = partial(self._around.door.tells_address, self.name, self._customer.address)
        self._around.agenda.after(_ADDRESS_S, tell)

    def says(self, text: str) -> None:
        """Says something by hand, and waits for us."""
        self._plan += 1
        self._tell(text)
        self._wait()

    def leaves(self) -> None:
        """Leaves by hand."""
        self._plan += 1
        self._around.door.leaves(self.name)

    def good_answer(self) -> str:
        """What a good colleague would say next; empty when nothing is left to say."""
        if not self._is_our_turn or self._has_thanked:
            return ""
        place = self._said - 1
        return self._answers[place] if place < len(self._answers) else _ANYTHING_ELSE

    def _say_turn(self) -> None:
        lines = self._turns[self._said]
        self._said += 1
        self._say(lines[0])
        waited_s = 0.0
        for line in lines[1:]:
            waited_s += about_s(self._random, 4 + len(line) / 5, 3, 60)
            self._later(waited_s, partial(self._say, line))
        is_last = self._said == len(self._turns)
        if is_last and self._said > 1 and "?" not in lines[-1]:
            self._has_thanked = True
            self._later(waited_s + about_s(self._random, 45, 10, 240), self.leaves)
        else:
            self._wait(after_s=waited_s)

    def _say(self, line: str) -> None:
        text = line.removeprefix(_PICTURE)
        parts: tuple[MailPart, ...] = ()
        if text != line:
            parts = (part(f"bilde-{self._said}.png", self._random),)
        self._tell(text, parts)

    def _wait(self, longer: float = 1.0, after_s: float = 0.0) -> None:
        """Waits for us as long as this visitor's patience lasts."""
        nudge_s = about_s(self._random, 110, 50, 300) * longer
        patience_s = nudge_s + about_s(self._random, 320, 90, 1500) * longer
        self._later(after_s + nudge_s, self._nudges)
        self._later(after_s + patience_s, self._gives_up)

    def _nudges(self) -> None:
        self._pick_and_say(self._around.words.nudges)

    def _gives_up(self) -> None:
        self._plan += 1
        if self._random.random() < 0.4:
            self._pick_and_say(self._around.words.goodbyes_unanswered)
        self._around.door.leaves(self.name)
        if self._was_answered:
            return
        self._around.ledger.gave_up(self.name)
        if not self._has_returned and self._random.random() < 0.2:
            self._later(about_s(self._random, 150, 40, 500), self._returns)
        else:
            self._turns_elsewhere()

    def _returns(self) -> None:
        if self._around.door.is_over(self.name):
            return
        self._has_returned = True
        self._pick_and_say(self._around.words.back_again)
        self._wait()

    def _turns_elsewhere(self) -> None:
        about = self._turns[0][0].removeprefix(_PICTURE)
        answer = self._answers[0] if self._answers else ""
        self._around.unserved(self.name, self._customer, about, answer)

    def _says_yes(self) -> None:
        self._pick_and_say(self._around.words.yes)
        self._wait()

    def _says_nothing_more(self) -> None:
        self._has_thanked = True
        self._pick_and_say(self._around.words.nothing_more)
        self._later(about_s(self._random, 25, 5, 120), self.leaves)

    def _thanks(self) -> None:
        self._has_thanked = True
        if self._random.random() < 0.8:
            self._pick_and_say(self._around.words.thanks)
        self._later(about_s(self._random, 40, 8, 240), self.leaves)

    def _pick_and_say(self, words: tuple[str, ...]) -> None:
        self._tell(self._random.choice(words))

    def _tell(self, text: str, parts: tuple[MailPart, ...] = ()) -> None:
        self._is_our_turn = True
        self._around.door.says(self.name, text, parts)

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        """Does something unless it is overtaken by what one of us says or does."""
        plan = self._plan

        def do() -> None:
            if self._plan == plan:
                what()

        self._around.agenda.after(seconds, do)


def asks_by_hand(text: str) -> Talk:
    """A conversation of one line."""
    return Talk("other", ((text,),), (), False)
