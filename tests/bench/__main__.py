"""`make bench`: throughput of `triage fetch --once` as a ratio to the floor, and its memory."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.children import Use, run
from tests.bench.mails import mails
from tests.servers.dovecot import PASSWORD, Dovecot

_ROUNDS = 5
_MAILS = 3000  # start-up, which is taken off, differs by half a second between two runs
_FEWEST = 1000
_MEGABYTE = 1_000_000
_FETCH = (str(Path(sys.executable).parent / "triage"), "fetch", "--once", "--json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Mails per second of one core, after start-up."""

    floor: float  # standard library as it is meant to be used: policy.default
    lower: float  # the same with the legacy compat32 parser, which decodes nothing
    ours: float
    wall: float  # mails per second of ours by the clock, both cores, after start-up
    start: float  # seconds of wall time before the first mail
    peak: int  # octets, all processes together
    ratio: float  # ours to the floor
    lower_ratio: float


def main() -> None:
    """Median of several rounds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=_MAILS)
    options.add_argument("--rounds", type=int, default=_ROUNDS)
    chosen = options.parse_args()
    if chosen.mails < _FEWEST:
        options.error(f"--mails: fewer than {_FEWEST} drown in the start-up that is taken off")
    letters = list(mails(chosen.mails))
    average = sum(map(len, letters)) / len(letters)
    sys.stdout.write(f"{chosen.mails} mails of {average:,.0f} octets on average, {chosen.rounds} rounds\n")
    rounds = [_round(letters) for _ in range(chosen.rounds)]
    for number, one in enumerate(rounds, start=1):
        _print(f"round {number}", one)
    _print("median", _median(rounds))


def _round(letters: list[bytes]) -> Round:
    with tempfile.TemporaryDirectory() as name, Dovecot() as dovecot:
        folder = Path(name)
        dovecot.fill(letters)
        floor = _floor(dovecot, folder / "floor.db", "default", len(letters))
        lower = _floor(dovecot, folder / "lower.db", "compat32", len(letters))
        environment = os.environ | {"TRIAGE_CONFIG": str(_settings(folder, dovecot))}
        whole = run(_FETCH, environment)
        assert whole.output.count('"ticket"') >= len(letters)
        idle = run(_FETCH, environment)
        start = _start()
        number = len(letters)
        ours = number / (whole.cpu - start.cpu)
        return Round(
            floor=floor,
            lower=lower,
            ours=ours,
            wall=number / (whole.wall - start.wall),
            start=start.wall,
            peak=max(whole.peak, idle.peak),
            ratio=ours / floor,
            lower_ratio=ours / lower,
        )


def _start() -> Use:
    """One mail alone in a new house: nearly all of it is imports, tables, compiling the rules, starting the worker."""
    with tempfile.TemporaryDirectory() as name, Dovecot() as dovecot:
        dovecot.fill(mails(1, seed=2))
        return run(_FETCH, os.environ | {"TRIAGE_CONFIG": str(_settings(Path(name), dovecot))})


def _floor(dovecot: Dovecot, database: Path, policy: str, number: int) -> float:
    command = [sys.executable, "-m", "tests.bench.floor", str(dovecot.port), PASSWORD, str(database), policy]
    done, _, cpu = run(command, os.environ).output.split()
    assert int(done) == number
    return number / float(cpu)


def _settings(folder: Path, dovecot: Dovecot) -> Path:
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    file = folder / "triage.toml"
    file.write_text(
        f'data_dir = "{folder / "data"}"\n[mail.kim]\nhost = "127.0.0.1"\nport = {dovecot.port}\ntls = "none"\n'
        f'user = "kim"\npassword_file = "{secret}"\nmode = "live"\n',
        encoding="utf-8",
    )
    return file


def _median(rounds: list[Round]) -> Round:
    return Round(
        floor=median(r.floor for r in rounds),
        lower=median(r.lower for r in rounds),
        ours=median(r.ours for r in rounds),
        wall=median(r.wall for r in rounds),
        start=median(r.start for r in rounds),
        peak=int(median(r.peak for r in rounds)),
        ratio=median(r.ratio for r in rounds),
        lower_ratio=median(r.lower_ratio for r in rounds),
    )


def _print(name: str, one: Round) -> None:
    sys.stdout.write(
        f"{name:8} ours {one.ours:6.0f} mails/s per core   floor {one.floor:6.0f} (ratio {one.ratio:.2f})   "
        f"compat32 floor {one.lower:6.0f} (ratio {one.lower_ratio:.2f})   by the clock {one.wall:5.0f}/s   "
        f"start {one.start:.1f} s   peak {one.peak / _MEGABYTE:.0f} MB\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
