"""Conversations of the stand-in exchange that go on elsewhere, and those that one of us begins."""

from __future__ import annotations

from peers.exchange_calls import Calls
from peers.exchange_channels import UP, Bridge, Call, Leg, Pairs, telephone
from peers.exchange_line import Request
from peers.exchange_queues import FREE, IN_USE


class Onward:
    """Transfers, and click to dial."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._board = calls.board
        self._asked: dict[str, tuple[Call, tuple[str, str], str]] = {}
        """By extension, what a telephone of ours rings for: where to, and who asked."""

    def transfers(self, call: Call, context: str, exten: str) -> None:
        """The caller at once goes on; the telephone of ours is free."""
        board, leg = self._board, call.leg
        assert leg is not None
        bridge = call.channel.bridge
        fields = (
            ("Result", "Success"),
            *leg.near.fields("Transferer"),
            *call.channel.fields("Transferee"),
            *(bridge.fields() if bridge else ()),
            ("IsExternal", "Yes"),
            ("Context", context),
            ("Extension", exten),
        )
        board.tell("call", "BlindTransfer", fields)
        self._calls.let_go(call, "transfer")
        call.channel.context, call.channel.exten, call.channel.step = context, exten, 1
        self._calls.dials(call, exten)

    def consults(self, call: Call, exten: str) -> None:
        """The caller is on hold while ours talks with whom it asks, who answers at once."""
        board, leg = self._board, call.leg
        assert leg is not None
        interface = self._calls.extensions.get(exten, f"Local/{exten}@ut/n")
        board.tell("call", "Hold", leg.near.fields())
        board.tell("call", "MusicOnHoldStart", (*call.channel.fields(), ("Class", "default")))
        board.leave_bridge(leg.near)
        call.consulted = other = board.leg(interface, call.channel.linkedid)
        board.name_parties(other.near, exten, "", leg.near.number, leg.near.caller)
        board.dial("DialBegin", None, other.near, ("DialString", f"{exten}@klikk/n"))
        board.becomes(other.near, UP)
        board.dial("DialEnd", None, other.near, ("DialStatus", "ANSWER"))
        board.join_bridge(leg.near, other.near)
        board.telephone_does(interface, IN_USE)

    def hands_over(self, call: Call) -> None:
        """The telephone of ours hangs up: the caller talks with whom it asked."""
        board, leg, other = self._board, call.leg, call.consulted
        assert leg is not None
        assert other is not None
        board.leave_bridge(leg.near, other.near)
        board.tell("call", "MusicOnHoldStop", call.channel.fields())
        board.tell("call", "AttendedTransfer", self._handed(call, leg, other))
        bridge = call.channel.bridge
        board.hang_up(*reversed(leg.channels))
        if call.queue:
            self._calls.complete(call, leg, "transfer")
        call.leg, call.consulted, call.queue = other, None, ""
        if bridge is not None:
            board.enter_bridge(bridge, other.near)
        board.telephone_does(leg.interface, FREE, 0)

    def asked_to_dial(self, asked: Request) -> None:
        """The own telephone rings first."""
        interface, action_id = asked.get("Channel"), asked.get("ActionID")
        to, caller_id = (asked.get("Context"), asked.get("Exten")), asked.get("CallerID")
        name, _, number = caller_id.removesuffix(">").rpartition("<")
        what = (("Context", to[0]), ("Exten", to[1]))
        if telephone(interface) in self._calls.failures:
            self._calls.originate_response("Failure", action_id, interface, *what)
            return
        call = self._calls.own_rings(interface, (number, name.strip()), asked.get("ChannelId"))
        self._asked[telephone(interface)] = (call, to, action_id)
        if telephone(interface) in self._calls.picks_up:
            self.own_answers(interface)

    def own_answers(self, interface: str) -> None:
        """Who asked picks up: only now the number is dialled."""
        call, (context, exten), action_id = self._asked.pop(telephone(interface))
        self._calls.own_answers(call, interface)
        what = (("Context", context), ("Exten", exten))
        self._calls.originate_response("Success", action_id, call.channel, *what)
        call.channel.context, call.channel.exten = context, exten
        self._calls.dials(call, exten)

    def is_engaged(self, number: str) -> None:
        """The number that was dialled is busy; whoever dialled hears it and is hung up on."""
        board = self._board
        call = next(
            one for one in board.calls.values()
            if one.ring is not None and telephone(one.ring.interface) == number
        )  # fmt: skip
        leg = call.ring
        assert leg is not None
        board.dial("DialEnd", call.channel, leg.near, ("DialStatus", "BUSY"))
        board.hang_up(*leg.channels, cause=17)
        call.ring = None
        self._calls.hangs_up(call.key)

    def _handed(self, call: Call, leg: Leg, other: Leg) -> Pairs:
        bridge = call.channel.bridge or Bridge("")
        return (
            ("Result", "Success"),
            *leg.near.fields("OrigTransferer"),
            *bridge.fields("Orig"),
            *leg.near.fields("SecondTransferer"),
            *bridge.fields("Second"),
            *call.channel.fields("Transferee"),
            *other.near.fields("TransferTarget"),
            ("IsExternal", "No"),
            ("DestType", "Bridge"),
            ("DestBridgeUniqueid", bridge.uniqueid),
        )
