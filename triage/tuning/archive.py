"""In which of all messages ever filed do certain words stand?"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rules.touch import Clause, Touch, Wanted

Mask = NDArray[np.bool_]  # message by message of a segment
Ids = NDArray[np.int64]
Keys = Callable[[str], Iterable[str]]  # a text → what its words are looked up by
FORMAT = "1"  # raised when words are cut or written down in another way
LARGEST = 65_536  # messages of a segment: a place in it fits into two octets
_SMALL = LARGEST // 16  # messages below which segments are put together
_MOST_SMALL = 8
_SPELT, _SPELT_HERE = "\n", "\x1f"  # what parts a frequent word's key, in memory and in a file of lines


class Filed(NamedTuple):
    """What of a message is looked through."""

    id: int
    subject: str
    text: str


class Segment:
    """The words of up to 65,536 messages and in which of them each stands. Never changed once written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ids: Ids = self._array("ids")  # ascending

    def _array(self, name: str) -> NDArray[Any]:
        found: NDArray[Any] = np.load(self.folder / f"{name}.npy", mmap_mode="r")
        return found

    @cached_property
    def _words(self) -> str:
        """All words in order, a line break before and behind each."""
        return (self.folder / "words.txt").read_bytes().decode("utf-8", "surrogatepass")

    @cached_property
    def _starts(self) -> NDArray[np.uint32]:
        return np.asarray(self._array("starts"))

    @cached_property
    def _ends(self) -> NDArray[np.uint64]:
        return np.asarray(self._array("ends"))

    @cached_property
    def _places(self) -> NDArray[np.uint16]:
        return self._array("places")

    def touched(self, touch: Touch) -> Ids:
        """The messages in which a changed rule can make a difference."""
        if touch.all:
            return self.ids
        found = self._any(touch.alone)
        if touch.beside and not found.all():
            found |= self._any(touch.beside) & self._any(touch.own)
        return self.ids[found]

    def _any(self, clauses: Iterable[Clause]) -> Mask:
        found = np.zeros(len(self.ids), dtype=bool)
        for clause in clauses:
            found |= self._every(clause)
        return found

    def _every(self, clause: Clause) -> Mask:
        found = np.ones(len(self.ids), dtype=bool)
        for wanted in clause:
            found &= self._having(wanted)
            if not found.any():
                break
        return found

    def _having(self, wanted: Wanted) -> Mask:
        found = np.zeros(len(self.ids), dtype=bool)
        for number in self._numbers(wanted):
            first = int(self._ends[number - 1]) if number else 0
            found[self._places[first : int(self._ends[number])]] = True
        return found

    def _numbers(self, wanted: Wanted) -> set[int]:
        """The words that fit, by number."""
        candidates = {n for beginning in wanted.begins for n in self._beginning(beginning)}
        candidates.update(n for part in wanted.holds for n in self._holding(part))
        return {n for n in candidates if wanted.fits(self.word(n).partition(_SPELT_HERE)[0])}

    def each(self) -> Iterator[tuple[str, list[int]]]:
        """(word, places of the messages it stands in), in order."""
        first = 0
        for word, end in zip(self._words.split("\n")[1:-1], self._ends.tolist(), strict=True):
            yield word, self._places[first:end].tolist()
            first = end

    def word(self, number: int) -> str:
        """The n-th word."""
        start = int(self._starts[number])
        return self._words[start : self._words.index("\n", start)]

    def _beginning(self, beginning: str) -> Iterator[int]:
        at = self._words.find(f"\n{beginning}")
        number = int(np.searchsorted(self._starts, at + 1)) if at >= 0 else len(self._starts)
        while number < len(self._starts) and self._words.startswith(beginning, int(self._starts[number])):
            yield number
            number += 1

    def _holding(self, part: str) -> Iterator[int]:
        at = self._words.find(part)
        while at >= 0:
            yield int(np.searchsorted(self._starts, at, side="right")) - 1
            at = self._words.find(part, self._words.index("\n", at))

    @property
    def octets(self) -> int:
        """Its size on disk."""
        return sum(file.stat().st_size for file in self.folder.iterdir())


class Archive:
    """Every message ever filed, by its words: a copy of what the database holds, which can be made anew."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        """`folder` is the archive's own; what another format left there is removed."""
        self._folder, self._keys = folder / FORMAT, keys
        if not self._folder.exists() and folder.exists():
            shutil.rmtree(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in self._folder.iterdir() if path.name.isdecimal())
        self._segments = [Segment(self._folder / name) for name in names]
        for segment in [one for one in self._segments if any(_within(one, other) for other in self._segments)]:
            self._drop(segment)  # somebody died between putting it together with others and removing it

    def __len__(self) -> int:
        """How many messages it knows."""
        return sum(len(segment.ids) for segment in self._segments)

    @property
    def last(self) -> int:
        """The id of the newest message it knows; 0 while it is empty."""
        return max((int(segment.ids[-1]) for segment in self._segments), default=0)

    @property
    def octets(self) -> int:
        """Its size on disk."""
        return sum(segment.octets for segment in self._segments)

    def add(self, messages: Iterable[Filed]) -> None:
        """Take messages newer than `last`, in order of their ids."""
        left = iter(messages)
        while some := list(islice(left, LARGEST)):
            self._write(_inverted(some, self._keys))
        small = [segment for segment in self._segments if len(segment.ids) < _SMALL]
        if len(small) > _MOST_SMALL:
            self._join(small)

    def clear(self) -> None:
        """Forget everything: a message it knows is gone, and its words must not outlive it."""
        for segment in list(self._segments):
            self._drop(segment)

    def touched(self, touch: Touch) -> list[int]:
        """The messages in which a changed rule can make a difference, newest first."""
        found = [segment.touched(touch) for segment in self._segments]
        return [int(key) for key in np.sort(np.concatenate(found))[::-1]] if found else []

    def _write(self, inverted: _Inverted) -> None:
        half = self._folder / "half"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        inverted.write(half)
        names = [int(segment.folder.name) for segment in self._segments]
        place = self._folder / f"{max(names, default=0) + 1:08d}"
        half.rename(place)
        self._segments.append(Segment(place))

    def _join(self, small: Sequence[Segment]) -> None:
        """Put small segments together; the old ones are removed last."""
        self._write(_joined(small))
        for segment in small:
            self._drop(segment)

    def _drop(self, segment: Segment) -> None:
        self._segments.remove(segment)
        shutil.rmtree(segment.folder)


class _Inverted(NamedTuple):
    ids: list[int]
    places: dict[str, list[int]]  # word → places of the messages it stands in, ascending

    def write(self, folder: Path) -> None:
        words = sorted(self.places)
        text = "\n" + "".join(f"{word}\n" for word in words)
        lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        starts = 1 + np.concatenate(([0], np.cumsum(lengths + 1)[:-1])) if words else np.zeros(0)
        counts = np.fromiter((len(self.places[word]) for word in words), dtype=np.uint64, count=len(words))
        flat = [place for word in words for place in self.places[word]]
        (folder / "words.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        np.save(folder / "ids.npy", np.array(self.ids, dtype=np.int64))
        np.save(folder / "starts.npy", starts.astype(np.uint32))
        np.save(folder / "ends.npy", np.cumsum(counts))
        np.save(folder / "places.npy", np.array(flat, dtype=np.uint16))


def _inverted(messages: Sequence[Filed], keys: Keys) -> _Inverted:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, message in enumerate(messages):
        for key in {*keys(message.subject), *keys(message.text)}:
            places[key.replace(_SPELT, _SPELT_HERE)].append(place)
    return _Inverted([message.id for message in messages], places)


def _joined(segments: Sequence[Segment]) -> _Inverted:
    """The same as one; ids ascend from each to the next."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    ids: list[int] = []
    for segment in sorted(segments, key=lambda one: int(one.ids[0])):
        for word, some in segment.each():
            places[word].extend(place + len(ids) for place in some)
        ids.extend(segment.ids.tolist())
    return _Inverted(ids, places)


def _within(one: Segment, other: Segment) -> bool:
    return one is not other and bool(other.ids[0] <= one.ids[0] and one.ids[-1] <= other.ids[-1])
