"""Which words of a piece of HTML does its reader not see?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

_GONE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|opacity:0?(?:\.0+)?%?(?=[;!]|$)"
    r"|max-height:0(?:px|pt|em|%)?(?=[;!]|$)|max-width:0(?:px|pt|em|%)?(?=[;!]|$)|clip:rect\(0"
    r"|(?:text-indent|left|top):-\d{3,}px)"
)
_FLAT = re.compile(r"(?:^|;)(?:height|width|line-height):0(?:px|pt|em|%)?(?=[;!]|$)")
_FONT_SIZE = re.compile(r"(?:^|;)font-size:([0-9]{0,4}\.?[0-9]{0,6})(px|pt|)")
_FONT = re.compile(r"(?:^|;)font(?:-size)?:")
_NO_FONT = re.compile(r"(?:^|;)font:[a-z]{0,10}0(?:px|pt)?[/;a-z]")
_COLOR = re.compile(r"(?:^|;)color:([^;!]{1,60})")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]{1,200})")
_PAINTED = re.compile(r"<style|bgcolor|background|stylesheet", re.IGNORECASE)
_RGB = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,[0-9.%]{1,8})?\)")
_HEX = re.compile(r"#?([0-9a-f]{6})(?:ff)?")
_SHORT_HEX = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])")
_NAMES = {"white": "ffffff", "black": "000000", "transparent": "transparent", "windowtext": "000000"}
_NEAR = 12  # steps of 255 by which two colours may differ in each of red, green and blue and still look alike
_STYLED = ("style", "color", "bgcolor", "background", "class")


@dataclass(frozen=True, slots=True)
class Look:
    """How the words here look; children inherit it."""

    tiny: bool = False  # the font has no size
    color: str = ""  # six hexadecimal digits, "transparent", or "" when nothing was said
    background: str = ""  # the same

    @property
    def is_unseen(self) -> bool:
        """Whether words in this look cannot be seen."""
        return self.tiny or self.color == "transparent" or _is_alike(self.color, self.background)


def first_look(content: str) -> Look:
    """The look of a page before its first element: black on white, unless something in it paints."""
    return Look(background="" if _PAINTED.search(content) else "ffffff")


def is_gone(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with everything in it is not shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = _bare(style)
    if _GONE.search(style):
        return True
    return "overflow:hidden" in style and bool(_FLAT.search(style))


def looked(look: Look, attributes: Mapping[str, str | None]) -> Look:
    """The look inside an element. A class may paint in a colour nobody here knows: then nothing is taken as unseen."""
    if not any(name in attributes for name in _STYLED):
        return look
    style = _bare(attributes.get("style") or "")
    background = _background(look, style, attributes)
    color = _COLOR.search(style)
    named = color[1] if color else attributes.get("color") or ""
    tiny = _is_tiny(style) if _FONT.search(style) else look.tiny
    return replace(look, tiny=tiny, color=_canonical(named) if named else look.color, background=background)


def _bare(style: str) -> str:
    return "".join(style.lower().split())


def _is_tiny(style: str) -> bool:
    size = _FONT_SIZE.search(style)
    if size is None or not size[1].strip("."):
        return bool(_NO_FONT.search(style))
    value = float(size[1])
    return value == 0 or (value <= 1 and size[2] in ("px", "pt"))


def _background(look: Look, style: str, attributes: Mapping[str, str | None]) -> str:
    found = _BACKGROUND.search(style)
    if found:
        return "" if "(" in found[1].replace("rgb(", "").replace("rgba(", "") else _opaque(look, _canonical(found[1]))
    if attributes.get("background"):
        return ""
    if attributes.get("bgcolor"):
        return _canonical(attributes.get("bgcolor") or "")
    return "" if attributes.get("class") else look.background


def _opaque(look: Look, color: str) -> str:
    return look.background if color == "transparent" else color


def _canonical(color: str) -> str:
    """Six hexadecimal digits of a CSS or HTML colour, "" for what is not read."""
    color = color.strip().lower()
    if color in _NAMES:
        return _NAMES[color]
    if rgb := _RGB.fullmatch(color.replace(" ", "")):
        return "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    if long := _HEX.fullmatch(color):
        return long[1]
    short = _SHORT_HEX.fullmatch(color)
    return "".join(digit * 2 for digit in short.groups()) if short else ""


def _is_alike(color: str, background: str) -> bool:
    if not color or not background or background == "transparent":
        return False
    pairs = ((int(color[at : at + 2], 16), int(background[at : at + 2], 16)) for at in (0, 2, 4))
    return all(abs(one - other) <= _NEAR for one, other in pairs)
