"""What happens to the calls of the stand-in exchange, in the order that the recordings show."""

from __future__ import annotations

from peers.exchange_channels import RINGING, UP, Call, Channel, Leg, Pairs, telephone
from peers.exchange_queues import FREE, IN_USE, IS_RINGING, Member, Queue
from peers.exchange_switchboard import NUMBER, QUEUE_STEP, Switchboard

_OUTSIDE = "ut"
"""The context through which numbers of the world are dialled."""


class Calls:
    """Callers and telephones, as a test moves them. A telephone in `picks_up` answers by itself."""

    def __init__(self, board: Switchboard) -> None:
        self.board = board
        self.tell = board.tell
        self.picks_up: set[str] = set()
        self.extensions: dict[str, str] = {}
        """Interfaces of our telephones by extension."""
        self.failures: dict[str, str] = {}
        """Reasons, by extension, for which a telephone of ours is not answered when one dials."""
        self.torn: list[str] = []
        """Calls that a Redirect took out of a conversation."""

    def comes(self, number: str, name: str, priority: int, store_id: str, queue: str) -> Call:
        """Somebody calls and stands in the queue."""
        board = self.board
        far, channel = board.halves(f"{NUMBER}@innkommende")
        for half in (far, channel):
            board.name_parties(half, number, name)
        board.local_bridge(far, channel)
        board.dial("DialBegin", None, far, ("DialString", f"{NUMBER}@innkommende/n"))
        # Whoever had the caller dial us is another client, and every client hears its answer.
        wait = (("Application", "Wait"), ("Data", "600"))
        self.originate_response("Success", f"ring:{number}", far, *wait)
        if priority or store_id:
            known = {"STORE_ID": store_id, "QUEUE_PRIO": str(priority)}
            channel.variables = known
        far.application = ("Wait", "600")
        channel.step = 7
        board.becomes(channel, UP)
        board.becomes(far, UP)
        board.dial("DialEnd", None, far, ("DialStatus", "ANSWER"))
        channel.step = 8
        said = (("Nummer", number), ("Navn", channel.caller), ("Butikk", store_id))
        prio = ("Prioritet", str(priority or ""))
        board.user_event(channel, "InnkommendeSamtale", *said, prio)
        call = Call(channel, far, queue, priority, board.now_s())
        board.calls[call.key] = call
        board.processed += 1
        self._join(call)
        return call

    def rings(self, key: str, interface: str) -> None:
        """The queue rings a member."""
        board, call = self.board, self.board.call(key)
        call.ring = leg = self._new_leg(call, interface)
        queue = board.queues[call.queue]
        self.tell("agent", "AgentCalled", self._agent_fields(call, leg, queue))
        self._ring(call.channel, leg, interface)
        if telephone(interface) in self.picks_up:
            self.answers(interface)

    def answers(self, interface: str) -> None:
        """The telephone that rings is picked up."""
        call, leg = self._ringing(interface)
        self._pick_up(call.channel, leg)
        if call.queue:
            self._is_served(call, leg)
        call.ring, call.leg = None, leg
        call.answered_at_s = self.board.now_s()
        self.board.join_bridge(leg.near, call.channel)
        self.board.telephone_does(interface, IN_USE, 1 if call.queue else 0)

    def rings_in_vain(self, interface: str) -> None:
        """The telephone stops ringing, and the caller waits on."""
        board, (call, leg) = self.board, self._ringing(interface)
        queue = board.queues[call.queue]
        rang = ("RingTime", str(int(1000 * (board.now_s() - leg.rung_at_s))))
        self.tell("agent", "AgentRingNoAnswer", (*self._agent_fields(call, leg, queue), rang))
        board.dial("DialEnd", call.channel, leg.near, ("DialStatus", "NOANSWER"))
        self._cancel(call, leg)

    def hangs_up(self, key: str) -> None:
        """The caller hangs up."""
        board, call = self.board, self.board.call(key)
        if call.leg is not None:
            self._ends(call, "caller")
            return
        board.asked_to_end(call.channel, 0)
        if call.far is not None:
            board.gone(call.far, 0)
        self._gives_up(call)
        board.hang_up(call.channel, cause=0)
        del board.calls[key]

    def talking_at(self, interface: str) -> Call:
        """The conversation that a telephone of ours is in."""
        return next(
            one
            for one in self.board.calls.values()
            if one.leg is not None and telephone(one.leg.interface) == telephone(interface)
        )

    def ends_at_ours(self, call: Call) -> None:
        """The conversation is ended at the telephone of ours."""
        self._ends(call, "agent")

    def leaves_queue(self, call: Call) -> None:
        """Out of the line by another way than being answered: counted as given up."""
        board, queue = self.board, self.board.queues[call.queue]
        self.tell("call", "MusicOnHoldStop", call.channel.fields())
        if call.ring is not None:
            self._cancel(call, call.ring)
        place = queue.waiting.index(call) + 1
        queue.abandoned += 1
        held = str(int(board.now_s() - call.joined_at_s))
        gone = (("Position", str(place)), ("OriginalPosition", str(call.joined_as)))
        fields = (*call.channel.fields(), ("Queue", queue.name), *gone, ("HoldTime", held))
        self.tell("agent", "QueueCallerAbandon", fields)
        self._leave(call, queue)
        call.queue = ""

    def dials(self, call: Call, exten: str) -> None:
        """The dialplan has the call's own channel ring an extension: one of us, or a number."""
        interface = self.extensions.get(exten, f"Local/{exten}@{_OUTSIDE}/n")
        board, party = self.board, call.channel
        party.application = ("Dial", f"{interface},30")
        call.ring = leg = board.leg(interface, party.linkedid)
        leg.near.application = ("AppDial", "(Outgoing Line)")
        board.name_parties(leg.near, exten, "", party.number, party.caller)
        if leg.behind is not None:
            board.name_parties(leg.behind, party.number, party.caller, exten, "")
            board.local_bridge(leg.near, leg.behind)
        self._ring(party, leg, interface.partition("/")[2])
        if exten in self.picks_up:
            self.answers(interface)

    def torn_out(self, call: Call) -> None:
        """A Redirect of somebody who talks: the one at the other end hears nothing any more."""
        if call.leg is not None:
            self.torn.append(call.key)
            self.let_go(call, "transfer")

    def let_go(self, call: Call, reason: str) -> None:
        """The telephone of ours is out of the conversation; the caller's channel lives on."""
        board, leg = self.board, call.leg
        assert leg is not None
        if call.queue:
            self.complete(call, leg, reason)
        board.leave_bridge(call.channel, leg.near)
        board.hang_up(*leg.channels)
        board.telephone_does(leg.interface, FREE, 0)
        call.leg, call.queue = None, ""

    def own_rings(self, interface: str, caller: tuple[str, str], uniqueid: str) -> Call:
        """A telephone of ours is rung because one of us wants somebody called; whoever asked may
        say what the channel is to be known by.
        """
        board = self.board
        own = board.leg(interface, "", uniqueid)
        for channel in own.channels:
            board.name_parties(channel, *caller)
        if own.behind is not None:
            board.local_bridge(own.near, own.behind)
        call = Call(own.near, own.behind, is_outgoing=True)
        board.calls[call.key] = call
        board.dial("DialBegin", None, own.near, ("DialString", interface.partition("/")[2]))
        board.telephone_does(interface, IS_RINGING)
        board.becomes(own.near, RINGING)
        board.dial("DialState", None, own.near, ("DialStatus", "RINGING"))
        return call

    def own_answers(self, call: Call, interface: str) -> None:
        for channel in reversed([one for one in (call.channel, call.far) if one is not None]):
            self.board.becomes(channel, UP)
        self.board.dial("DialEnd", None, call.channel, ("DialStatus", "ANSWER"))
        self.board.telephone_does(interface, IN_USE)

    def originate_response(
        self, response: str, action_id: str, channel: Channel | str, *what: tuple[str, str]
    ) -> None:
        """Every client hears it, whoever asked. A word instead of a channel: nobody answered."""
        own = (("ActionID", action_id),) if action_id else ()
        if isinstance(channel, str):
            name, reason = channel, self.failures.get(telephone(channel), "3")
            who = ("<unknown>", "<unknown>", "<unknown>")
            known: Pairs = ()
        else:
            name, reason, told = channel.name, "4", dict(channel.fields())
            who = told["Uniqueid"], told["CallerIDNum"], told["CallerIDName"]
            variables = [value for key, value in channel.fields() if key == "ChanVariable"]
            known = tuple((f"ChanVariable({name})", value) for value in variables)
        begin = (("Response", response), ("Channel", name), *what, ("Reason", reason))
        end = zip(("Uniqueid", "CallerIDNum", "CallerIDName"), who, strict=True)
        self.tell("call", "OriginateResponse", (*own, *begin, *end, *known))

    def _join(self, call: Call) -> None:
        queue = self.board.queues[call.queue]
        call.channel.step = QUEUE_STEP
        call.channel.application = ("Queue", f"{queue.name},tTc,,,600")
        place, count = queue.join(call), len(queue.waiting)
        where = (("Queue", queue.name), ("Position", str(place)), ("Count", str(count)))
        self.tell("agent", "QueueCallerJoin", (*call.channel.fields(), *where))
        self.tell("call", "MusicOnHoldStart", (*call.channel.fields(), ("Class", "default")))

    def _leave(self, call: Call, queue: Queue) -> None:
        place = queue.leave(call)
        where = (
            ("Queue", queue.name),
            ("Position", str(place)),
            ("Count", str(len(queue.waiting))),
        )
        self.tell("agent", "QueueCallerLeave", (*call.channel.fields(), *where))

    def _new_leg(self, call: Call, interface: str) -> Leg:
        board, party = self.board, call.channel
        leg = board.leg(interface, party.linkedid)
        leg.near.application = ("AppQueue", "(Outgoing Line)")
        for channel in leg.channels:
            board.name_parties(channel, party.number, party.caller)
        leg.near.exten = party.exten
        if leg.behind is not None:
            leg.behind.application = ("Wait", "25")
            board.local_bridge(leg.near, leg.behind)
        return leg

    def _ring(self, party: Channel, leg: Leg, dialled: str) -> None:
        board = self.board
        board.dial("DialBegin", party, leg.near, ("DialString", dialled))
        board.telephone_does(leg.interface, IS_RINGING)
        board.becomes(leg.near, RINGING)
        board.dial("DialState", party, leg.near, ("DialStatus", "RINGING"))

    def _pick_up(self, party: Channel, leg: Leg) -> None:
        for channel in reversed(leg.channels):
            self.board.becomes(channel, UP)
        self.board.dial("DialEnd", party, leg.near, ("DialStatus", "ANSWER"))

    def _is_served(self, call: Call, leg: Leg) -> None:
        board, queue = self.board, self.board.queues[call.queue]
        self.tell("call", "MusicOnHoldStop", call.channel.fields())
        self._leave(call, queue)
        call.held_s = int(board.now_s() - call.joined_at_s)
        rang = str(int(board.now_s() - leg.rung_at_s))
        took = (("HoldTime", str(call.held_s)), ("RingTime", rang))
        self.tell("agent", "AgentConnect", (*self._agent_fields(call, leg, queue), *took))

    def _gives_up(self, call: Call) -> None:
        if call.queue:
            self.leaves_queue(call)
        elif call.ring is not None:
            self._cancel(call, call.ring)

    def _cancel(self, call: Call, leg: Leg) -> None:
        """The telephone rings no more."""
        self.board.dial("DialEnd", call.channel, leg.near, ("DialStatus", "CANCEL"))
        self.board.hang_up(*reversed(leg.channels), cause=0)
        self.board.telephone_does(leg.interface, FREE)
        call.ring = None

    def _ends(self, call: Call, reason: str) -> None:
        board, leg = self.board, call.leg
        assert leg is not None
        last = leg.behind or leg.near
        if reason == "caller":
            board.asked_to_end(call.channel, 0)
        else:
            board.tell("call", "SoftHangupRequest", (*last.fields(), ("Cause", "16")))
            board.telephone_does(leg.interface, FREE, 0)
        if call.queue:
            self.complete(call, leg, reason)
        board.leave_bridge(call.channel, leg.near)
        board.hang_up(*leg.channels)
        if reason == "agent" and call.queue:
            board.user_event(call.channel, "KoSlutt", ("Status", "CONTINUE"))
        if call.far is not None:
            board.gone(call.far, 16)
        board.hang_up(call.channel)
        board.telephone_does(leg.interface, FREE, 0)
        del board.calls[call.key]

    def complete(self, call: Call, leg: Leg, reason: str) -> None:
        """A conversation that came from the queue is over for whoever answered it."""
        board, queue = self.board, self.board.queues[call.queue]
        talked_s = int(board.now_s() - call.answered_at_s)
        queue.count(call.held_s, talked_s)
        member = queue.members.get(leg.interface)
        if member is not None:
            member.calls_taken, member.in_call = member.calls_taken + 1, 0
            member.last_call_s = int(board.now_s())
        took = (("HoldTime", str(call.held_s)), ("TalkTime", str(talked_s)), ("Reason", reason))
        self.tell("agent", "AgentComplete", (*self._agent_fields(call, leg, queue), *took))

    def _agent_fields(self, call: Call, leg: Leg, queue: Queue) -> Pairs:
        member = queue.members.get(leg.interface) or Member(leg.interface, leg.interface, False, 0)
        who = (("Interface", leg.interface), ("MemberName", member.name))
        return (
            *call.channel.fields(),
            *leg.near.fields("Dest"),
            ("Queue", queue.name),
            *who,
        )

    def _ringing(self, interface: str) -> tuple[Call, Leg]:
        for call in self.board.calls.values():
            if call.ring is not None and telephone(call.ring.interface) == telephone(interface):
                return call, call.ring
        raise LookupError(f"{interface} does not ring")
