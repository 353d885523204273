"""What a person hands in with each deed on a programme. Rules live in the deeds; forms read, bound and explain."""
