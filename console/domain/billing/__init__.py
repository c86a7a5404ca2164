"""What critical support costs: work intervals, the firm's policy, started hours, the basis."""
