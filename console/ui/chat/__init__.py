"""The place Chat: chats side by side, what rings for me, and the minutes before it closes."""
