"""The policy in force is the setting's; what cannot be read changes nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from fixtures.house import House

from console.data.commands.settings import set_setting
from console.desk.billing_policy import KEY, learn_policy
from console.desk.live import LiveValue
from console.desk.workers import Workers
from console.domain.billing.policy import Policy
from console.domain.billing.stored_policy import policy_to_json

RAISED = replace(Policy(), rate=Decimal("1400.00"))


@pytest.mark.asyncio
async def test_the_documents_price_until_another_is_set(house: House, workers: Workers) -> None:
    policy = LiveValue(Policy())
    await learn_policy(workers, policy)
    assert policy.value == Policy()
    house.act(None, set_setting, KEY, policy_to_json(RAISED), 0)
    await learn_policy(workers, policy)
    assert policy.value == RAISED


@pytest.mark.asyncio
async def test_a_policy_that_cannot_be_read_leaves_the_last(
    house: House, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    policy = LiveValue(RAISED)
    house.act(None, set_setting, KEY, {"rate": 12.5}, 0)
    await learn_policy(workers, policy)
    assert policy.value == RAISED
    assert "could not be read" in caplog.text
