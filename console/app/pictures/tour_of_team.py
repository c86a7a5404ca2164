"""A tour of the team's place and of my state: who does what, and saying how ready one is."""

from __future__ import annotations

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.ui.team.team_screen import TeamScreen
from console.ui.window.places import MAIL, TEAM
from console.ui.window.workplace import Workplace


async def tour_of_team(looking: Looking, work: Workplace) -> None:
    """Shows the team, what one colleague has, and the menu of my state. Raises PicturesFailed."""
    looking.window.frame.go(TEAM)
    screen = work.rooms.known(TEAM)
    assert isinstance(screen, TeamScreen)
    await settled(lambda: screen.folk.model.rows)
    await looking.at_window("team")
    loaded = max(screen.folk.model.rows, key=lambda row: len(row.chats))
    screen.folk.opened.emit(loaded)
    await settled(lambda: screen.person is not None and screen.person.lane.pane.model.rows)
    await looking.at_window("team-colleague")
    screen.look_away()
    day = looking.window.frame.bar.day
    assert day is not None
    assert day.my_state is not None
    day.my_state.ask_all()
    await looking.at_menu("my-state-menu")
    looking.window.frame.go(MAIL)
