"""Mail without a wire: bytes to values, values to bytes. No I/O."""
