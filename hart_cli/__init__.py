"""hart: a directory for caseworkers, schools, police, parents and survivors of trafficking in
Connecticut, answered from the command line. Offline, sourced, and nothing searched for is kept."""

__version__ = "0.1.0"
