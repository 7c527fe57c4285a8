"""The workspace: rooms in which people run a standard on their own data. It imports the engine, never the other way."""
