"""What hart says: messages as values, and the catalogue that gives them in the language of the reader."""
