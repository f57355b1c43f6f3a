"""Small rooms: 300 lines a file, 40 a function, imports from at most eight of our own modules."""

import ast
from collections.abc import Iterator

from tests.architecture.source import ROOT, files, tree

FILE, FUNCTION, OWN = 300, 40, 8
HOUSE = ("practitioners", "directory")
# The domain's words and its ways to refuse are spoken in every room; knowing them ties no room to another.
WORDS = {"practitioners.vocabulary", "practitioners.errors"}


def own_imports(module: ast.Module) -> set[str]:
    """The modules of ours that a module needs when it runs; neither imports for type checking nor words count."""
    found: set[str] = set()
    skipped = {
        inner
        for node in ast.walk(module)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(module):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {as_module(node.module, alias.name) for alias in node.names}
    return {name for name in found if name.split(".")[0] in HOUSE} - WORDS


def as_module(module: str, name: str) -> str:
    """`from practitioners import clock` needs practitioners.clock; a class comes from the module itself."""
    place = ROOT.joinpath(*module.split("."), name)
    return f"{module}.{name}" if place.is_dir() or place.with_suffix(".py").is_file() else module


def long_functions(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Functions above the limit with their lines, decorators not counted."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                yield node.name, lines


def test_no_file_is_long() -> None:
    lengths = {
        str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in files(*HOUSE, "tests")
    }
    assert len(lengths) > 20
    assert {path: lines for path, lines in lengths.items() if lines > FILE} == {}


def test_no_function_is_long() -> None:
    assert {(str(path), *found) for path in files(*HOUSE) for found in long_functions(tree(path))} == set()


def test_no_module_needs_many_of_ours() -> None:
    # An __init__ that gathers a package's names is a list, not a dependency.
    needs = {str(path): own_imports(tree(path)) for path in files(*HOUSE) if path.name != "__init__.py"}
    assert {path: sorted(names) for path, names in needs.items() if len(names) > OWN} == {}


def test_the_measures_measure() -> None:
    long = ast.parse("def long():\n" + "    pass\n" * FUNCTION)
    assert list(long_functions(long)) == [("long", FUNCTION + 1)]
    source = """
from typing import TYPE_CHECKING
import django
from practitioners import clock, errors
from practitioners.models import Account, Practitioner
if TYPE_CHECKING:
    from practitioners.models import Place
    from practitioners.scope import Rulebook
"""
    assert own_imports(ast.parse(source)) == {"practitioners.clock", "practitioners.models"}
