"""The morning after the made night: its bases are made ready, approved and handed over."""

from __future__ import annotations

from dataclasses import replace

from whenever import Instant

from console.app.pictures.night_store import NightStore
from console.app.pictures.sample_night import CARDS, CARDS_NOTE, SHOP_DOWN, SampleIncident
from console.app.pictures.sample_store import SampleStore
from console.data.commands.bases import approve, export_basis, make_ready
from console.data.commands.incidents import write_closing_note
from console.data.queries.bases import bases_of_incident
from console.data.queries.incidents import incident
from console.data.store import Store
from console.domain.billing.basis import Basis

NOTE = replace(CARDS_NOTE, prevented="Leverandøren varsler oss før neste endring.")


class NightBases:
    """Acts of the people of the night, at instants of the morning."""

    def __init__(self, store: Store, night: NightStore) -> None:
        self._store = store
        self._acts = SampleStore(store)
        self._night = night

    def basis(self, of: SampleIncident) -> Basis:
        """The incident's newest basis."""
        return self._store.read(bases_of_incident, self._night.incidents[of])[0]

    def make_ready(self, at: Instant) -> None:
        """The night's two incidents that are over."""
        jonas, cards = self._acts.person("jonas.t"), self._night.incidents[CARDS]
        version = self._store.read(incident, cards).note_version
        self._acts.do(at, jonas, write_closing_note, cards, NOTE, version)
        for each in (SHOP_DOWN, CARDS):
            self._acts.do(at, jonas, make_ready, self.basis(each).id)

    def hand_over(self, at: Instant) -> None:
        """The lead approves both; the shop that was down is handed to accounting."""
        sunniva, found = self._acts.person("sunniva.l"), self.basis(SHOP_DOWN)
        for each in (found, self.basis(CARDS)):
            self._acts.do(at, sunniva, approve, each.id, each.snapshot_sha256)
        self._acts.do(at, sunniva, export_basis, found.id)
