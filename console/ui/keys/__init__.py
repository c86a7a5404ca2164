"""This person's keys at the window: shortcuts that follow them, and the page to change them."""
