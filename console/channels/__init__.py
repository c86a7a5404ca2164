"""The outside: one folder a channel; protocol, transport, connector."""
