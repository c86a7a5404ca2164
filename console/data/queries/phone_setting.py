"""The exchange and its telephones as settings, and which telephones it has told of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.queries.people import Setting, setting
from console.data.tables.live import QueueMemberRow
from console.domain.phone_account import KEY
from console.domain.telephones import KEY as TELEPHONES


@dataclass(frozen=True)
class PhoneSettingRows:
    """Both settings as stored, None where there is none; `told` are interfaces, in order."""

    phone: Setting | None
    telephones: Setting | None
    told: tuple[str, ...]


def phone_setting(session: Session) -> PhoneSettingRows:
    told = session.scalars(select(QueueMemberRow.interface).distinct())
    return PhoneSettingRows(
        setting(session, KEY), setting(session, TELEPHONES), tuple(sorted(told))
    )
