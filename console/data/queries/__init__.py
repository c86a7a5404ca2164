"""What is read from the store: values leave, rows never do."""
