"""Composition: the only place that knows concrete classes. Builds, wires, starts, stops."""
