"""hart: a directory for caseworkers, schools, police, parents and survivors of trafficking in
Connecticut, answered from the command line. Offline, sourced, and nothing searched for is kept.

Scripts start with `from hart_cli import open_directory`.
"""

__version__ = "0.1.0"
__all__ = ["Directory", "__version__", "open_directory"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hart_cli.api import Directory, open_directory


def __getattr__(name: str) -> object:
    """Load the library when a script asks for it: the emergency numbers need none of it."""
    if name in ("Directory", "open_directory"):
        from hart_cli import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
