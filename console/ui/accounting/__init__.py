"""Bases for invoices on the screen: the list, one whole, its acts, and the price rules."""
