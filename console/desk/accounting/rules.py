"""The price rules as a lead changes them: read, tried on past bases, stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from console.data.commands.settings import set_setting
from console.data.queries.bases import past_snapshots
from console.data.queries.people import setting
from console.data.transaction import new_act
from console.desk.billing_policy import KEY
from console.desk.errors import ActFailed
from console.desk.workers import Workers
from console.domain.billing.policy import Policy
from console.domain.billing.preview import Preview, preview
from console.domain.billing.stored_policy import policy_from_json, policy_to_json
from console.domain.billing.work import BillingError
from console.domain.ids import BasisId
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person, Role


@dataclass(frozen=True)
class StoredRules:
    """The policy as stored, its version, and what is wrong with it, if anything."""

    policy: Policy
    version: int
    problem: str = ""


class PriceRules:
    """Raises ActFailed with words in all its acts."""

    def __init__(self, workers: Workers, clock: Clock, me: Person) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me

    @property
    def may_change(self) -> bool:
        return Role.LEAD in self._me.roles

    async def load(self) -> StoredRules:
        """The rules in force; broken ones are told of, and the documents' own shown."""
        stored = await self._workers.read(setting, KEY)
        if stored is None:
            return StoredRules(Policy(), 0)
        try:
            return StoredRules(policy_from_json(stored.value), stored.version)
        except BillingError as error:
            return StoredRules(Policy(), stored.version, str(error))

    async def preview(self, policy: Policy) -> Preview:
        """What past bases would have cost under these rules. Nothing is changed by it."""
        snapshots = await self._workers.read(past_snapshots)
        return await self._workers.on_files(partial(_previewed, snapshots, policy))

    async def save(self, policy: Policy, seen_version: int) -> int:
        """Stores the rules; they hold for bases that are not approved yet. Returns the version."""
        if not self.may_change:
            raise ActFailed(tr("Bare en leder kan endre prisreglene. Ingenting er lagret."))
        act = new_act(self._me.id, self._clock.now())
        value = policy_to_json(policy)
        done = await self._workers.perform(act, set_setting, KEY, value, seen_version)
        return int(done.answer["version"])


def _previewed(snapshots: tuple[tuple[BasisId, str], ...], policy: Policy) -> Preview:
    """Away from the store: it may be reckoning for a while."""
    try:
        return preview(snapshots, policy)
    except BillingError as error:
        raise ActFailed(str(error)) from error
