"""Reusable Qt parts that know plain values only."""
