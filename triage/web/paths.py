"""Where may a form send somebody afterwards?"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

_LONGEST = 2000


def same_site(path: str, otherwise: str = "/") -> str:
    """The path if it stays on this site, else `otherwise`. Browsers read "//x" and "/\\x" as other hosts."""
    fits = (
        0 < len(path) <= _LONGEST
        and path[0] == "/"
        and path[1:2] not in ("/", "\\")
        and all(c > " " and c not in "\\\x7f" for c in path)
    )
    return path if fits and not urlsplit(path).netloc else otherwise


def with_query(path: str, **more: str) -> str:
    """The path with further query parameters; empty ones are left out."""
    query = urlencode({k: v for k, v in more.items() if v})
    if not query:
        return path
    return f"{path}{'&' if '?' in path else '?'}{query}"
