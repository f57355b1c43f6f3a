"""Our own source files, parsed."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files(*rooms: str, migrations: bool = False) -> Iterator[Path]:
    """Every Python file of these rooms, relative to the project's folder."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def tree(path: Path) -> ast.Module:
    """The file as a syntax tree."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))
