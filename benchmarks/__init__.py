"""What the project promises in numbers, measured: one JSON line a figure."""
