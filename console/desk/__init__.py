"""The live desk without Qt: read models, acts, drafts, connection state."""
