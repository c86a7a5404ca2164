"""The practice day: a throw-away store, simulated customers, and colleagues who work beside one."""
