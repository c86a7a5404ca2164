"""Typed text is in the pocket's file within 300 ms of the key press, seen from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.on_disk import LIMIT_S, Watch, slowest, within_limit

from console.data.pocket import Pocket
from console.desk.drafts import Drafts


@pytest.mark.asyncio
async def test_every_key_press_is_on_disk_within_300_ms(
    drafts: Drafts, pocket: Pocket, pocket_path: Path
) -> None:
    del pocket
    query = "SELECT length(text) FROM draft WHERE scope = ?"

    async def try_once(number: int) -> float:
        scope = f"case:{number}"
        watch = Watch(pocket_path, query, scope)
        return await slowest(lambda text: drafts.type(scope, text, "reply"), watch)

    took = await within_limit(try_once)
    assert took[-1] <= LIMIT_S, took
