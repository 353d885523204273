"""Liên Kết: from the conference to the result. One room per subject; `docs/` and each room's README say what is where."""
