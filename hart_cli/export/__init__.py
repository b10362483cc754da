"""Other people's formats, one module each. A writer takes hits and yields text."""
