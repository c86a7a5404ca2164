"""Real servers that tests talk to: started on free loopback ports, ended by their own id."""
