"""The schema. Known to `console.data` alone."""
