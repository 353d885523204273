"""Campaigns of `make soak` against the whole site; short ones of them are tests too."""
