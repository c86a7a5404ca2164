"""The place Telefon, and what the telephone shows in every other place."""
