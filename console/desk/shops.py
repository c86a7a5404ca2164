"""Finding a shop of the register by its name, customer number or telephone number."""

from __future__ import annotations

from console.data.queries.shops import find_shops, shop_card
from console.desk.workers import Workers
from console.domain.ids import ShopId
from console.domain.shops import ShopCard


class ShopFinder:
    """Reads the store each time; raises ActFailed, StoreAway where it cannot be read."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def find(self, words: str) -> tuple[ShopCard, ...]:
        """Shops whose name or number begins so, by name; none for no words."""
        wanted = words.strip()
        return await self._workers.read(find_shops, wanted) if wanted else ()

    async def card(self, shop: ShopId) -> ShopCard | None:
        """What is known of one shop."""
        return await self._workers.read(shop_card, shop)
