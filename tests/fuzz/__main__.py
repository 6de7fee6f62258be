"""`make fuzz`: many inputs nobody thought of, each read within 2 s and 300 MB (promises 2.6). Ends with 1 on a finding.

With Atheris at hand (`--guided`) coverage leads the way; without it, mutations of the corpus by chance from a seed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter

from tests.fuzz.mutate import CORPUS, SEEDS, mutated

_SECONDS, _MEGABYTES = 2.0, 300


def main() -> int:
    """Run; 0 when nothing was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--guided", action="store_true", help="let Atheris choose; needs it installed")
    chosen = options.parse_args()
    return guided(chosen.runs, chosen.seed) if chosen.guided else by_chance(chosen.runs, chosen.seed)


def by_chance(runs: int, seed: int) -> int:
    """Mutations of the corpus; prints what was found, how long the slowest took and the process's peak memory."""
    from tests.fuzz.target import read_any  # not above: Atheris must see it imported

    chance = random.Random(seed)
    seeds = [path.read_bytes() for path in sorted((*CORPUS.glob("*.eml"), *SEEDS.iterdir()))]
    slowest, found = 0.0, 0
    salvaged: Counter[str] = Counter()
    for _ in range(runs):
        data = mutated(chance, seeds)
        began = time.process_time()
        try:
            salvaged[read_any(data)] += 1
        except Exception:
            found += 1
            _keep(data, traceback.format_exc())
        spent = time.process_time() - began
        if spent > _SECONDS:
            found += 1
            _keep(data, f"{spent:.1f} s")
        slowest = max(slowest, spent)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    del salvaged[""]
    sys.stdout.write(f"{runs} inputs, {found} findings, slowest {slowest:.2f} s, peak {peak:.0f} MB\n")
    for why, times in salvaged.most_common():
        sys.stdout.write(f"  salvaged {times}: {why}\n")
    return int(found > 0 or peak > _MEGABYTES)


def guided(runs: int, seed: int) -> int:
    """Atheris ends the process by itself, with 0 when it found nothing."""
    import atheris  # type: ignore[import-not-found]  # 35 MB that only this way of running needs

    with atheris.instrument_imports(include=["triage.message"]):
        from tests.fuzz import target

    def one(data: bytes) -> None:
        target.read_any(data)

    arguments = [f"-runs={runs}", f"-seed={seed}", f"-timeout={_SECONDS:.0f}", f"-rss_limit_mb={2 * _MEGABYTES}"]
    with tempfile.TemporaryDirectory() as new:  # the first folder is where it keeps what it finds interesting
        atheris.Setup([sys.argv[0], *arguments, "-max_len=20000", new, str(CORPUS), str(SEEDS)], one)
        atheris.Fuzz()
    return 0


def _keep(data: bytes, why: str) -> None:
    file = SEEDS / f"{hashlib.sha256(data).hexdigest()[:16]}.eml"
    file.write_bytes(data)
    sys.stdout.write(f"{file.name}: {why}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
