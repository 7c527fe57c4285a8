"""Turning raw cells into the engine's types: numbers, days and instants, codes."""
