"""What the network is. Each package owns its tables and its words; the layers are in pyproject.toml."""
