"""Everything is run by turns, so that a busy moment of the machine falls on all alike."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from directory.management.bench.searches import Subject


@dataclass(frozen=True)
class Spent:
    """A span over all repeats, in milliseconds. `least` is what remains where the machine had other work too."""

    least: float
    median: float
    p95: float


Times = Mapping[str, Mapping[str, Spent]]
"""For each subject's key, its spans by name."""


def measure(
    subjects: Sequence[Subject], *, repeats: int, progress: Callable[[int, int], None] | None = None
) -> Times:
    """Each subject once unmeasured, then all of them by turns."""
    taken: dict[str, dict[str, list[float]]] = {subject.key: defaultdict(list) for subject in subjects}
    for subject in subjects:
        subject.run()
    for turn in range(repeats):
        for subject in subjects:
            for name, milliseconds in subject.run().items():
                taken[subject.key][name].append(milliseconds)
        if progress:
            progress(turn + 1, repeats)
    return {key: {name: spent(values) for name, values in spans.items()} for key, spans in taken.items()}


def spent(values: Sequence[float]) -> Spent:
    """The median, and what 95 of 100 stay within."""
    ordered = sorted(values)
    return Spent(ordered[0], statistics.median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1])
