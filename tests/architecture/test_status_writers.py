"""Only the workflow changes what a credential or a practitioner stands at."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import files, tree

GUARDED = {"status", "visibility"}
WRITING_CALLS = {"update", "create", "get_or_create", "update_or_create", "aget_or_create", "bulk_update"}
NOUNS = {"Credential", "Practitioner"}
ALLOWED = (
    "practitioners/workflow/",
    "practitioners/demonstration/bulk",  # fills large demonstrations in batches; a test holds it to the verbs
)


def writes(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Each line that sets one of the guarded fields, and how."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr in GUARDED and not of_response(target):
                    yield node.lineno, f".{target.attr} ="
                elif isinstance(target, ast.Subscript) and text(target.slice) in GUARDED:
                    yield node.lineno, f"[{text(target.slice)}] ="  # columns on their way into update()
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, word) for word in called(node))


def called(node: ast.Call) -> Iterator[str]:
    """The guarded fields that a call writes: as a keyword, in a dict it is given, or by setattr."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "setattr" and len(node.args) > 1 and text(node.args[1]) in GUARDED:
        yield f"setattr {text(node.args[1])}"
    if name in WRITING_CALLS | NOUNS:
        given = {keyword.arg for keyword in node.keywords}
        for inner in ast.walk(node):
            if isinstance(inner, ast.Dict):
                given |= {text(key) for key in inner.keys if key}
            elif name == "bulk_update" and isinstance(inner, ast.Constant):
                given.add(text(inner))
        yield from (f"{name}({word}=)" for word in sorted(GUARDED & given))


def text(node: ast.expr) -> str | None:
    """The words of a literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def of_response(target: ast.Attribute) -> bool:
    """Whether it is an answer's status code and no row's."""
    return isinstance(target.value, ast.Name) and target.value.id in {"response", "answer"}


def allowed(path: Path) -> bool:
    """Whether this file may write them."""
    return path.as_posix().startswith(ALLOWED)


def test_only_the_workflow_writes_status_and_visibility() -> None:
    found = {
        f"{path}:{line} {how}"
        for path in files("practitioners", "directory")
        if not allowed(path)
        for line, how in writes(tree(path))
    }
    assert found == set()


def test_the_workflow_does_write_them() -> None:
    found = {how for path in files("practitioners/workflow") for _, how in writes(tree(path))}
    assert any("status" in how for how in found)
    assert any("visibility" in how for how in found)


def test_the_search_finds_every_way() -> None:
    source = """
credential.status = "verified"
credential.status: str = "verified"
setattr(credential, "status", "verified")
Credential.objects.filter(pk=1).update(status="verified", level=2)
Credential.objects.filter(pk=1).update(**{"status": "verified"})
Credential.objects.create(status="verified")
Credential(status="verified")
Practitioner.objects.get_or_create(slug="ada", defaults={"visibility": "public"})
Practitioner.objects.bulk_update(people, ["visibility"])
columns["status"] = "verified"
response.status = 200
Credential.objects.filter(status="verified")
Place.objects.filter(pk=1).update(locality="Austin")
"""
    assert {line for line, _ in writes(ast.parse(source))} == set(range(2, 12))
