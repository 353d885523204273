"""File formats → text, one format per file. Nobody but `vanban.extract` calls these."""
