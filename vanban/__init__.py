"""The reading engine: Vietnamese official prose in, facts with exact characters out."""
