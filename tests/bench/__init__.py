"""Benches: the product against a bare twin, in the same run."""
