"""How is the answer to a question about one word kept, so that it is worked out once?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")


class Remembered(dict[_Key, _Answer]):
    """Key → answer, worked out when first asked for; at most `most` of them, then it begins anew.

    A dictionary, so that C asks it: `map(remembered.__getitem__, words)` costs 30 ns a word.
    """

    def __init__(self, work_out: Callable[[_Key], _Answer], most: int) -> None:
        super().__init__()
        self._work_out, self._most = work_out, most

    def __missing__(self, key: _Key) -> _Answer:
        if len(self) >= self._most:
            self.clear()
        found = self[key] = self._work_out(key)
        return found
