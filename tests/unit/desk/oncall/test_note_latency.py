"""A closing note is in the pocket's file within 300 ms of the key press, seen from outside."""

from __future__ import annotations

import pytest
from fixtures.on_call import Machine
from fixtures.on_disk import LIMIT_S, Watch, slowest, within_limit

from console.domain.oncall.incident import ClosingNote

pytestmark = pytest.mark.asyncio


async def test_every_key_press_in_the_note_is_on_disk_within_300_ms(machine: Machine) -> None:
    query = (
        "SELECT length(json_extract(arguments, '$.note.seen')) FROM oncall_act "
        "WHERE kind = 'note' AND incident = ?"
    )

    async def try_once(_number: int) -> float:
        incident = await machine.open()
        watch = Watch(machine.pocket_path, query, incident.hex)
        return await slowest(
            lambda text: machine.log.type_note(incident, ClosingNote(seen=text)), watch
        )

    took = await within_limit(try_once)
    assert took[-1] <= LIMIT_S, took
