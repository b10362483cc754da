"""Start hart from its executable archive, where this file is `__main__.py`.

It unpacks hart once, below SHIV_ROOT or ~/.shiv, and says so. The archive answers the emergency lines without
unpacking, and every command if it cannot unpack. Every Python from 3.6 on can read this file, so an old one can print
what is wrong, with the numbers.
"""

import os
import sys
import zipfile

ARCHIVE = os.path.dirname(os.path.abspath(__file__))
NUMBERS = "hotline.txt"
OLDEST = (3, 11)


def start() -> None:
    """Answer the command line. Raises SystemExit with the exit status."""
    if sys.version_info < OLDEST:
        sys.exit(too_old())
    if sys.argv[1:2] != ["hotline"] and unpacked():
        from _bootstrap import bootstrap

        bootstrap()
    sys.path.insert(0, os.path.join(ARCHIVE, "site-packages"))
    from hart_cli.__main__ import main

    sys.exit(main())


def too_old() -> int:
    """Print the required version, and the numbers. Return the exit status: 0 if the command asks for the numbers."""
    with zipfile.ZipFile(ARCHIVE) as archive:
        numbers = archive.read(NUMBERS).decode("ascii")
    asked = sys.argv[1:] == ["hotline"]
    oldest, this = [".".join(map(str, version[:2])) for version in (OLDEST, sys.version_info)]
    say(f"hart needs Python {oldest} or newer; this is Python {this}. The emergency numbers:")
    (sys.stdout if asked else sys.stderr).write(numbers)
    return 0 if asked else 5


def unpacked() -> bool:
    """Unpack hart if necessary. Return whether it is unpacked."""
    from _bootstrap import cache_path, extract_site_packages
    from _bootstrap.environment import Environment

    try:
        with zipfile.ZipFile(ARCHIVE) as archive:
            env = Environment.from_json(archive.read("environment.json").decode())
            folder = cache_path(archive, env.root, env.build_id)
            if (folder / "site-packages").exists():
                return True
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # If shiv cannot write its lock, it waits forever on Windows.
            (folder.parent / f".{folder.name}_lock").touch()
            extract_site_packages(archive, folder, env.compile_pyc, env.compile_workers)
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home folder
        why = getattr(error, "strerror", None) or error
        say(f"it could not be unpacked ({why}); it answers inside the archive. SHIV_ROOT names another folder.")
        return False
    say(f"unpacked into {folder}, where it stays until you delete it. SHIV_ROOT names another folder.")
    return True


def say(what: str) -> None:
    """Print a line on standard error, if there is one."""
    try:  # noqa: SIM105 (this runs before anything may be imported)
        sys.stderr.write(f"hart: {what}\n")
    except (AttributeError, OSError, ValueError):
        pass


if __name__ == "__main__":
    start()
