"""In and out of the queues of the stand-in exchange, and pauses: with its answers word for word."""

from __future__ import annotations

from peers.exchange_line import Request
from peers.exchange_queues import Member, Queue
from peers.exchange_switchboard import Switchboard

Answer = tuple[str, tuple[tuple[str, str], ...]]

REASON_BYTES = 79
"""Where it cuts a pause's reason, also inside a character."""


class Members:
    """The three actions about members, as they are asked for."""

    def __init__(self, board: Switchboard) -> None:
        self._board = board

    def pause(self, request: Request) -> Answer:
        """Without a queue: in all of them."""
        is_paused = request.get("Paused").lower() in ("true", "yes", "1", "on")
        interface, only = request.get("Interface"), request.get("Queue")
        queues = [one for one in self._board.queues.values() if only in ("", one.name)]
        found = [(queue, queue.members.get(interface)) for queue in queues]
        ours = [(queue, member) for queue, member in found if member is not None]
        if not ours:
            return "Error", (("Message", "Interface not found"),)
        for queue, member in ours:
            self._paused(queue, member, is_paused, request.get("Reason"))
        words = "paused" if is_paused else "unpaused"
        return "Success", (("Message", f"Interface {words} successfully"),)

    def add(self, request: Request) -> Answer:
        queue, interface = self._board.queues.get(request.get("Queue")), request.get("Interface")
        if queue is None:
            return "Error", (("Message", "Unable to add interface to queue: No such queue"),)
        if interface in queue.members:
            return "Error", (("Message", "Unable to add interface: Already there"),)
        now_s = int(self._board.now_s())
        name = request.get("MemberName") or interface
        state = request.get("StateInterface")
        penalty = int(request.get("Penalty") or 0)
        member = Member(interface, name, True, now_s, state, penalty)
        if request.get("Paused").lower() in ("true", "yes", "1"):
            member.is_paused, member.last_pause_s = True, now_s
            member.paused_reason = request.get("Reason")
        queue.members[interface] = member
        self._board.tell("agent", "QueueMemberAdded", member.told(queue.name))
        return "Success", (("Message", "Added interface to queue"),)

    def remove(self, request: Request) -> Answer:
        queue, interface = self._board.queues.get(request.get("Queue")), request.get("Interface")
        if queue is None:
            return "Error", (("Message", "Unable to remove interface from queue: No such queue"),)
        member = queue.members.get(interface)
        if member is None:
            return "Error", (("Message", "Unable to remove interface: Not there"),)
        if not member.is_dynamic:
            return "Error", (("Message", "Member not dynamic"),)
        del queue.members[interface]
        self._board.tell("agent", "QueueMemberRemoved", member.told(queue.name))
        return "Success", (("Message", "Removed interface from queue"),)

    def _paused(self, queue: Queue, member: Member, is_paused: bool, reason: str) -> None:
        """An unpause repeats the reason it was given, though nothing is stored. A reason that is
        cut inside a character is stored, and its event never comes.
        """
        stored = reason.encode()[:REASON_BYTES]
        member.is_paused = is_paused
        member.last_pause_s = int(self._board.now_s()) if is_paused else member.last_pause_s
        member.paused_reason = stored.decode(errors="ignore") if is_paused else ""
        try:
            said = stored.decode()
        except UnicodeDecodeError:
            return
        self._board.tell("agent", "QueueMemberPause", member.told(queue.name, said))
