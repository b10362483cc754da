"""The command line: the only user of typer. One short file per command."""
