"""Passwords, kept by the operating system; never in the store, a file of ours, or a log.

Allowed are only keyrings that the system itself guards. `serve` may also be handed secrets as
files by systemd (systemd.io/CREDENTIALS), one a secret.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from console.domain.errors import ToldError
from console.domain.language import tr
from console.domain.phone_account import PhoneKind, PhoneSettings

SERVICE = "agent-console"
CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"

_CHAINER = "keyring.backends.chainer.ChainerBackend"
_GUARDED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
    }
)
_NO_FILE_NAME = re.compile(r"[^A-Za-z0-9.@_+-]")


class SecretsUnavailable(ToldError):
    """No safe place for passwords. The message says what to install or start."""


def mail_password_name(address: str) -> str:
    """The name of a mailbox's password."""
    return f"mail:{address}"


def phone_password_name(settings: PhoneSettings) -> str:
    """The name of an exchange's password, or of the key that a webhook is signed with."""
    if settings.kind is PhoneKind.WEBHOOK:
        return "phone:webhook"
    return f"phone:{settings.user}@{settings.host}"


def web_identity_names(site: str) -> tuple[str, str]:
    """The names of the keys that a site signs its visitors with: the one in use, the one before."""
    return f"web:{site}", f"web:{site}:before"


def credentials_folder() -> Path | None:
    """Where systemd has put this process's secrets, if it has."""
    given = os.environ.get(CREDENTIALS_VARIABLE, "")
    return Path(given) if given else None


class SecretStore:
    """Passwords by name. Threads: any; a keyring may ask a person to unlock it, so never the
    one that paints.
    """

    def __init__(self, credentials: Path | None = None) -> None:
        self._credentials = credentials

    def get(self, name: str) -> str | None:
        """A password, or None. Raises SecretsUnavailable."""
        given = self._given(name)
        if given is not None:
            return given
        answer = _asked(lambda ring: ring.get_password(SERVICE, name))
        return None if answer is None else str(answer)

    def set(self, name: str, value: str) -> None:
        """Keeps a password in the keyring. Raises SecretsUnavailable."""
        _asked(lambda ring: ring.set_password(SERVICE, name, value))

    def delete(self, name: str) -> None:
        """Forgets a password, if there is one. Raises SecretsUnavailable."""
        _asked(lambda ring: _forget(ring, name))

    def describe(self) -> str:
        """Which keyring is in use, as it calls itself. Raises SecretsUnavailable."""
        return str(_asked(lambda ring: ring.name))

    def _given(self, name: str) -> str | None:
        """The secret as a file: named after it, with `-` for what a file name cannot hold."""
        if self._credentials is None:
            return None
        file = self._credentials / credential_file(name)
        try:
            return file.read_text("utf-8").rstrip("\r\n")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise SecretsUnavailable(
                tr("Passordfilen {file} kan ikke leses: {reason}.", file=file, reason=error)
            ) from error


def credential_file(name: str) -> str:
    """What systemd's credential for a secret must be called."""
    return _NO_FILE_NAME.sub("-", name)


def _asked(question: Callable[[Any], Any]) -> Any:
    # Late: finding the backends costs a fifth of a second and reads every package's metadata.
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    ring = keyring.get_keyring()
    if not is_guarded(ring):
        raise SecretsUnavailable(_no_keyring(_class_name(ring)))
    try:
        return question(ring)
    except (KeyringError, OSError) as error:
        raise SecretsUnavailable(
            tr(
                "Nøkkelringen svarer ikke ({reason}). Lås den opp og prøv igjen.",
                reason=str(error) or type(error).__name__,
            )
        ) from error


def _forget(ring: Any, name: str) -> None:
    if ring.get_password(SERVICE, name) is not None:
        ring.delete_password(SERVICE, name)


def is_guarded(ring: Any) -> bool:
    """Whether a keyring backend is one that the operating system guards (by its class)."""
    name = _class_name(ring)
    if name == _CHAINER:
        return bool(ring.backends) and all(is_guarded(one) for one in ring.backends)
    return name in _GUARDED


def _class_name(ring: Any) -> str:
    return f"{type(ring).__module__}.{type(ring).__qualname__}"


def _no_keyring(found: str) -> str:
    return tr(
        "Denne maskinen har ingen trygg nøkkelring (fant {found}), så passord kan ikke lagres "
        "her. Linux: installer gnome-keyring eller KWallet og logg inn på nytt; en tjeneste uten "
        "skjerm får passordet fra systemd (LoadCredential).",
        found=found,
    )
