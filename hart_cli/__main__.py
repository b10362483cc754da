"""The entry point. A plain `hart hotline` is answered at once; everything else loads the application.

If the application, the data or the drawing fails on a hotline question, the numbers are printed all the same.
"""

import gc
import os
import sys


def main() -> int:
    """Answer the command line.

    Returns:
        The exit status. In an archive of zipapp, whose start file drops it, the process ends with it instead.
    """
    status = _main()
    if os.path.abspath(__file__).startswith(os.path.abspath(sys.argv[0]) + os.sep):
        sys.exit(status)
    return status


def _main() -> int:
    # A short run makes little garbage. Collecting it often, and once more at the end, takes a seventh of the time.
    gc.set_threshold(100_000, 50, 100)
    try:
        return _answer(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()


def _answer(arguments: list[str]) -> int:
    _make_importable()
    try:
        if arguments[:1] == ["hotline"]:
            from hart_cli.hotline_question import answer

            status = answer(arguments[1:])
            if status is not None:
                return status
        from hart_cli.cli.main import run
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 (nothing keeps the numbers from printing)
        return _print_numbers(arguments, error)
    return run(arguments)


def _make_importable() -> None:
    """Put the package on the path where it is not, as in `python -S PATH/__main__.py`."""
    try:
        import hart_cli  # noqa: F401
    except ImportError:
        sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def _print_numbers(arguments: list[str], error: BaseException) -> int:
    """Print the emergency numbers although the application cannot be imported. Returns the exit status."""
    from hart_cli import emergency

    name = getattr(error, "name", None) or type(error).__name__
    if os.environ.get("HART_DEBUG"):
        import traceback

        traceback.print_exception(type(error), error, error.__traceback__)
    if arguments[:1] == ["hotline"]:
        try:
            from hart_cli.hotline_question import last_resort
        except Exception:  # noqa: BLE001 (then the three lines are printed, whichever was asked for)
            last_resort = emergency.last_resort
        return last_resort(arguments[1:], f"a part of hart is missing or broken ({name})")
    line = f"hart: a part of hart is missing or broken ({name}); install it again. The emergency numbers:"
    emergency.write([line, *emergency.sentences()], sys.stderr)
    return 5


if __name__ == "__main__":
    sys.exit(main())
