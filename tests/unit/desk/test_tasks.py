"""Tasks are named, heard when they fail, and gone at the end."""

from __future__ import annotations

import asyncio
import logging

import pytest

from console.desk.tasks import Tasks

pytestmark = pytest.mark.asyncio


async def test_a_task_does_its_work_under_its_name(tasks: Tasks) -> None:
    async def name() -> str:
        task = asyncio.current_task()
        assert task is not None
        return task.get_name()

    assert await tasks.spawn(name(), "hent kladder") == "hent kladder"


async def test_a_failed_task_is_told_and_logged_by_name(
    tasks: Tasks, failures: list[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise ValueError("feil")

    with caplog.at_level(logging.ERROR, "console.desk"), pytest.raises(ValueError, match="feil"):
        await tasks.spawn(fail(), "lagre")
    await asyncio.sleep(0)
    assert [str(error) for error in failures] == ["feil"]
    assert "task lagre failed" in caplog.text


async def test_stopping_cancels_what_still_runs_and_waits_for_its_end(
    tasks: Tasks, failures: list[BaseException]
) -> None:
    ended: list[str] = []

    async def wait() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("ryddet")

    running = tasks.spawn(wait(), "vent")
    await asyncio.sleep(0)
    await tasks.stop()
    assert (running.cancelled(), ended, failures) == (True, ["ryddet"], [])
    await tasks.stop()
