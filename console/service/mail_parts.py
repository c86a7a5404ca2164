"""The mailbox that the setting names: its parts run as long as setting and password stand."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from console.data.commands.connectors import mark_failing
from console.data.commands.messages import MAIL
from console.data.secrets import SecretsUnavailable
from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.service.bell import Bell, Bells
from console.service.delivery import Delivery
from console.service.health import HealthBoard
from console.service.intake import Intake
from console.service.leading_store import LeadingStore
from console.service.listening import Listening
from console.service.mail_account import Account, Connect, Secrets, named_account
from console.service.part import PartPlan, PartState, Rest
from console.service.supervisor import Patience, Supervisor

log = logging.getLogger("console.mail")

LOOK_S = 15.0
"""How often setting and password are compared with what runs; a change of the setting rings."""

ENDING_S = 1.0
"""How often it is looked whether the former parts have ended."""

ACCOUNT, INTAKE, DELIVERY = "mail", "mail.intake", "mail.delivery"
LISTENING = "mail.listening"

PATIENCE = Patience(grace_s=4.0, break_off_s=3.0)


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
        self._patience = patience
        self._parts = Supervisor(health.tell, desk.term.holds, bell=bell)
        self._account: Account | None = None
        self._problem = ""

    def step(self) -> Rest:
        """Compares what is wanted with what runs. Raises StoreError."""
        try:
            wanted = named_account(self._desk.read, self._secrets)
        except SecretsUnavailable as error:
            # A keyring that is locked just now is no reason to stop what runs.
            return self._failing(str(error))
        except SettingsError as error:
            self._parts.stop(self._patience)
            self._account = None
            return self._failing(str(error))
        if wanted != self._account:
            left = self._parts.stop(self._patience)
            self._account = None
            if left:
                text = tr("venter på at {parts} skal ta slutt", parts=", ".join(left))
                return Rest(ENDING_S, PartState.FAILING, text)
            if wanted is not None:
                self._start(wanted)
            self._account = wanted
        self._problem = ""
        return Rest(LOOK_S, text=_words(wanted))

    def break_off(self) -> None:
        """A round is a few questions: it ends by itself, or waits for a keyring."""

    def close(self) -> None:
        """Ends the mailbox's parts."""
        self._parts.stop(self._patience)

    def _failing(self, problem: str) -> Rest:
        if problem != self._problem:
            log.warning("the mailbox cannot be used: %s", problem)
            self._desk.upkeep(mark_failing, MAIL, problem)
        self._problem = problem
        return Rest(LOOK_S, PartState.FAILING, problem)

    def _start(self, account: Account) -> None:
        desk, connect = self._desk, self._connect
        server_back = threading.Event()
        sending = self._parts.start(
            PartPlan(DELIVERY, lambda bell: Delivery(desk, connect(account), bell, server_back))
        )
        self._bells.hang(DELIVERY, sending)

        def recovered() -> None:
            server_back.set()
            sending.ring()

        fetching = self._parts.start(
            PartPlan(INTAKE, lambda bell: Intake(desk, connect(account), bell, recovered))
        )

        def listen(bell: Bell) -> Listening:
            words, line = tr("lytter etter ny e-post"), connect(account)
            return Listening(LISTENING, words, line, fetching.ring, self._health.tell, bell)

        self._parts.start(PartPlan(LISTENING, listen))


def _words(account: Account | None) -> str:
    if account is None:
        return tr("venter: ingen postkasse er lagt inn")
    return tr("postkassen er {address}", address=account.settings.address)
