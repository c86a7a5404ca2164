"""The simulated team: who is there, and a step of all of them."""

from __future__ import annotations

from random import Random

from console.app.practice.case_work import CaseWork
from console.app.practice.colleague import Advice, Colleague, Desk, Reached
from console.app.practice.day_of_one import DayOfOne
from console.app.practice.hands import Hands
from console.app.practice.new_store import people_by_login
from console.app.practice.other_side import OtherSide
from console.app.practice.people import YOU, Member
from console.app.practice.picture import Picture
from console.data.feed import FeedItem
from console.data.store import Store
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.instants import Clock


class Team:
    """Colleagues who see the same picture, and the departments behind them. Threads: one."""

    def __init__(
        self, store: Store, clock: Clock, members: tuple[Member, ...], seed: int, advice: Advice
    ) -> None:
        """`members` are the simulated ones: whoever else is in the store is left alone."""
        self.picture = Picture(store)
        calendar = WorkCalendar(OpeningHours())
        working = WorkingTime(calendar)
        desk = Desk(self.picture, Reached(), advice)
        logins = people_by_login(store)
        experts = {topic: logins[one.login] for one in members for topic in one.topics}

        def colleague(member: Member) -> Colleague:
            hands = Hands(store, clock, logins[member.login])

            def chance(what: str) -> Random:
                return Random(f"{seed}/{member.login}/{what}")

            day = DayOfOne(member, calendar, chance("day"))
            work = CaseWork(
                member,
                hands,
                self.picture,
                desk.reached.keys,
                advice,
                experts,
                working,
                chance("mail"),
            )
            return Colleague(member, hands, desk, day, work, chance("live"))

        self._colleagues = tuple(colleague(member) for member in members)
        # Somebody writes down what the departments say, also where one is alone.
        writer = members[0].login if members else YOU.login
        self._others = OtherSide(
            Hands(store, clock, logins[writer]), self.picture, working, Random(f"{seed}/others")
        )

    def step(self) -> tuple[FeedItem, ...]:
        """Everybody looks, and does at most one thing; what had changed before."""
        changed = self.picture.follow()
        for colleague in self._colleagues:
            colleague.step()
        self._others.step()
        return changed

    def close(self) -> None:
        """They go home."""
        self.picture.close()
