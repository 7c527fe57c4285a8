"""Side-by-side measurements against named peers: ``make bench`` or ``python -m benchmarks.run NAME``."""
