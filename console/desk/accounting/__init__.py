"""Bases for invoices as the window shows them: rows, one whole, who may do what, price rules."""
