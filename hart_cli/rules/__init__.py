"""The rules of the data. `entry` holds those of one entry, `document` those of the bundled directory as a whole."""
