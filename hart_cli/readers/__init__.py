"""Readers turn a format into records, and name every fault they meet."""
