"""The agent console of a support team."""
