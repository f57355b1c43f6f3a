"""Templates are read by people: no line is over 120 characters. Text letters are left out: their lines are content."""

from tests.architecture.source import ROOT

LINE = 120


def long_lines(text: str) -> list[int]:
    """The numbers of the lines above the limit."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if len(line) > LINE]


def test_no_line_of_a_template_is_long() -> None:
    lines = {
        str(path.relative_to(ROOT)): long_lines(path.read_text("utf-8"))
        for path in sorted((ROOT / "templates").rglob("*.html"))
    }
    assert len(lines) > 100
    assert {path: numbers for path, numbers in lines.items() if numbers} == {}


def test_the_measure_measures() -> None:
    assert long_lines("<p>\n" + "é" * LINE + "\n" + "é" * (LINE + 1) + "\n</p>") == [3]
