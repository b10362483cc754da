"""The door: a bare hotline question is answered at once, everything else imports the program.

If that import, the data or the drawing fails on a hotline question, the numbers are printed anyway.
"""

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def _emergency() -> "ModuleType":
    """Return the module of the built-in numbers, found beside this file where the package is not
    importable (`python -S PATH/__main__.py`)."""
    try:
        from hart_cli import emergency
    except ImportError:
        sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
        import emergency  # type: ignore[import-not-found, no-redef]
    return emergency


def main() -> int:
    """Answer the command line. Returns the exit code; inside an archive of zipapp it ends with it."""
    code = _main()
    # The start file that zipapp writes drops what this returns.
    if os.path.abspath(__file__).startswith(os.path.abspath(sys.argv[0]) + os.sep):
        sys.exit(code)
    return code


def _main() -> int:
    # A short run makes little garbage: looking for it often, and once more over everything at the end,
    # would cost a seventh of the time.
    gc.set_threshold(100_000, 50, 100)
    try:
        return _answered(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()


def _answered(arguments: list[str]) -> int:
    hotline = arguments[:1] == ["hotline"]
    if hotline:
        code: int | None = _emergency().answer(arguments[1:])
        if code is not None:
            return code
    try:
        from hart_cli.cli.main import run
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return _broken(arguments, hotline, error)
    return run(arguments)


def _broken(arguments: list[str], hotline: bool, error: BaseException) -> int:
    emergency = _emergency()
    what = getattr(error, "name", None) or type(error).__name__
    if os.environ.get("HART_DEBUG"):
        import traceback

        traceback.print_exception(type(error), error, error.__traceback__)
    if hotline:
        return int(emergency.last_resort(arguments[1:], f"a part of hart is missing or broken ({what})"))
    line = f"hart: a part of hart is missing or broken ({what}); install it again. The emergency numbers:"
    emergency.write([line, *emergency.spoken_lines()], sys.stderr)
    return 5


if __name__ == "__main__":
    sys.exit(main())
