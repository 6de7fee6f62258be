"""Which lines carry a mark of quotation, and which only look like it?"""

from __future__ import annotations

import re

MARKS = (">", "＞", "&gt;")
_AFTER_INTRODUCTION = (*MARKS, *"|│¦:»›}")
_OTHER_MARKS = "|│¦:»›}"
_INITIALS = re.compile(r"[A-ZÄÖÜÀ-ÝА-ЯЁ]{1,3}(?:>|&gt;)\s?\S")
_MARK_SIGNS = " \t>＞|│¦»›"
_LONG_LINE = 60  # characters a line has at least when a program broke it
_FRAGMENT = 40  # characters at most that such a break leaves behind
_LIST_LINE = 60  # characters of a list item
_LIST_LINES = 8
_RULE = 10
_SENTENCE_ENDS = (".", "!", "?", "؟", "。", ",", ":", ";")


def is_marked(head: str) -> bool:
    """Whether a stripped line begins with a mark of quotation: >, its wide form, or the writer's initials and >."""
    if head[0] in ">＞&":
        return head.startswith(MARKS)
    return ">" in head[1:4] and _INITIALS.match(head) is not None


def is_marked_below_introduction(head: str) -> bool:
    """Directly below "On … wrote:" other marks are believed, too."""
    return bool(head) and (head.startswith(_AFTER_INTRODUCTION) or is_marked(head))


def end_of_run(heads: list[str], at: int) -> int:
    """First line after the run of marked lines from `at`; pieces that a program broke off a long line belong to it.

    The mark of the first line holds for the run, so that below "On … wrote:" one of bars or colons is passed as well.
    """
    sign = heads[at][0] if heads[at][0] in _OTHER_MARKS else ""
    end = at
    while end < len(heads) and heads[end]:
        head = heads[end]
        if not (head[0] == sign or is_marked(head) or (end > at and _is_fragment(heads, end))):
            break
        end += 1
    return end


def unmarked(head: str) -> str:
    """What a marked line says."""
    return head.replace("&gt;", ">", 1).lstrip(_MARK_SIGNS) if head else head


def depth(head: str) -> int:
    """How many marks a line begins with; 0 for none."""
    head = head.replace("&gt;", ">") if head.startswith("&gt;") else head
    marks = head[: len(head) - len(head.lstrip(_MARK_SIGNS))]
    return sum(sign in ">＞|│¦»›" for sign in marks)


def is_bar_quote(heads: list[str], at: int) -> bool:
    """Two lines or more that begin with a bar, and none is a row of a table."""
    run = heads[at : at + 2]
    return len(run) > 1 and all(head.startswith(("| ", "│ ")) and not head.strip("|│ ").count("|") for head in run)


def is_rule(head: str) -> bool:
    """A line drawn with ten signs or more."""
    return len(head) >= _RULE and head[0] in "_-=*" and not head.strip(head[0])


def is_typed(heads: list[str], at: int, end: int) -> bool:
    """Marked lines that a person typed: an archive's >From, more than eighteen (">18"), a list below "I need:"."""
    if heads[at].startswith(">From ") and end == at + 1:
        return True  # mbox files write > before From at a line's start
    if end == at + 1 and heads[at].endswith("<"):
        return True  # >>> important <<<
    if end == at + 1 and heads[at].lstrip("> ")[:1].isdigit() and not heads[at].startswith(">>"):
        return at > 0 and bool(heads[at - 1]) and len(heads[at]) < _LIST_LINE // 2
    above = heads[at - 1] if at else ""
    if not above.endswith((":", "：")) or not 1 < end - at <= _LIST_LINES:
        return False
    return all(_is_item(head) for head in heads[at:end])


def _is_item(head: str) -> bool:
    said = unmarked(head)
    return depth(head) == 1 and 0 < len(said) <= _LIST_LINE and not said.endswith(_SENTENCE_ENDS)


def _is_fragment(heads: list[str], at: int) -> bool:
    """A few words alone between two marked lines, the first of which is long and goes on in them."""
    above, head = heads[at - 1], heads[at]
    following = heads[at + 1] if at + 1 < len(heads) else ""
    if not following.startswith(MARKS) or len(above) < _LONG_LINE or len(head) > _FRAGMENT:
        return False
    return head[0].islower() and not above.endswith(_SENTENCE_ENDS[:5])
