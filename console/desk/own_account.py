"""One's own account on the store: which store, which login, and a new password."""

from __future__ import annotations

from console.data.commands.logins import change_own_password
from console.data.opening import store_login, store_password_name
from console.data.transaction import new_act
from console.desk.mailbox import Secrets
from console.desk.workers import Workers
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person


class OwnAccount:
    """`store` is the store's URL, without a password."""

    def __init__(
        self, workers: Workers, store: str, clock: Clock, me: Person, secrets: Secrets
    ) -> None:
        self.store = store
        self._workers = workers
        self._clock = clock
        self._me = me
        self._secrets = secrets

    @property
    def words(self) -> str:
        """Who one is here."""
        return f"{self._me.name} ({self._me.login})"

    @property
    def has_password(self) -> bool:
        """Only a store on a server asks for one."""
        return store_login(self.store) is not None

    async def change_password(self, new: str) -> str:
        """Changes it, and in the keyring; words when that did not take it. Raises ActFailed."""
        act = new_act(self._me.id, self._clock.now())
        await self._workers.perform(act, change_own_password, new)

        def keep() -> None:
            self._secrets.set(store_password_name(self.store), new)

        try:
            await self._workers.on_files(keep)
        except Exception as error:
            return tr(
                "Passordet er byttet, men det nye kunne ikke legges i nøkkelringen: {reason} Du må "
                "skrive det inn neste gang programmet starter.",
                reason=error,
            )
        return ""
