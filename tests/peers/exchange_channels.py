"""Channels, telephones and bridges of the stand-in exchange: as the fields of its events."""

from __future__ import annotations

from dataclasses import dataclass, field

Pairs = tuple[tuple[str, str], ...]

DOWN, RING, RINGING, UP, BUSY = 0, 4, 5, 6, 7
_STATE_WORDS = {DOWN: "Down", RING: "Ring", RINGING: "Ringing", UP: "Up", BUSY: "Busy"}
_ESCAPED = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "'": "\\'",
        "?": "\\?",
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
    }
)
VARIABLES = ("STORE_ID", "QUEUE_PRIO")
"""What manager.conf has it send along (`channelvars`)."""


@dataclass
class Channel:
    """One end of a conversation. `step` is the dialplan's priority, never the queue's."""

    name: str
    uniqueid: str
    linkedid: str
    context: str
    exten: str
    began_s: float
    state: int = DOWN
    number: str = ""
    caller: str = ""
    connected: str = ""
    connected_name: str = ""
    step: int = 1
    variables: dict[str, str] = field(default_factory=dict)
    application: tuple[str, str] = ("", "")
    bridge: Bridge | None = None

    def fields(self, prefix: str = "") -> Pairs:
        """As every event about it begins, or with a prefix ("Dest") what it says of the other."""
        plain = (
            ("Channel", self.name),
            ("ChannelState", str(self.state)),
            ("ChannelStateDesc", _STATE_WORDS[self.state]),
            ("CallerIDNum", self.number or "<unknown>"),
            ("CallerIDName", escaped(self.caller) or "<unknown>"),
            ("ConnectedLineNum", self.connected or "<unknown>"),
            ("ConnectedLineName", escaped(self.connected_name) or "<unknown>"),
            ("Language", "en"),
            ("AccountCode", ""),
            ("Context", self.context),
            ("Exten", self.exten),
            ("Priority", str(self.step)),
            ("Uniqueid", self.uniqueid),
            ("Linkedid", self.linkedid),
            *(("ChanVariable", f"{name}={self.variables.get(name, '')}") for name in VARIABLES),
        )
        return tuple((prefix + name, value) for name, value in plain)

    def listed(self, now_s: float) -> Pairs:
        """As an item of CoreShowChannels."""
        seconds = int(now_s - self.began_s)
        application, data = self.application
        return (
            *self.fields(),
            ("Application", application),
            ("ApplicationData", data),
            ("Duration", f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"),
            ("BridgeId", self.bridge.uniqueid if self.bridge else ""),
        )


@dataclass
class Bridge:
    """Where two channels hear each other."""

    uniqueid: str
    channels: int = 0

    def fields(self, prefix: str = "") -> Pairs:
        plain = (
            ("BridgeUniqueid", self.uniqueid),
            ("BridgeType", "basic"),
            ("BridgeTechnology", "simple_bridge"),
            ("BridgeCreator", "<unknown>"),
            ("BridgeName", "<unknown>"),
            ("BridgeNumChannels", str(self.channels)),
            ("BridgeVideoSourceMode", "none"),
        )
        return tuple((prefix + name, value) for name, value in plain)


@dataclass
class Leg:
    """A telephone that is rung or spoken through: the half that the other party hears, and behind
    it, where the exchange makes a Local channel of it, the half of the telephone itself.
    """

    interface: str
    near: Channel
    behind: Channel | None
    rung_at_s: float

    @property
    def channels(self) -> tuple[Channel, ...]:
        return (self.near,) if self.behind is None else (self.near, self.behind)


@dataclass
class Call:
    """A party that called, or one of us who had somebody called (`is_outgoing`).

    `far` is the telephone at the other end of the party's own Local channel. `queue` is where it
    waits or was served from, empty where no queue has to do with it.
    """

    channel: Channel
    far: Channel | None
    queue: str = ""
    priority: int = 0
    joined_at_s: float = 0.0
    joined_as: int = 0
    ring: Leg | None = None
    leg: Leg | None = None
    answered_at_s: float = 0.0
    held_s: int = 0
    is_outgoing: bool = False
    consulted: Leg | None = None
    """Whom the agent asks first, in an attended transfer."""

    @property
    def key(self) -> str:
        """The name of the call for whoever listens."""
        return self.channel.uniqueid

    @property
    def channels(self) -> tuple[Channel, ...]:
        legs = [leg for leg in (self.ring, self.leg, self.consulted) if leg is not None]
        own = (self.channel,) if self.far is None else (self.far, self.channel)
        return (*own, *(channel for leg in legs for channel in leg.channels))


def escaped(name: str) -> str:
    """A name as channel events have it; lists have it raw."""
    return name.translate(_ESCAPED)


def telephone(interface: str) -> str:
    """The extension in an interface: "1002" of "Local/1002@agenter/n", "21" of "PJSIP/21"."""
    return interface.partition("/")[2].partition("@")[0].partition("/")[0]


def message(*pairs: tuple[str, str]) -> bytes:
    """A message as it goes over the wire."""
    return "".join(f"{name}: {value}\r\n" for name, value in pairs).encode() + b"\r\n"
