"""Asking from outside whether a webhook is heard just now."""

from __future__ import annotations

import requests

from console.channels.contract import ChannelDown, Health
from console.channels.webhook.door import HEALTH, PATH
from console.domain.language import tr
from console.domain.phone_account import PhoneSettings

_STEP_S = 5.0


def ask_health(settings: PhoneSettings) -> Health:
    """That `serve` takes messages where the setting says. Raises ChannelDown."""
    place = f"{settings.listen_host}:{settings.listen_port}"
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(f"http://{place}{HEALTH}", timeout=_STEP_S, allow_redirects=False)
    except requests.RequestException as error:
        raise ChannelDown(
            tr("Ingen tar imot webhooken på {place}. Kjører serve på denne maskinen?", place=place)
        ) from error
    if answer.status_code != requests.codes.ok:
        raise ChannelDown(
            tr(
                "På {place} svarer noe, men webhooken tas ikke imot ({status}). Vent et øyeblikk "
                "og prøv igjen; ellers hører porten til noe annet.",
                place=place,
                status=answer.status_code,
            )
        )
    return Health(tr("webhook"), place, (f"http://{place}{PATH}",))
