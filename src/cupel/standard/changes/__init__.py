"""What changed between editions, and what it means for results against the older one."""
