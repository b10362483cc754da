"""The compiled directory: records and their terms in one SQLite database, opened without TOML."""
