"""The telephone exchange: Asterisk by its Manager Interface (AMI)."""
