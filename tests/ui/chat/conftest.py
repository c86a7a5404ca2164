"""Chat on a real desk: a store in a file, and visitors that the chat's door tells of."""

from __future__ import annotations

import pytest
from ui.chat.at_chats import AtChats
from ui.overview.at_overview import AtOverview
from ui.overview.conftest import overview, unconnected
from ui.window.conftest import at_window, keyring, window

from console.ui.chat.chat_screen import ChatScreen
from console.ui.window.places import CHAT

__all__ = ["at_window", "keyring", "overview", "unconnected", "window"]


@pytest.fixture
def chats(overview: AtOverview) -> AtChats:
    """Sunniva in Chat; nobody writes yet."""
    overview.at.window.frame.go(CHAT)
    screen = overview.at.work.rooms.known(CHAT)
    assert isinstance(screen, ChatScreen)
    overview.at.until(screen.isVisible)
    return AtChats(overview, screen)
