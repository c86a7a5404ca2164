"""Acts on the desk: one file a noun, one function an act, one transaction each."""
