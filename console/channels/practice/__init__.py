"""A practice day: simulated customers who write, chat and call, and the connectors that show them.

The world is a discrete-event simulation that is moved on by hand: no I/O, no clock, no threads.
Everything in it follows from its seed and from what is done to it at which instant.
"""
