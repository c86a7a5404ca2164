"""What clients ask of the stand-in exchange, and what it answers, refusals and all."""

from __future__ import annotations

from collections.abc import Callable

from whenever import Instant

from peers.exchange_calls import Calls
from peers.exchange_channels import Call, Pairs
from peers.exchange_line import Account, Line, Request
from peers.exchange_members import Members
from peers.exchange_onward import Onward
from peers.exchange_switchboard import Switchboard

Answer = tuple[str, tuple[tuple[str, str], ...]]

_NEEDS = {
    "Atxfer": ("call",),
    "BlindTransfer": ("call",),
    "CoreSettings": ("system", "reporting"),
    "CoreShowChannels": ("system", "reporting"),
    "CoreStatus": ("system", "reporting"),
    "Getvar": ("call", "reporting"),
    "Hangup": ("system", "call"),
    "ListCommands": (),
    "Originate": ("originate",),
    "Ping": (),
    "QueueAdd": ("agent",),
    "QueueChangePriorityCaller": (),
    "QueuePause": ("agent",),
    "QueueRemove": ("agent",),
    "QueueStatus": (),
    "QueueSummary": (),
    "QueueWithdrawCaller": (),
    "Redirect": ("call",),
    "Setvar": ("call",),
}
"""Classes one of which must be written for an action; none: whoever is let in."""


class Actions:
    """One method an action. `contexts` are those of its dialplan that dial what they are given."""

    def __init__(self, board: Switchboard, calls: Calls) -> None:
        self.board = board
        self.calls = calls
        self.onward = Onward(calls)
        self.members = members = Members(board)
        self.contexts = {"plukk", "klikk"}
        self._plain: dict[str, Callable[[Request], Answer]] = {
            "Ping": self._ping,
            "CoreStatus": self._core_status,
            "CoreSettings": self._core_settings,
            "Getvar": self._getvar,
            "Setvar": self._setvar,
            "QueuePause": members.pause,
            "QueueAdd": members.add,
            "QueueRemove": members.remove,
            "QueueChangePriorityCaller": self._change_priority,
            "QueueWithdrawCaller": self._withdraw,
            "Redirect": self._redirect,
            "Hangup": self._hangup,
            "BlindTransfer": self._blind_transfer,
            "Atxfer": self._attended_transfer,
        }
        self._long: dict[str, Callable[[Line, Request], None]] = {
            "QueueStatus": self._queue_status,
            "QueueSummary": self._queue_summary,
            "CoreShowChannels": self._core_show_channels,
            "Originate": self._originate,
        }

    def do(self, line: Line, request: Request) -> None:
        assert line.account is not None
        name = next((one for one in _NEEDS if one.lower() == request.action.lower()), "")
        if not name:
            words = f"Invalid/unknown command: {request.action}. Use Action: ListCommands to show"
            line.answer(request, "Error", ("Message", f"{words} available commands."))
        elif not line.account.may(_NEEDS[name]):
            line.answer(request, "Error", ("Message", "Permission denied"))
        elif name == "ListCommands":
            line.answer(request, "Success", *_commands(line.account))
        elif name in self._long:
            self._long[name](line, request)
        else:
            response, pairs = self._plain[name](request)
            line.answer(request, response, *pairs)

    def puts_down(self, interface: str) -> None:
        """A telephone of ours is put down: whoever asks a colleague first hands the caller over."""
        call = self.calls.talking_at(interface)
        if call.consulted is not None:
            self.onward.hands_over(call)
        else:
            self.calls.ends_at_ours(call)

    def _ping(self, _request: Request) -> Answer:
        return "Success", (("Ping", "Pong"), ("Timestamp", f"{self.board.now_s():.6f}"))

    def _core_status(self, _request: Request) -> Answer:
        day, time = started(self.board.started_s)
        begun = (("CoreStartupDate", day), ("CoreStartupTime", time))
        loaded = (("CoreReloadDate", day), ("CoreReloadTime", time))
        current = ("CoreCurrentCalls", str(len(self.board.calls)))
        return "Success", (
            *begun, *loaded, current, ("CoreProcessedCalls", str(self.board.processed)),
        )  # fmt: skip

    def _core_settings(self, _request: Request) -> Answer:
        return "Success", (("AMIversion", "11.0.0"), ("AsteriskVersion", "22.10.1"))

    def _getvar(self, request: Request) -> Answer:
        variable, name = request.get("Variable"), request.get("Channel")
        values = self.board.globals
        if name:
            channel = self.board.channel(name)
            if channel is None:
                return "Error", (("Message", "No such channel"),)
            values = channel.variables
        return "Success", (("Variable", variable), ("Value", values.get(variable, "")))

    def _setvar(self, request: Request) -> Answer:
        name, values = request.get("Channel"), self.board.globals
        if name:
            channel = self.board.channel(name)
            if channel is None:
                return "Error", (("Message", "No such channel"),)
            values = channel.variables
        values[request.get("Variable")] = request.get("Value")
        return "Success", (("Message", "Variable Set"),)

    def _queue_status(self, line: Line, request: Request) -> None:
        now_s, items = self.board.now_s(), list[tuple[str, Pairs]]()
        only, member = request.get("Queue"), request.get("Member")
        for queue in self.board.queues.values():
            if only and queue.name != only:
                continue
            items.append(("QueueParams", queue.params()))
            told = [one for one in queue.members.values() if member in ("", one.interface)]
            items += [("QueueMember", one.listed(queue.name)) for one in told]
            places = range(1, len(queue.waiting) + 1)
            items += [("QueueEntry", queue.entry(place, now_s)) for place in places]
        line.list_answer(request, "Queue status will follow", items, "QueueStatusComplete")

    def _queue_summary(self, line: Line, request: Request) -> None:
        only, now_s = request.get("Queue"), self.board.now_s()
        queues = [one for one in self.board.queues.values() if only in ("", one.name)]
        items = [("QueueSummary", queue.summary(now_s)) for queue in queues]
        line.list_answer(request, "Queue summary will follow", items, "QueueSummaryComplete")

    def _core_show_channels(self, line: Line, request: Request) -> None:
        now_s = self.board.now_s()
        items = [("CoreShowChannel", one.listed(now_s)) for one in self.board.channels()]
        line.list_answer(request, "Channels will follow", items, "CoreShowChannelsComplete")

    def _waiting(self, request: Request) -> Call | None:
        queue = self.board.queues.get(request.get("Queue"))
        found = [] if queue is None else queue.waiting
        return next((one for one in found if one.channel.name == request.get("Caller")), None)

    def _change_priority(self, request: Request) -> Answer:
        call = self._waiting(request)
        if call is None:
            words = "Unable to change priority caller on queue: No such caller"
            return "Error", (("Message", words),)
        is_moved = request.get("Immediate").lower() in ("yes", "true", "1", "on")
        queue = self.board.queues[call.queue]
        queue.change_priority(call, int(request.get("Priority") or 0), is_moved)
        return "Success", (("Message", "Priority change for caller on queue was successful"),)

    def _withdraw(self, request: Request) -> Answer:
        call = self._waiting(request)
        if call is None:
            words = "Unable to request withdraw from queue: No such caller"
            return "Error", (("Message", words),)
        self.calls.leaves_queue(call)
        self._goes_to(call, "plukk", request.get("WithdrawInfo"))
        return "Success", (("Message", "Withdraw requested successfully"),)

    def _redirect(self, request: Request) -> Answer:
        name = request.get("Channel")
        call = self.board.call_on(name)
        if call is None:
            return "Error", (("Message", f"Channel does not exist: {name}"),)
        context, exten = request.get("Context"), request.get("Exten")
        self.calls.torn_out(call)
        if call.queue:
            call.channel.context, call.channel.exten = context, exten
            self.calls.leaves_queue(call)
        self._goes_to(call, context, exten)
        return "Success", (("Message", "Redirect successful"),)

    def _goes_to(self, call: Call, context: str, exten: str) -> None:
        """On in the dialplan; where it knows no such place the caller is hung up on."""
        call.channel.context, call.channel.exten, call.channel.step = context, exten, 1
        if context not in self.contexts or not exten:
            self.calls.hangs_up(call.key)
            return
        if context == "plukk":
            said = (("Agent", exten), ("Nummer", call.channel.number))
            self.board.user_event(call.channel, "Plukket", *said)
        self.calls.dials(call, exten)

    def _hangup(self, request: Request) -> Answer:
        name = request.get("Channel")
        call = self.board.call_on(name)
        if call is None:
            return "Error", (("Message", "No such channel"),)
        if call.leg and name in [one.name for one in call.leg.channels]:
            self.puts_down(call.leg.interface)
        else:
            self.calls.hangs_up(call.key)
        return "Success", (("Message", "Channel Hungup"),)

    def _blind_transfer(self, request: Request) -> Answer:
        call = self.board.call_on(request.get("Channel"))
        if call is None:
            return "Error", (("Message", "Channel specified does not exist"),)
        if call.leg is None:
            return "Error", (("Message", "Transfer failed"),)
        self.onward.transfers(call, request.get("Context"), request.get("Exten"))
        return "Success", (("Message", "Transfer succeeded"),)

    def _attended_transfer(self, request: Request) -> Answer:
        """Local channels lose all digits but the first: it is TRANSFER_EXTEN that counts."""
        call = self.board.call_on(request.get("Channel"))
        if call is None or call.leg is None:
            return "Error", (("Message", "Channel specified does not exist"),)
        exten = call.leg.near.variables.get("TRANSFER_EXTEN") or request.get("Exten")[:1]
        self.onward.consults(call, exten)
        return "Success", (("Message", "Atxfer successfully queued"),)

    def _originate(self, line: Line, request: Request) -> None:
        if request.get("Application"):
            words = "Originate Access Forbidden: app or data blacklisted"
            line.answer(request, "Error", ("Message", words))
        elif request.get("Context") not in self.contexts or not request.get("Exten"):
            line.answer(request, "Error", ("Message", "Extension does not exist."))
        else:
            line.answer(request, "Success", ("Message", "Originate successfully queued"))
            self.onward.asked_to_dial(request)


def _commands(account: Account) -> Pairs:
    """What this user may do, as it says it."""
    needs = {
        name: ",".join((*all_of, "all")) if all_of else "<none>" for name, all_of in _NEEDS.items()
    }
    return tuple((name, f" (Priv: {needs[name]})") for name in _NEEDS if account.may(_NEEDS[name]))


def started(at_s: float) -> tuple[str, str]:
    """When the exchange was started, as it says it: its own day and time."""
    begun = Instant.from_timestamp(int(at_s)).to_tz("Europe/Oslo")
    return begun.date().format_iso(), begun.time().format_iso()
