"""Fills a throw-away store with the made night, through the same commands as the real ones."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from whenever import Date, Instant, Time

from console.app.pictures.sample_night import (
    CARDS,
    END,
    MAIL,
    NIGHT,
    OVER_AT,
    SHOP_DOWN,
    SHOPS,
    UNSEEN,
    SampleEntry,
    SampleIncident,
)
from console.app.pictures.sample_store import SampleStore
from console.data.commands.incidents import (
    NewIncident,
    acknowledge,
    declare_over,
    give_verdict,
    open_incident,
    write_closing_note,
)
from console.data.commands.roster import add_rotation
from console.data.commands.shops import import_shops
from console.data.commands.work_log import add_entry
from console.domain.ids import CaseId, EntryId, IncidentId, PersonId
from console.domain.oncall.turns import DutyRole
from console.domain.oncall.work_log import LogEntry, Span

FIRST_DAY, HAND_OVER = Date(2026, 11, 16), Time(15, 30)


class NightStore:
    """The night until `NIGHT`; the rest of it comes when it is asked for."""

    def __init__(self, store: SampleStore) -> None:
        self._store = store
        self.incidents: dict[SampleIncident, IncidentId] = {}

    def fill(self) -> None:
        """People, shops, a roster, the evening and the night so far."""
        store = self._store
        store.add_people()
        store.do(NIGHT.subtract(hours=30), None, import_shops, SHOPS)
        sunniva, jonas, mari = (store.person(login) for login in ("sunniva.l", "jonas.t", "mari.k"))
        before = NIGHT.subtract(hours=24)
        turns = (FIRST_DAY, HAND_OVER, 1)
        store.do(before, sunniva, add_rotation, DutyRole.PRIMARY, (sunniva, jonas, mari), *turns)
        store.do(before, sunniva, add_rotation, DutyRole.BACKUP, (jonas, mari, sunniva), *turns)
        case = store.arrive(MAIL)
        self._incident(SHOP_DOWN)
        self._incident(CARDS, case)
        self._incident(UNSEEN)

    def end_night(self) -> None:
        """The work on the cards comes to its end."""
        incident, jonas = self.incidents[CARDS], self._store.person("jonas.t")
        for entry in END:
            self.add(CARDS, entry)
        self._store.do(Instant.parse_iso(OVER_AT), jonas, declare_over, incident)

    def add(self, of: SampleIncident, entry: SampleEntry) -> None:
        """One line of an incident's log."""
        at = Instant.parse_iso(entry.at)
        technician = self._store.person(entry.login)
        span = entry.span and Span(*(Instant.parse_iso(edge) for edge in entry.span))
        # The same id each time: the log's order never depends on the hour it was made.
        key = EntryId(uuid5(NAMESPACE_URL, f"{of.title} {entry.at} {entry.kind}"))
        line = LogEntry(
            key, self.incidents[of], technician, entry.kind, at, entry.text, span, machine="laptop"
        )
        self._store.do(at, technician, add_entry, line)

    def _incident(self, sample: SampleIncident, case: CaseId | None = None) -> None:
        store, reported = self._store, Instant.parse_iso(sample.reported)
        incident = self.incidents[sample] = IncidentId(uuid5(NAMESPACE_URL, sample.title))
        new = NewIncident(
            incident,
            sample.title,
            sample.product,
            store.shop(sample.customer_number),
            sample.reporter,
            sample.phone,
            reported,
            case,
        )
        store.do(reported.add(seconds=30), store.person("sunniva.l"), open_incident, new)
        if sample.by:
            by = store.person(sample.by)
            store.do(Instant.parse_iso(sample.acknowledged), by, acknowledge, incident)
            self._go_on(sample, by)

    def _go_on(self, sample: SampleIncident, by: PersonId) -> None:
        incident, do = self.incidents[sample], self._store.do
        for entry in sample.entries:
            self.add(sample, entry)
        if sample.verdict is not None:
            at, verdict, reason = sample.verdict
            do(Instant.parse_iso(at), by, give_verdict, incident, verdict, reason)
        if sample.note is not None:
            at, note = sample.note
            do(Instant.parse_iso(at), by, write_closing_note, incident, note, 0)
        if sample.over:
            do(Instant.parse_iso(sample.over), by, declare_over, incident)
