"""What channels tell of calls outside the queues: dialled, handed over, put down."""

from __future__ import annotations

from whenever import Instant

from console.channels.phone.protocol.book import Book
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import unescaped
from console.channels.phone.protocol.queue_steps import Step
from console.channels.phone.protocol.talk import Talk
from console.domain.calls import Ending
from console.domain.language import tr

_CHOICES = ("Valg", "Menyvalg")
"""Where a dialplan tells what the caller chose."""


class ChannelSteps:
    """Changes the calls of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.steps: dict[str, Step] = {
            "DialBegin": self._dial_begins,
            "DialEnd": self._dial_ends,
            "BlindTransfer": self._given_away,
            "AttendedTransfer": self._given_over,
            "OriginateResponse": self._dialled,
            "Hangup": self._hung_up,
            "UserEvent": self._dialplan_says,
        }

    def _dial_begins(self, message: Message, now: Instant) -> None:
        """Outside a queue one of us is called for somebody who has left it."""
        self._book.hears_channels = True
        talk = self._book.of(message)
        if talk is None or talk.is_outgoing or talk.gone_at is None:
            return
        interface = self._book.telephone(message.get("DestChannel")) or talk.expected
        if interface:
            talk.rings[message.get("DestUniqueid")] = interface

    def _dial_ends(self, message: Message, now: Instant) -> None:
        self._book.hears_channels = True
        talk, is_answer = self._book.of(message), message.get("DialStatus") == "ANSWER"
        if talk is None:
            self._rings_by_itself(message)
            if is_answer:
                self._consulted(message)
        elif talk.is_outgoing:
            if is_answer:
                talk.answered(talk.expected or talk.answered_by, talk.channel, now)
        elif not is_answer:
            if talk.rings.pop(message.get("DestUniqueid"), None) and talk.gone_at is not None:
                talk.gone_at = now
        elif talk.gone_at is not None and message.get("DestUniqueid") in talk.rings:
            rung = talk.rings[message.get("DestUniqueid")]
            talk.answered(rung, message.get("DestChannel"), now)

    def _rings_by_itself(self, message: Message) -> None:
        """The telephone one of us dials from: nobody calls it. Its answer, or not, comes apart."""
        talk = self._book.talks.get(message.get("DestUniqueid"))
        if talk is not None and talk.is_outgoing:
            talk.channel = message.get("DestChannel")

    def _consulted(self, message: Message) -> None:
        """A colleague answers whoever wants to hand a call over."""
        linked = message.get("Linkedid") or message.get("DestLinkedid")
        for talk in self._book.talks.values():
            if linked and talk.is_talking and talk.linkedid == linked:
                found = self._book.telephone(message.get("DestChannel"))
                talk.consulted = found or talk.consulted

    def _given_away(self, message: Message, now: Instant) -> None:
        if message.get("Result") != "Success":
            return
        self._own_is_over(self._book.of(message, "TransfererUniqueid"), now)
        talk = self._book.of(message, "TransfereeUniqueid")
        if talk is not None:
            talk.handed_on(now)

    def _given_over(self, message: Message, now: Instant) -> None:
        if message.get("Result") != "Success":
            return
        self._own_is_over(self._book.of(message, "OrigTransfererUniqueid"), now)
        talk = self._book.of(message, "TransfereeUniqueid")
        if talk is None:
            return
        target = message.get("TransferTargetChannel")
        interface = self._book.telephone(target) or talk.consulted
        if interface:
            talk.answered(interface, target, now)
        else:
            talk.ended(Ending.TRANSFERRED, now)

    def _own_is_over(self, talk: Talk | None, now: Instant) -> None:
        """Whom one of us has called is somebody else's from now on."""
        if talk is not None and talk.is_outgoing:
            talk.ended(Ending.TRANSFERRED, now)

    def _dialled(self, message: Message, now: Instant) -> None:
        """The telephone that dials has answered, or not."""
        talk = self._book.dialled.pop(message.get("ActionID"), None)
        if talk is None or talk.ending is not None:
            return
        self._book.add(talk)
        if message.get("Response") != "Success":
            talk.ended(Ending.ABANDONED, now)
            return
        talk.channel, uniqueid = message.get("Channel"), message.get("Uniqueid")
        if uniqueid != talk.uniqueid:
            self._book.rename(talk, uniqueid)

    def _hung_up(self, message: Message, now: Instant) -> None:
        self._book.hears_channels = True
        talk = self._book.hung_up(message.get("Uniqueid"))
        if talk is None:
            return
        if talk.is_talking:
            talk.ended(Ending.ANSWERED, now)
        elif talk.is_handed_on:
            talk.ended(Ending.TRANSFERRED, now)
        else:
            talk.ended(Ending.ABANDONED, now)

    def _dialplan_says(self, message: Message, now: Instant) -> None:
        uniqueid = message.get("Uniqueid")
        choice = next((value for key in _CHOICES if (value := message.get(key))), "")
        if message.get("UserEvent") != "InnkommendeSamtale" or not uniqueid or not choice:
            return
        words, talk = tr("valgte «{choice}»", choice=unescaped(choice)), self._book.of(message)
        if talk is None:
            self._book.heard(uniqueid, words)
        else:
            talk.said = words
