"""Which words of a piece of HTML does its reader not see?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

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
_PAINTS = ("color", "bgcolor", "background", "class")
_USUAL = 400  # characters of a style attribute that are worth remembering


@dataclass(frozen=True, slots=True)
class Look:
    """How the words here look; children inherit it."""

    tiny: bool = False  # the font has no size
    color: str = ""  # six hexadecimal digits, "transparent", or "" when nothing was said
    background: str = ""  # the same

    @property
    def is_unseen(self) -> bool:
        """Whether words in this look cannot be seen."""
        if not self.tiny and not self.color:
            return False
        return self.tiny or self.color == "transparent" or _is_alike(self.color, self.background)


def first_look(content: str) -> Look:
    """The look of a page before its first element: black on white, unless something in it paints."""
    return Look(background="" if _PAINTED.search(content) else "ffffff")


def is_gone(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with everything in it is not shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return _styled(style).gone if style else False


def is_gone_by(style: str) -> bool:
    """Whether declarations such as a style attribute holds hide an element."""
    return _styled(style).gone


def is_verbatim(attributes: Mapping[str, str | None]) -> bool:
    """Whether the style keeps line ends and blanks as they were typed."""
    style = attributes.get("style")
    return _styled(style).verbatim if style else False


def looked(look: Look, attributes: Mapping[str, str | None]) -> Look:
    """The look inside an element. A class may paint in a colour nobody here knows: then nothing is taken as unseen."""
    style = attributes.get("style")
    styled = _styled(style) if style else _PLAIN
    if styled.says_nothing and not any(name in attributes for name in _PAINTS):
        return look
    color = styled.color or _canonical((attributes.get("color") or "")[:60]) or look.color
    background = _background(look, styled, attributes)
    tiny = look.tiny if styled.tiny is None else styled.tiny
    if (tiny, color, background) == (look.tiny, look.color, look.background):
        return look
    return Look(tiny, color, background)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style attribute says about being seen."""

    gone: bool = False
    tiny: bool | None = None  # None: nothing about the font's size
    color: str = ""
    background: str | None = None  # None: nothing; "": something that is not one colour
    verbatim: bool = False
    says_nothing: bool = True  # about the look


_PLAIN = _Style()


def _styled(style: str) -> _Style:
    return _read_often(style) if len(style) <= _USUAL else _read(style)


def _read(style: str) -> _Style:
    style = "".join(style.lower().split())
    gone = bool(_GONE.search(style)) or ("overflow:hidden" in style and bool(_FLAT.search(style)))
    tiny = _is_tiny(style) if "font" in style and _FONT.search(style) else None
    verbatim = "white-space:pre" in style
    if "color:" not in style and "background" not in style:
        return _Style(gone, tiny, verbatim=verbatim, says_nothing=tiny is None)
    color, background = _COLOR.search(style), _BACKGROUND.search(style)
    return _Style(
        gone,
        tiny,
        _canonical(color[1]) if color else "",
        _canonical(background[1]) if background else None,
        verbatim,
        says_nothing=False,
    )


_read_often = lru_cache(maxsize=1024)(_read)


def _is_tiny(style: str) -> bool:
    size = _FONT_SIZE.search(style)
    if size is None or not size[1].strip("."):
        return bool(_NO_FONT.search(style))
    value = float(size[1])
    return value == 0 or (value <= 1 and size[2] in ("px", "pt"))


def _background(look: Look, styled: _Style, attributes: Mapping[str, str | None]) -> str:
    if styled.background is not None:
        return look.background if styled.background == "transparent" else styled.background
    if attributes.get("background"):
        return ""
    if attributes.get("bgcolor"):
        return _canonical((attributes.get("bgcolor") or "")[:60])
    return "" if attributes.get("class") else look.background


@lru_cache(maxsize=256)
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
