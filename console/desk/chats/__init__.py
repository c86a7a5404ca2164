"""My chats as lanes: their clocks and lines, what is typed, what can be done before it closes."""
