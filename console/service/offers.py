"""The part that offers waiting chats, as `domain/offering.py` says."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.data.commands.availability import stand_in_for_gone
from console.data.commands.chats import offer_chat, withdraw_offer
from console.data.errors import Conflict, NotFound, Refused
from console.data.queries.chat_topics import topics_of_waiting_chats
from console.data.queries.floor import floor_now, who_has_chats
from console.data.queries.gone import somebody_is_gone
from console.data.queries.in_force import expertise_in_force, hours_in_force, targets_in_force
from console.domain.expertise import topic_of_page
from console.domain.floor import Floor
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import ChatId, PersonId
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.offering import Knowing, Offering, offering
from console.domain.targets import Targets
from console.domain.waiting import Waiting
from console.service.leading_store import LeadingStore
from console.service.part import Rest

log = logging.getLogger("console.live")

LOOK_S = 15.0
"""How often it is looked when nothing wakes us and no offer runs out."""

BREATH_S = 0.1

_OTHERWISE = (Conflict, NotFound, Refused)
"""Somebody was faster: took the chat, said no, ended it."""


class Offers:
    """Makes offers and takes them back. Whom a chat rang for is remembered as long as it leads:
    another leader begins with everybody again. Threads: one.
    """

    def __init__(self, desk: LeadingStore) -> None:
        self._desk = desk
        self._had: dict[ChatId, set[PersonId]] = {}
        self._known: tuple[OpeningHours, Targets] | None = None
        self._waiting: Waiting | None = None

    def step(self) -> Rest:
        """Makes and ends what is due. Raises StoreError."""
        if self._desk.read(somebody_is_gone, self._desk.now()):
            self._desk.perform(stand_in_for_gone)
        whose = self._desk.read(who_has_chats)
        self._had = {chat: had for chat, had in self._had.items() if chat in whose}
        # Given back, they are offered anew to all but them.
        self._had.update({chat: {agent} for chat, agent in whose.items() if agent is not None})
        if None not in whose.values():
            return Rest(LOOK_S, text=tr("tilbyr chatter"))
        floor = self._desk.read(floor_now)
        for chat in floor.chats:
            if chat.agent is None and chat.offer is not None:
                self._had.setdefault(chat.id, set()).add(chat.offer.to)
        knowing = self._knowing(floor)
        found = offering(floor, self._had, self._targets(), self._desk.now(), knowing)
        self._carry_out(found)
        if found.next_at is None:
            return Rest(LOOK_S, text=tr("tilbyr chatter"))
        left_s = seconds_between(self._desk.now(), found.next_at)
        return Rest(max(BREATH_S, min(LOOK_S, left_s)), text=tr("tilbyr chatter"))

    def break_off(self) -> None:
        """A round is a few commands on the store: it ends by itself."""

    def close(self) -> None:
        """Holds nothing."""

    def _carry_out(self, found: Offering) -> None:
        for chat in found.over:
            if chat not in {offered for offered, _ in found.made}:
                self._try(chat, withdraw_offer, chat)
        for chat, offer in found.made:
            self._had.setdefault(chat, set()).add(offer.to)
            self._try(chat, offer_chat, chat, offer.to, offer.until)

    def _try(self, chat: ChatId, command: Callable[..., None], *args: object) -> None:
        try:
            self._desk.perform(command, *args)
        except _OTHERWISE as error:
            if not self._desk.term.holds():
                raise
            log.info("offer of chat %s: %s", chat, error)

    def _knowing(self, floor: Floor) -> Knowing:
        """Who knows best what each is about: as its case says, else as its page does."""
        expertise = self._desk.read(expertise_in_force)
        if not expertise.topics or not floor.chats:
            return {}
        said = self._desk.read(topics_of_waiting_chats)
        about = {chat.id: said.get(chat.id) or topic_of_page(chat.page) for chat in floor.chats}
        return {chat: expertise.who_know(topic) for chat, topic in about.items()}

    def _targets(self) -> Waiting:
        """What waits for how long, by the settings of now."""
        known = (self._desk.read(hours_in_force), self._desk.read(targets_in_force))
        if self._waiting is None or known != self._known:
            self._known = known
            self._waiting = Waiting(WorkingTime(WorkCalendar(known[0])), known[1])
        return self._waiting
