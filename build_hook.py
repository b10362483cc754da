"""Compiles the Spanish catalogue; and while the wheel is built the bundled directory, which it puts beside the code,
and writes the man pages, the completion of each shell and the list of parts."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPLETIONS = {
    "bash": "bash-completion/completions/hart",
    "zsh": "zsh/site-functions/_hart",
    "fish": "fish/vendor_completions.d/hart.fish",
    "powershell": "powershell/completions/hart.ps1",
}
"""Where each shell, or who packs hart for a system, looks for its script below share/."""


class CompileDirectory(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path[:0] = [self.root, f"{self.root}/release"]
        try:
            from hart_cli.i18n import compiler

            compiler.write(f"{self.root}/hart_cli/i18n")
            if self.target_name != "wheel" or version == "editable":
                return  # a checkout compiles its directory on first use, and again when the data changes
            import sbom

            from hart_cli.cli.man_pages import pages
            from hart_cli.cli.shells import SCRIPTS
            from hart_cli.store.database_file import thaw
            from hart_cli.store.loader import COMPILED, compile_bundled

            content = compile_bundled()
            shared = {f"man/man1/{n}": p for n, p in pages(thaw(content, COMPILED).meta("revised")).items()}
            shared |= {place: SCRIPTS[shell] for shell, place in COMPLETIONS.items()}
            parts = sbom.document(Path(self.root), self.metadata.version)
        finally:
            del sys.path[:2]
        folder = Path(tempfile.mkdtemp())
        compiled = _put(folder / COMPILED, content)
        build_data["force_include"][compiled] = f"hart_cli/{COMPILED}"
        for place, text in shared.items():
            build_data["shared_data"][_put(folder / "share" / place, text.encode())] = f"share/{place}"
        build_data["sbom_files"].append(_put(folder / "hart-directory.cdx.json", parts.encode()))


def _put(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(path)
