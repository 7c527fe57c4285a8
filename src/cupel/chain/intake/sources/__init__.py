"""Reading files of any kind as batches of raw rows."""
