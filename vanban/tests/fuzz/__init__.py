"""Broken files and texts without end: `python -m vanban.tests.fuzz --minutes 10 --only pdf`.

Every case comes from its seed and its number alone, so a find is made again by `--seed S --case N`.

seeds.py    small files and texts of our own, which are then broken
mutate.py   the ways to break bytes, packed parts, markup and words
checks.py   what must hold whatever comes in
campaign.py runs a target in a process of its own that may crash or hang, and writes down what was found
"""
