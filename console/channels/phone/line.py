"""A line that is logged in: actions out, answers to whoever asked, everything heard handed on.

Answers are believed only with an ActionID of this line's own random prefix: every session hears
some of the others' ids.
"""

from __future__ import annotations

import hashlib
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from console.channels.contract import AuthFailed, ChannelDown, ProtocolError
from console.channels.phone.pace import Pace
from console.channels.phone.protocol.framing import Framer, action
from console.channels.phone.protocol.message import Message
from console.channels.phone.wire import Wire, open_wire
from console.domain.language import ntr, tr
from console.domain.phone_account import PhoneSettings
from console.domain.storable_text import one_line

MASK = "agent,call,user,system"
"""The classes of events that calls, members, the dialplan's own news and a restart come in."""

_GREETING = "Call Manager"
"""What an exchange begins with."""

Headers = Sequence[tuple[str, str]]

Hear = Callable[[Message], bool]
"""Is told each message as it comes; says whether it is what it seems. What a caller has forged in a
list bears the id of our own action, and must answer nothing.
"""


@dataclass(eq=False)
class Asked:
    """An action under way. `until` is the event that ends its answer, empty where the response
    does. Done when the answer is whole, or when the line ends. `overdue_s`: by then, on the steady
    clock, the exchange has broken down; with `patience_s` only the end is given up so much later.
    """

    id: str
    name: str
    until: str
    overdue_s: float
    patience_s: float = 0.0
    response: Message | None = None
    last: Message | None = None
    items: list[Message] = field(default_factory=list)
    is_whole: bool = False
    answered: threading.Event = field(default_factory=threading.Event)
    """There is a response, or there will be none."""
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def is_refused(self) -> bool:
        return self.response is not None and self.response.get("Response") == "Error"

    @property
    def words(self) -> str:
        """What the exchange said to it, in its own words."""
        return "" if self.response is None else one_line(self.response.get("Message"), 200)

    def take(self, message: Message) -> None:
        """Something that bears this action's id."""
        if message.kind == "response":
            self.response = message
            self.answered.set()
            is_last = self.is_refused or not self.until
        else:
            is_last = message.event == self.until
            self.last = message if is_last else self.last
            if not is_last:
                self.items.append(message)
        if is_last:
            self.is_whole = True
            self.done.set()


class Line:
    """One thread owns it and calls `turn`; any thread may `ask`. Raises ChannelDown at its end."""

    def __init__(self, wire: Wire, prefix: str, pace: Pace, hear: Hear) -> None:
        self._wire = wire
        self._pace = pace
        self._hear = hear
        self._framer = Framer()
        self._lock = threading.Lock()
        self._asked: dict[str, Asked] = {}
        self._out: deque[bytes] = deque()
        self._is_over = False
        self._prefix = prefix
        self._count = 0
        self.heard_s = time.monotonic()
        """When something was last heard, by the steady clock."""

    @property
    def is_owed(self) -> bool:
        """Whether an answer is to come: whoever owes one need not be asked whether it is there."""
        with self._lock:
            return any(asked.response is None for asked in self._asked.values())

    @property
    def banner(self) -> str:
        """How the exchange introduced itself."""
        return self._framer.banner

    def ask(
        self, name: str, headers: Headers = (), until: str = "", patience_s: float = 0.0
    ) -> Asked:
        """Puts an action on its way; from any thread. Raises ChannelDown when the line is over."""
        with self._lock:
            if self._is_over:
                raise ChannelDown(tr("Forbindelsen med telefonsentralen er brutt."))
            self._count += 1
            key = f"{self._prefix}-{self._count}"
            overdue_s = time.monotonic() + self._pace.answer_s
            asked = self._asked[key] = Asked(key, name, until, overdue_s, patience_s)
            self._out.append(action(name, (("ActionID", key), *headers)))
        self._wire.wake()
        return asked

    def turn(self, timeout_s: float) -> bool:
        """Sends what is to go, hears what comes, waiting at most so long; whether anything came.

        Raises ChannelDown, also when the exchange owes an answer for too long.
        """
        while self._out:
            self._wire.send(self._out.popleft())
        data = self._wire.receive(timeout_s)
        if data:
            self.heard_s = time.monotonic()
            for message in self._framer.feed(data):
                self._sort(message)
        self._mind_the_overdue()
        return bool(data)

    def answer(self, name: str, headers: Headers = (), until: str = "") -> Asked:
        """Asks and waits; for the owner."""
        asked = self.ask(name, headers, until)
        while not asked.is_whole:
            self.turn(max(0.0, asked.overdue_s - time.monotonic()))
        return asked

    def cut(self) -> None:
        """Ends it, from any thread."""
        self._wire.cut()

    def close(self) -> None:
        """Gives everything back, and tells whoever waits that no answer comes; for the owner."""
        with self._lock:
            self._is_over = True
            waiting, self._asked = tuple(self._asked.values()), {}
        self._wire.close()
        for asked in waiting:
            asked.answered.set()
            asked.done.set()

    def _sort(self, message: Message) -> None:
        is_genuine = self._hear(message)
        key = message.get("ActionID")
        if key and is_genuine:
            with self._lock:
                asked = self._asked.get(key)
            if asked is not None:
                asked.take(message)
                if asked.is_whole:
                    with self._lock:
                        self._asked.pop(key, None)

    def _mind_the_overdue(self) -> None:
        now_s = time.monotonic()
        with self._lock:
            due = [asked for asked in self._asked.values() if asked.overdue_s <= now_s]
            late = [asked for asked in due if asked.response is None or not asked.patience_s]
            for asked in due:
                if asked not in late and asked.overdue_s + asked.patience_s <= now_s:
                    del self._asked[asked.id]
                    asked.done.set()
        if late:
            seconds = max(1, round(self._pace.answer_s))
            raise ChannelDown(
                ntr(
                    "Telefonsentralen svarte ikke på {count} sekund ({what}).",
                    "Telefonsentralen svarte ikke på {count} sekunder ({what}).",
                    seconds,
                    what=late[0].name,
                )
            )


def open_line(
    settings: PhoneSettings,
    password: str,
    prefix: str,
    pace: Pace,
    hear: Hear,
    tls: ssl.SSLContext | None = None,
) -> Line:
    """Connects, logs in and asks for events; `hear` gets each message, in the owner's thread.
    Actions are named `prefix` and a number. Raises ChannelDown, AuthFailed, ProtocolError.
    """
    host = settings.host
    wire = open_wire(host, settings.port, is_tls=settings.is_tls, pace=pace, tls=tls)
    line = Line(wire, prefix, pace, hear)
    try:
        _log_in(line, settings, password)
        _ask_for_events(line)
    except ChannelDown as error:
        line.close()
        if line.banner and _GREETING not in line.banner:
            raise _somebody_else(settings, line.banner) from error
        raise
    except BaseException:
        line.close()
        raise
    return line


def _somebody_else(settings: PhoneSettings, said: str) -> ProtocolError:
    return ProtocolError(
        tr(
            "På {host} port {port} svarer noe annet enn en Asterisk-sentral («{words}»). Sjekk "
            "porten; AMI har vanligvis 5038, eller 5039 med TLS.",
            host=settings.host,
            port=settings.port,
            words=one_line(said, 60),
        )
    )


def _log_in(line: Line, settings: PhoneSettings, password: str) -> None:
    """By MD5 challenge; with the password itself only where the exchange knows no challenge."""
    challenge = line.answer("Challenge", (("AuthType", "MD5"),))
    who = (("Username", settings.user), ("Events", MASK))
    secret = challenge.response and challenge.response.get("Challenge")
    if secret and not challenge.is_refused:
        key = hashlib.md5((secret + password).encode(), usedforsecurity=False).hexdigest()
        login = line.answer("Login", (("AuthType", "MD5"), *who, ("Key", key)))
    else:
        login = line.answer("Login", (*who, ("Secret", password)))
    if login.is_refused:
        raise AuthFailed(
            tr(
                "Telefonsentralen {host} godtok ikke innloggingen som {user} ({reason}). Sjekk "
                "brukernavn og passord i manager.conf.",
                host=settings.host,
                user=settings.user,
                reason=login.words,
            )
        )


def _ask_for_events(line: Line) -> None:
    """A mask that an exchange does not understand is taken as none at all."""
    answer = line.answer("Events", (("EventMask", MASK),))
    told = "" if answer.response is None else answer.response.get("Events")
    if answer.is_refused or told.lower() != "on":
        raise ProtocolError(
            tr(
                "Telefonsentralen sender ikke hendelser til denne brukeren ({reason}). Gi den "
                "lesetilgang til {classes} i manager.conf.",
                reason=told or answer.words,
                classes=MASK,
            )
        )
