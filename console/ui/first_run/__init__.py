"""The first run: three questions on one calm page."""
