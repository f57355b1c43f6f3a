"""Everything is run by turns, so that a busy moment of the machine falls on all alike."""

import gc
import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from directory.management.bench.searches import Subject

WHOLE = "whole"


@dataclass(frozen=True)
class Spent:
    """Milliseconds over all repeats."""

    median: float
    p95: float


Times = Mapping[str, Mapping[str, Spent]]
"""For each subject's key, its spans; `whole` is the time as the caller sees it."""


def measure(
    subjects: Sequence[Subject], *, repeats: int, progress: Callable[[int, int], None] | None = None
) -> Times:
    """Each subject once unmeasured, then all of them by turns."""
    taken: dict[str, dict[str, list[float]]] = {subject.key: defaultdict(list) for subject in subjects}
    for subject in subjects:
        subject.run()
    for turn in range(repeats):
        for subject in subjects:
            # What one leaves behind is not for the next to clear away.
            gc.collect()
            started = time.perf_counter()
            spans = subject.run()
            taken[subject.key][WHOLE].append((time.perf_counter() - started) * 1000)
            for name, spent in spans.items():
                taken[subject.key][name].append(spent)
        if progress:
            progress(turn + 1, repeats)
    return {key: {name: _spent(values) for name, values in spans.items()} for key, spans in taken.items()}


def _spent(values: Sequence[float]) -> Spent:
    ordered = sorted(values)
    return Spent(statistics.median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1])
