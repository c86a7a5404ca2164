"""Lists that people work from: their heads, rows, keys and menus, and what a search found."""
