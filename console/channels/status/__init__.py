"""The firm's status page: what it says (`summary`, no I/O) and fetching it (`fetch`)."""
