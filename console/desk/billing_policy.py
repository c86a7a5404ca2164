"""The firm's billing policy as it stands now; the documents' own while nobody has set another."""

from __future__ import annotations

import logging

from console.data.queries.people import setting
from console.desk.errors import ActFailed
from console.desk.live import LiveValue
from console.desk.workers import Workers
from console.domain.billing.policy import Policy
from console.domain.billing.stored_policy import policy_from_json
from console.domain.billing.work import BillingError

KEY = "billing_policy"

log = logging.getLogger("console.desk")


async def learn_policy(workers: Workers, policy: LiveValue[Policy]) -> None:
    """Reads it anew. One that cannot be read leaves the last that could be, and is logged."""
    try:
        stored = await workers.read(setting, KEY)
        policy.set(Policy() if stored is None else policy_from_json(stored.value))
    except (ActFailed, BillingError) as error:
        log.warning("the billing policy could not be read: %s", error)
