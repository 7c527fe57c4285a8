"""A standard on disk: YAML in and out, its schema, and every mistake with its line."""
