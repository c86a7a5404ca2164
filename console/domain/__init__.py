"""What is true at the desk: rules one could tell a customer. Pure."""
