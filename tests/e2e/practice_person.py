"""A person who works a practice day while it runs: by keys and mouse, at random, from a seed."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field

from e2e.practice_desk import LANES, PracticeDesk, is_row
from e2e.practice_recount import Looked, look
from peers.waiting import until

_STILL = 28
"""Logical pixels from the edge of the choice of paces: "Pause" at its left, the fastest right."""
_SETTLED_S = 75.0
"""Cases are put anew within a minute of real time, however fast the day goes."""
_TRIES = 5
_REST_S, _OPENS_S = 1.5, 6.0
_ANSWER = "Hei. Det er rettet."


@dataclass
class Done:
    """What the person did, and what was not as it should be."""

    opened: int = 0
    taken: int = 0
    clicks: int = 0
    handed_over: int = 0
    rested: int = 0
    looks: list[Looked] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class PracticePerson:
    """Works for so many seconds, then lets the day stand still and looks."""

    def __init__(self, desk: PracticeDesk, seed: int) -> None:
        self._desk = desk
        self._chance = random.Random(seed)
        self.done = Done()

    def work(self, seconds: float) -> None:
        """Clicks rows, lets the pointer lie on them, takes the most urgent, answers, closes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lane = self._chance.choice(LANES)
            act = self._chance.choice(
                (self.click, self.click, self.rest, self.serve, self.hand_over)
            )
            act(lane)

    def click(self, lane: str) -> None:
        """Goes to a row with the mouse, reads what lies under it, clicks and opens it."""
        spot = self._point_at_one(lane)
        row = self._under(*spot) if spot else ""
        # A caller who waits has no case yet: to open is to take the call.
        if not row or lane == "Telefonkø":
            return
        self._desk.screen.press()
        self._desk.screen.key("Return")
        self.done.clicks += 1
        self._is_opened(row, lane)
        self._desk.screen.key("Escape")
        self._at_lanes()

    def rest(self, lane: str) -> None:
        """The pointer lies still on a row for a while: no other row may come under it."""
        spot = self._point_at_one(lane)
        row = self._under(*spot) if spot else ""
        if not spot or not row:
            return
        who, end = row.partition(", ")[0], time.monotonic() + _REST_S
        while time.monotonic() < end:
            other = self._under(*spot)
            # A lane of which nothing is left says so: nobody aims at a row there.
            if not other:
                return
            self.done.rested += 1
            if other.partition(", ")[0] != who:
                self.done.wrong.append(f"under the pointer came “{other}” for “{row}”")
                return

    def serve(self, lane: str) -> None:
        """The first of a lane by keys: taken, opened, answered, closed."""
        screen = self._desk.screen
        screen.key(f"alt+{LANES.index(lane) + 1}", "Home")
        # Colleagues may have taken all there was.
        for _ in range(_TRIES):
            if self._desk.row_of_keyboard(lane):
                break
        else:
            return
        screen.key("t")
        self.done.taken += 1
        if lane in ("Chat", "E-post"):
            screen.key("Return")
            if self._is_in_case():
                screen.key("r")
                screen.type(_ANSWER)
                screen.key("Return" if lane == "Chat" else "ctrl+Return")
                self._leave()
            screen.key("e")
        self._at_lanes()

    def hand_over(self, lane: str) -> None:
        """The second of a lane to the first colleague there is."""
        self._desk.screen.key(f"alt+{LANES.index(lane) + 1}", "Home", "j", "a", "Return")
        self.done.handed_over += 1
        self._at_lanes()

    def look(self) -> Looked:
        """Lets the day stand still, and compares until nothing is wrong or a minute is over."""
        paces = self._desk.screen.see("Øvelsens fart")
        middle = paces.y + paces.h // 2
        self._desk.screen.click_at(paces.x + _STILL, middle)
        self._desk.screen.see("pause")
        end, pause = time.monotonic() + _SETTLED_S, threading.Event()
        looked = look(self._desk)
        while looked.wrong and time.monotonic() < end:
            pause.wait(0.3)
            looked = look(self._desk)
        self.done.looks.append(looked)
        self.done.wrong += looked.wrong
        self._desk.screen.click_at(paces.x + paces.w - _STILL, middle)
        return looked

    def _is_opened(self, row: str, lane: str) -> None:
        """The case that is open is the row's; its number stands in the head."""
        # What is over meanwhile opens nothing; a mail always does.
        if not self._is_in_case():
            self.done.wrong += [f"nothing was opened: {row}"] if lane == "E-post" else []
            return
        numbers = [thing.name.removeprefix("Sak ") for thing in self._desk.screen.find("Sak ")]
        number = next((int(name) for name in numbers if name.isdecimal()), 0)
        shop, subject = self._desk.ask(
            "SELECT coalesce(shop.name, ''), subject FROM \"case\" "
            'LEFT JOIN shop ON shop.id = shop_id WHERE "case".id = ?',
            number,
        )[0]
        self.done.opened += 1
        is_its_own = row.startswith(shop) if lane != "E-post" else subject.rstrip("…") in row
        if not is_its_own:
            self.done.wrong.append(f"clicked “{row}”, opened case {number}: {shop}, {subject}")

    def _is_in_case(self) -> bool:
        try:
            self._desk.screen.see("Samtalen i saken", "list", timeout_s=_OPENS_S)
        except AssertionError:
            return False
        return True

    def _leave(self) -> None:
        """Out of the text, out of the case."""
        for _ in range(3):
            if not self._desk.screen.find("Samtalen i saken", "list"):
                return
            self._desk.screen.key("Escape")

    def _at_lanes(self) -> None:
        self._leave()
        until(lambda: self._desk.screen.find("E-post, ", "list"), "the lanes again")

    def _point_at_one(self, lane: str) -> tuple[int, int] | None:
        """The pointer goes to some row of a lane."""
        rows = self._desk.rows(lane)
        if not rows:
            return None
        row = self._chance.choice(rows)
        spot = row.x + row.w // 3, row.y + row.h // 2
        self._desk.screen.point_at(*spot)
        return spot

    def _under(self, x: int, y: int) -> str:
        """The row that lies there, whatever was read before; "" for none."""
        # Answered twice, the window has surely seen where the pointer went.
        self._desk.screen.lies_at(x, y)
        lying = self._desk.screen.lies_at(x, y)
        return next((one.name for one in lying if is_row(one)), "")
