"""A year of two sides: one story, told quickly in tests/browser/test_a_year.py and whole in the campaign "year" of `make soak`."""
