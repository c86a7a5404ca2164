"""The Manager Interface as a language, without I/O: bytes to messages to the queues as they are."""
