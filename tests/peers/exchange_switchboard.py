"""What the stand-in exchange has just now, and the small steps that its calls are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from peers.exchange_channels import (
    DOWN,
    RING,
    Bridge,
    Call,
    Channel,
    Leg,
    Pairs,
    telephone,
)
from peers.exchange_queues import FREE, IN_USE, UNAVAILABLE, Member, Queue

Tell = Callable[[str, str, Pairs], None]
"""Says an event to whoever listens: its class, its name, its fields."""

NUMBER = "22000000"
"""The number that customers call."""
QUEUE_STEP = 9
_DEVICE = {FREE: "NOT_INUSE", IN_USE: "INUSE", UNAVAILABLE: "UNAVAILABLE", 6: "RINGING"}


class Switchboard:
    """Queues, calls and channels. All of it is forgotten at a restart but the members."""

    def __init__(self, tell: Tell, now_s: Callable[[], float]) -> None:
        self.tell = tell
        self.now_s = now_s
        self.queues: dict[str, Queue] = {}
        self.calls: dict[str, Call] = {}
        self.globals: dict[str, str] = {}
        self.start()

    def start(self) -> None:
        """Numbers begin anew; dynamic members are back with their pause, static ones without."""
        self.started_s = self.now_s()
        self.processed = self._channels = self._locals = self._bridges = 0
        self.calls.clear()
        for queue in self.queues.values():
            queue.forget()
            for member in queue.members.values():
                member.login_s, member.status = int(self.started_s), FREE
                member.calls_taken = member.last_call_s = member.in_call = 0
                if not member.is_dynamic:
                    member.is_paused, member.paused_reason, member.last_pause_s = False, "", 0

    def call(self, key: str) -> Call:
        """By the name that the call has for whoever listens."""
        return self.calls[key]

    def call_on(self, channel: str) -> Call | None:
        """Whose channel it is."""
        for call in self.calls.values():
            if any(one.name == channel for one in call.channels):
                return call
        return None

    def channel(self, name: str) -> Channel | None:
        return next((one for one in self.channels() if one.name == name), None)

    def channels(self) -> Iterator[Channel]:
        for call in self.calls.values():
            yield from call.channels

    def members(self, interface: str) -> Iterator[tuple[Queue, Member]]:
        """The memberships of a telephone, whichever of its interfaces is meant."""
        for queue in self.queues.values():
            for member in queue.members.values():
                if telephone(member.interface) == telephone(interface):
                    yield queue, member

    def halves(self, at: str, linkedid: str = "", uniqueid: str = "") -> tuple[Channel, Channel]:
        """A Local channel: the half that whoever made it holds, and the one in the dialplan."""
        exten, _, context = at.partition("@")
        name, self._locals = f"Local/{at}-{self._locals:08x};", self._locals + 1
        one = self._new(name + "1", context, exten, linkedid, uniqueid)
        return one, self._new(name + "2", context, exten, one.linkedid, state=RING)

    def leg(self, interface: str, linkedid: str, uniqueid: str = "") -> Leg:
        """A telephone that is about to be rung."""
        technology, _, address = interface.partition("/")
        if technology == "Local":
            near, behind = self.halves(address.removesuffix("/n"), linkedid, uniqueid)
            return Leg(interface, near, behind, self.now_s())
        name, self._locals = f"{interface}-{self._locals:08x}", self._locals + 1
        near = self._new(name, "fra-telefon", telephone(interface), linkedid, uniqueid)
        return Leg(interface, near, None, self.now_s())

    def name_parties(self, channel: Channel, number: str, caller: str, *other: str) -> None:
        """Whose channel it is, and who is at the other end (else: the same)."""
        channel.number, channel.caller = number, caller
        self.tell("call", "NewCallerid", (*channel.fields(), _SCREENED))
        channel.connected, channel.connected_name = other or (number, caller)
        self.tell("call", "NewConnectedLine", channel.fields())

    def local_bridge(self, one: Channel, two: Channel) -> None:
        halves = (*one.fields("LocalOne"), *two.fields("LocalTwo"))
        place = (("Context", two.context), ("Exten", two.exten), ("LocalOptimization", "No"))
        self.tell("call", "LocalBridge", (*halves, *place))

    def becomes(self, channel: Channel, state: int) -> None:
        channel.state = state
        self.tell("call", "Newstate", channel.fields())

    def dial(
        self, name: str, caller: Channel | None, dialled: Channel, *more: tuple[str, str]
    ) -> None:
        """DialBegin, DialState or DialEnd."""
        mine = caller.fields() if caller else ()
        self.tell("call", name, (*mine, *dialled.fields("Dest"), *more))

    def join_bridge(self, *channels: Channel) -> None:
        self._bridges += 1
        bridge = Bridge(str(UUID(int=int(self.started_s) << 64 | self._bridges)))
        self.tell("call", "BridgeCreate", bridge.fields())
        for channel in channels:
            self.enter_bridge(bridge, channel)

    def enter_bridge(self, bridge: Bridge, channel: Channel) -> None:
        bridge.channels += 1
        channel.bridge = bridge
        self.tell("call", "BridgeEnter", (*bridge.fields(), *channel.fields()))

    def leave_bridge(self, *channels: Channel) -> None:
        """The last one out destroys it."""
        for channel in channels:
            bridge, channel.bridge = channel.bridge, None
            if bridge is None:
                continue
            bridge.channels -= 1
            self.tell("call", "BridgeLeave", (*bridge.fields(), *channel.fields()))
            if not bridge.channels:
                self.tell("call", "BridgeDestroy", bridge.fields())

    def hang_up(self, *channels: Channel, cause: int = 16) -> None:
        for channel in channels:
            asked = (*channel.fields(), ("Cause", str(cause)))
            self.tell("call", "SoftHangupRequest", asked)
            self.gone(channel, cause)

    def asked_to_end(self, channel: Channel, cause: int) -> None:
        """The other half hung up, or the far telephone."""
        self.tell("call", "HangupRequest", (*channel.fields(), ("Cause", str(cause))))

    def gone(self, channel: Channel, cause: int) -> None:
        words = {0: "Unknown", 16: "Normal Clearing", 17: "User busy"}[cause]
        end = (("Cause", str(cause)), ("Cause-txt", words))
        self.tell("call", "Hangup", (*channel.fields(), *end))

    def telephone_does(self, interface: str, status: int, in_call: int | None = None) -> None:
        """A telephone's queues hear what it does; of what it does already nothing is said."""
        state_interfaces = set()
        for queue, member in self.members(interface):
            is_new, member.status = member.status != status, status
            member.in_call = member.in_call if in_call is None else in_call
            if is_new:
                state_interfaces.add(member.state_interface)
                self.tell("agent", "QueueMemberStatus", member.told(queue.name))
        for device in sorted(state_interfaces):
            state = (("Device", device), ("State", _DEVICE.get(status, "UNKNOWN")))
            self.tell("call", "DeviceStateChange", state)

    def user_event(self, channel: Channel, name: str, *more: tuple[str, str]) -> None:
        self.tell("user", "UserEvent", (*channel.fields(), ("UserEvent", name), *more))

    def _new(
        self,
        name: str,
        context: str,
        exten: str,
        linkedid: str,
        uniqueid: str = "",
        state: int = DOWN,
    ) -> Channel:
        made = uniqueid or f"{int(self.now_s())}.{self._channels}"
        self._channels += 1
        channel = Channel(name, made, linkedid or made, context, exten, self.now_s(), state)
        self.tell("call", "Newchannel", channel.fields())
        return channel


_SCREENED = ("CID-CallingPres", "0 (Presentation Allowed, Not Screened)")
