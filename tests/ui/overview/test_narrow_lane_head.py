"""A lane's head where there is little room: the name is never cut, what is late never hidden."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.ui.lanes.lane_head import Figures, LaneHead
from console.widgets.badge import BadgeLabel
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label


@pytest.fixture
def head(hub: ThemeHub, qtbot: QtBot) -> LaneHead:
    hub.use_text_percent(150)
    made = LaneHead(hub, "Eskaleringer", "corner-up-right")
    qtbot.addWidget(made)
    made.leave_density()
    made.show_figures(Figures(count=6, soon=1, late=2))
    made.show()
    return made


def name(head: LaneHead) -> Label:
    return next(label for label in head.findChildren(Label) if label.text == "Eskaleringer")


def wide(head: LaneHead, qtbot: QtBot, width: int) -> None:
    head.setFixedWidth(width)
    qtbot.waitUntil(lambda: head.width() == width)


def test_with_room_there_is_an_icon_and_both_badges(head: LaneHead, qtbot: QtBot) -> None:
    wide(head, qtbot, 600)
    assert all(badge.isVisible() for badge in head.findChildren(BadgeLabel))
    assert head.findChildren(IconLabel)[0].isVisible()


@pytest.mark.parametrize("width", [240, 260, 280, 300, 320])
def test_the_name_is_whole_and_what_is_late_stands_there(
    head: LaneHead, qtbot: QtBot, width: int
) -> None:
    wide(head, qtbot, width)
    label = name(head)
    qtbot.waitUntil(lambda: label.width() >= label.sizeHint().width())
    assert sum(badge.isVisible() for badge in head.findChildren(BadgeLabel)) >= 1
