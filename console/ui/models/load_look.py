"""What somebody has on their hands, as cells."""

from __future__ import annotations

from console.domain.load import Load
from console.widgets.units_bar import UnitsFace


def units_face(load: Load) -> UnitsFace:
    """A cell a unit; who is in a call has all of them taken by one thing."""
    return UnitsFace(load.used, load.units.capacity, is_one=load.calls > 0)
