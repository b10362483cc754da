"""Ink for people and scripts: meaning becomes text once, here, made safe for where it goes."""
