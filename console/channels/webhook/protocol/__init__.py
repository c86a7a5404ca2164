"""What a webhook's messages say and prove, without I/O."""
