"""Oversikt: what goes on in every channel side by side, or in one list by urgency."""
