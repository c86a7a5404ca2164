"""Escalations on the screen: asking others of the house, the lane, the part of the case."""
