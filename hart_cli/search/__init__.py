"""Search: a question is read, entries are ranked, eligibility is decided, a result comes back."""
