"""Entries to HSDS: the JSON, the tables and their description, each loss counted."""
