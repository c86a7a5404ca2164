"""Where the status page lies: the documents' own address, or what the firm has set."""

from __future__ import annotations

import pytest
from fixtures.house import House

from console.data.commands.settings import set_setting
from console.data.queries.billing_settings import BRAND, seller
from console.desk.status_page import StatusPage
from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.status_page import DEFAULT_ADDRESS, host_of


async def read(workers: Workers, tasks: Tasks) -> str:
    page = StatusPage(workers, tasks.spawn)
    await page._read()
    return page.address.value


@pytest.mark.asyncio
async def test_the_documents_own_until_the_firm_sets_another(
    house: House, workers: Workers, tasks: Tasks
) -> None:
    assert await read(workers, tasks) == DEFAULT_ADDRESS
    assert host_of(DEFAULT_ADDRESS) == "status.mystore.no"
    house.act(None, set_setting, BRAND, {"name": "Mystore AS"}, 0)
    assert await read(workers, tasks) == DEFAULT_ADDRESS
    address = "https://drift.example/nå?vis=alt"
    house.act(None, set_setting, BRAND, {"name": "Mystore AS", "status_page": address}, 1)
    assert await read(workers, tasks) == address
    assert host_of(address) == "drift.example"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "drift.example", "https://[", 7, {}]
)
async def test_what_is_no_page_of_the_web_is_never_opened(
    house: House,
    workers: Workers,
    tasks: Tasks,
    address: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    house.act(None, set_setting, BRAND, {"status_page": address}, 0)
    assert await read(workers, tasks) == DEFAULT_ADDRESS
    assert bool(address) == ("leads nowhere" in caplog.text)


def test_it_is_no_matter_of_a_bill(house: House) -> None:
    brand = {"name": "Mystore AS", "status_page": "https://drift.example"}
    house.act(None, set_setting, BRAND, brand, 0)
    assert house.store.read(seller) == {"name": "Mystore AS"}
