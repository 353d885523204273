"""What a person hands in with each deed. Rules live in the deeds; forms read, bound and explain."""
