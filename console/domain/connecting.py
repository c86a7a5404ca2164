"""What the setting of every connection is checked with: names of servers, ports, this machine."""

from __future__ import annotations

import re
from ipaddress import ip_address

from console.domain.language import tr


class SettingsError(ValueError):
    """A setting that cannot work. The message says which, why, and what to write instead."""


def check_port(port: int) -> None:
    """Raises `SettingsError` for what is no port."""
    if not 1 <= port <= 65535:
        raise SettingsError(tr("Port {port} finnes ikke. Bruk 1 til 65535.", port=port))


def is_server_name(host: str) -> bool:
    """Whether it can be the name or number of a server; names are not looked up."""
    return bool(host) and re.search(r"[\s/@\x00-\x1f]", host) is None


def is_loopback(host: str) -> bool:
    """Whether the host is this machine by name or number; names are not looked up."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
