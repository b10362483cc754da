"""Compiles the bundled directory while the wheel is built, puts it beside the code, and writes the man pages."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileDirectory(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return  # a checkout compiles on first use, and again when the data changes
        sys.path.insert(0, self.root)
        try:
            from hart_cli.cli.manual import pages
            from hart_cli.store.opening import COMPILED, compile_bundled
            from hart_cli.store.store import thaw

            content = compile_bundled()
            written = pages(thaw(content, COMPILED).meta("revised"))
        finally:
            sys.path.pop(0)
        folder = Path(tempfile.mkdtemp())
        (folder / COMPILED).write_bytes(content)
        build_data["force_include"][str(folder / COMPILED)] = f"hart_cli/{COMPILED}"
        for name, page in written.items():
            (folder / name).write_text(page, encoding="utf-8")
            build_data["shared_data"][str(folder / name)] = f"share/man/man1/{name}"
