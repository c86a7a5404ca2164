"""The house's own chat: the door that visitors' browsers speak to, and its connector."""
