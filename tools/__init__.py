"""What `make` calls: one command per file, run as `python -m tools.<name>` from the project's root."""
