"""Acts of one person at one machine, as they are made."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from console.data.pocket_oncall import LoggedAct
from console.desk.oncall.acts import entry_arguments
from console.desk.oncall.entered import ActKind
from console.desk.oncall.machine_time import MachineTime, whole_second
from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import ActId, EntryId, IncidentId, PersonId
from console.domain.oncall.work_log import EntryKind, LogEntry, Span


class Maker:
    """`machine` is what this machine's entries are marked with; set before the first is made."""

    def __init__(self, time: MachineTime, me: PersonId, account: str) -> None:
        self.time = time
        self.me = me
        self._account = account
        self.machine = ""

    def act(self, incident: IncidentId, kind: ActKind, /, **arguments: Any) -> LoggedAct:
        """An act of this instant."""
        act = ActId(self.time.new_id())
        return LoggedAct(act, self._account, incident, kind.value, arguments, self.time.now())

    def entry(
        self,
        incident: IncidentId,
        kind: EntryKind,
        at: Instant,
        text: str = "",
        *,
        span: Span | None = None,
        work_kind: WorkKind = WorkKind.WORK,
        cause: Cause | None = None,
        refers_to: EntryId | None = None,
        machine: str = "",
    ) -> LoggedAct:
        """An entry, in whole seconds; `machine` is another one's where it stops a timer there."""
        act = ActId(self.time.new_id())
        whole = None if span is None else Span(whole_second(span.start), whole_second(span.end))
        entry = LogEntry(
            id=EntryId(act),
            incident=incident,
            technician=self.me,
            kind=kind,
            at=whole_second(at),
            text=text.strip(),
            span=whole,
            work_kind=work_kind,
            cause=cause,
            refers_to=refers_to,
            machine=machine or self.machine,
        )
        made_at = max(at, self.time.now())
        return LoggedAct(
            act, self._account, incident, ActKind.ENTRY.value, entry_arguments(entry), made_at
        )
