"""Files for accounting, each made from the canonical document of a basis alone."""
