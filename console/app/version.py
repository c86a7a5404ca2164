"""The version that people see; the package's own."""

VERSION = "0.1.0"
