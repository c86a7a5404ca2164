"""The team's settings: one value a key, checked against the version that was seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.data.errors import Conflict
from console.data.tables.people import SettingRow
from console.data.transaction import Transaction
from console.domain.language import tr


def set_setting(tx: Transaction, key: str, value: Any, seen_version: int) -> dict[str, Any]:
    """Stores a value; `seen_version` is 0 for one that was not there. Raises Conflict."""
    row = tx.session.get(SettingRow, key, with_for_update=True)
    if (0 if row is None else row.version) != seen_version:
        raise Conflict(tr("Innstillingen er endret av en annen. Se på den nye verdien først."))
    if row is None:
        row = SettingRow(
            key=key, value=value, version=1, changed_at=tx.act.at, changed_by=tx.act.actor
        )
        tx.session.add(row)
    else:
        row.value, row.version = value, row.version + 1
        row.changed_at, row.changed_by = tx.act.at, tx.act.actor
    tx.record("SettingChanged", "setting", key, version=row.version)
    return {"version": row.version}


def set_settings(
    tx: Transaction, values: Mapping[str, Any], seen_versions: Mapping[str, int]
) -> dict[str, Any]:
    """Stores several values together or not at all; their versions by key. Raises Conflict."""
    return {
        key: set_setting(tx, key, value, seen_versions[key])["version"]
        for key, value in values.items()
    }
