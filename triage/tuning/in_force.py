"""Where do workers, who see no database, find the rules in force?"""

from __future__ import annotations

import json
import os
from pathlib import Path

from triage.store import Store
from triage.tuning import versions


def file_in_force(store: Store, folder: Path) -> Path | None:
    """The published rules as one JSON file, written when it is absent; None for those the product came with."""
    with store.reading() as db:
        number, digest = versions.live_key(db)
        file = folder / f"{number}-{digest[-16:]}.json"  # a restored database may give a number to other rules
        if number == 0 or file.exists():
            return file if number else None
        texts = versions.texts_of(db, number)
    folder.mkdir(mode=0o700, exist_ok=True)
    half = file.with_suffix(f".{os.getpid()}")
    half.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    half.replace(file)
    return file
