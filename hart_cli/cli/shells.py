"""The scripts by which bash, zsh, fish and PowerShell complete hart, and installing them.

Each script hands the words to hart on standard input and reads its offers. None evaluates what it gets.
"""

from __future__ import annotations

import os
from pathlib import Path

from hart_cli.errors import OutputError, UsageError
from hart_cli.i18n.messages import message

BASH = r"""# hart: completion for bash, 3.2 or newer
_hart_complete() {
    local word current i
    local -a words
    words=()
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]#[\"\']}
        words[i - 1]=${word//\\/}
    done
    # Up to 3.2 bash leaves --town=Brid one word, and still replaces only what follows the "=".
    current=${COMP_WORDS[COMP_CWORD]##*=}
    COMPREPLY=()
    while IFS= read -r word; do
        if [[ $word == :files ]]; then
            _hart_files
            return 0
        fi
        [[ $current == [\"\']* ]] || printf -v word '%q ' "$word"
        COMPREPLY[${#COMPREPLY[@]}]=$word
    done < <(printf '%s\0' "${words[@]}" | HART_COMPLETE=bash command "$1" 2>/dev/null)
}
_hart_files() {
    local path typed end
    typed=${current#[\"\']}
    while IFS= read -r word; do
        path=$word
        [[ $path == "~/"* ]] && path=$HOME/${path:2}
        end=' '
        [[ -d $path ]] && end=/
        if [[ $current == [\"\']* ]]; then
            COMPREPLY[${#COMPREPLY[@]}]=$word${end% }
        else
            printf -v word '%q' "$word"
            # A quoted tilde would be a letter like others.
            [[ $word == "\\~/"* ]] && word=${word:1}
            COMPREPLY[${#COMPREPLY[@]}]=$word$end
        fi
    done < <(compgen -f -- "${typed//\\/}")
}
complete -o nospace -F _hart_complete hart
"""

ZSH = r"""#compdef hart
# hart: completion for zsh
_hart() {
    local line
    local -a found offers shown
    found=("${(@f)$(printf '%s\0' "${(@Q)words[2,CURRENT]}" | HART_COMPLETE=zsh command "${(Q)words[1]}" 2>/dev/null)}")
    if [[ ${found[1]} == :files ]]; then
        _files
        return
    fi
    for line in "${found[@]}"; do
        [[ -n $line ]] || continue
        offers+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    (( ${#offers} )) && compadd -U -l -d shown -a offers
}
if [[ ${funcstack[1]-} == _hart ]]; then
    _hart "$@"
else
    compdef _hart hart
fi
"""

FISH = r"""# hart: completion for fish
function __hart_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct | string unescape)
    set -l found (printf '%s\0' $before[2..-1] "$current" | HART_COMPLETE=fish command $before[1] 2>/dev/null)
    if test "$found[1]" = :files
        __fish_complete_path "$current"
    else
        printf '%s\n' $found
    end
end
complete --command hart --no-files --arguments '(__hart_complete)'
"""

POWERSHELL = r"""# hart: completion for PowerShell, 5.1 or newer
Register-ArgumentCompleter -Native -CommandName hart -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_".Trim('"', "'") })
    $words += $wordToComplete.Trim('"', "'") + "`n"
    $Env:HART_COMPLETE = 'powershell'
    try { $found = @(($words -join "`n") | & $commandAst.CommandElements[0].Value 2>$null) }
    finally { Remove-Item Env:HART_COMPLETE }
    if ($found[0] -eq ':files') {
        return [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
    }
    foreach ($line in $found) {
        $offer, $about = $line -split "`t", 2
        if (-not $offer) { continue }
        if (-not $about) { $about = $offer }
        $typed = if ($offer -match '[^\w.=-]') { "'" + $offer.Replace("'", "''") + "'" } else { $offer }
        [System.Management.Automation.CompletionResult]::new($typed, $offer, 'ParameterValue', $about)
    }
}
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL, "pwsh": POWERSHELL}
"""The script of each shell by its program's name."""

_BLOCKS = {
    "bash": ('\n# hart: completion\n[ -r "{path}" ] && . "{path}"\n', ".bashrc"),
    "zsh": ('\n# hart: completion\nautoload -Uz compinit && compinit\n[ -r "{path}" ] && . "{path}"\n', ".zshrc"),
}


def this_shell() -> str:
    """Return the name of the shell that called hart. Raises UsageError where hart has no script for it."""
    import shellingham  # typer brings it

    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        name = ""
    if name not in SCRIPTS:
        raise UsageError(message("which shell this is could not be told; add its name: bash, zsh, fish or powershell"))
    return name


def install(shell: str) -> list[Path]:
    """Write the script of a shell where that shell finds it.

    For bash and zsh that is a file in the data folder of hart, and a few lines at the end of the start file of the
    shell, once; for fish it is one file.

    Returns:
        The files that are written.

    Raises:
        UsageError: PowerShell, whose profile hart leaves alone, or there is no home folder.
        OutputError: a file cannot be written.
    """
    if shell in ("powershell", "pwsh"):
        raise UsageError(
            message("hart leaves PowerShell's profile alone; type: hart --show-completion powershell >> $PROFILE")
        )
    home = os.environ.get("HOME") or os.path.expanduser("~")
    if not os.path.isabs(home):
        raise UsageError(message("there is no home folder to install into; hart --show-completion prints the script"))
    try:
        if shell == "fish":
            folder = _folder("XDG_CONFIG_HOME", Path(home) / ".config") / "fish" / "completions"
            return [_write(folder / "hart.fish", FISH)]
        return _install_sourced(shell, Path(home))
    except OSError as error:
        raise OutputError(
            message("{path} cannot be written ({reason})", path=error.filename or home, reason=error.strerror)
        ) from None


def _folder(variable: str, fallback: Path) -> Path:
    named = os.environ.get(variable, "")
    return Path(named) if os.path.isabs(named) else fallback


def _install_sourced(shell: str, home: Path) -> list[Path]:
    block, name = _BLOCKS[shell]
    path = _write(_folder("XDG_DATA_HOME", home / ".local" / "share") / "hart" / f"hart.{shell}", SCRIPTS[shell])
    start = (_folder("ZDOTDIR", home) if shell == "zsh" else home) / name
    lines = block.format(path=_escaped(path))
    # Only appended to: the file is the user's.
    with open(start, "a+", encoding="utf-8", errors="surrogateescape") as file:
        file.seek(0)
        if lines in file.read():
            return [path]
        file.write(lines)
    return [path, start]


def _escaped(path: Path) -> str:
    """Return a path with escapes for what a shell acts on inside double quotes."""
    return "".join("\\" + c if c in '"\\$`' else c for c in str(path))


def _write(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    beside.write_text(script, encoding="utf-8")
    os.replace(beside, path)
    return path
