"""What `serve` runs: intake, delivery, supervision, health."""
