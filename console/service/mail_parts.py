"""The mailbox that the setting names: its parts run as long as setting and password stand."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from console.data.commands.messages import MAIL
from console.data.secrets import SecretsUnavailable
from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.service.account_parts import PATIENCE, AccountParts, still_ending
from console.service.bell import Bell, Bells
from console.service.delivery import Delivery
from console.service.health import HealthBoard
from console.service.intake import Intake
from console.service.leading_store import LeadingStore
from console.service.listening import Listening
from console.service.mail_account import Account, Connect, Secrets, named_account
from console.service.part import PartPlan, Rest
from console.service.supervisor import Patience

log = logging.getLogger("console.mail")

ACCOUNT, INTAKE, DELIVERY = "mail", "mail.intake", "mail.delivery"
LISTENING = "mail.listening"


class MailAccount:
    """The part that keeps intake, listening and delivery running for the account of the setting.

    A changed setting or password ends them and starts them anew; never two generations at once.
    """

    def __init__(
        self,
        desk: LeadingStore,
        secrets: Secrets,
        connect: Connect,
        health: HealthBoard,
        bells: Bells,
        patience: Patience = PATIENCE,
        bell: Callable[[], Bell] = Bell,
    ) -> None:
        self._desk = desk
        self._secrets = secrets
        self._connect = connect
        self._health = health
        self._bells = bells
        self._parts = AccountParts(desk, MAIL, health, log, patience, bell)
        self._account: Account | None = None

    def step(self) -> Rest:
        """Compares what is wanted with what runs. Raises StoreError."""
        try:
            wanted = named_account(self._desk.read, self._secrets)
        except SecretsUnavailable as error:
            # A keyring that is locked just now is no reason to stop what runs.
            return self._parts.failing(str(error))
        except SettingsError as error:
            self._parts.end()
            self._account = None
            return self._parts.failing(str(error))
        if wanted != self._account:
            left = self._parts.end()
            self._account = None
            if left:
                return still_ending(left)
            if wanted is not None:
                self._start(wanted)
            self._account = wanted
        return self._parts.well(_words(wanted))

    def break_off(self) -> None:
        """A round is a few questions: it ends by itself, or waits for a keyring."""

    def close(self) -> None:
        """Ends the mailbox's parts."""
        self._parts.end()

    def _start(self, account: Account) -> None:
        desk, connect = self._desk, self._connect
        server_back = threading.Event()
        sending = self._parts.supervisor.start(
            PartPlan(DELIVERY, lambda bell: Delivery(desk, connect(account), bell, server_back))
        )
        self._bells.hang(DELIVERY, sending)

        def recovered() -> None:
            server_back.set()
            sending.ring()

        fetching = self._parts.supervisor.start(
            PartPlan(INTAKE, lambda bell: Intake(desk, connect(account), bell, recovered))
        )

        def listen(bell: Bell) -> Listening:
            words, line = tr("lytter etter ny e-post"), connect(account)
            return Listening(LISTENING, words, line, fetching.ring, self._health.tell, bell)

        self._parts.supervisor.start(PartPlan(LISTENING, listen))


def _words(account: Account | None) -> str:
    if account is None:
        return tr("venter: ingen postkasse er lagt inn")
    return tr("postkassen er {address}", address=account.settings.address)
