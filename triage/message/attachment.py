"""What besides its text does a mail carry, and under which safe name?"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from triage.errors import NotFound
from triage.message import enclosed, limits, tree
from triage.message.parts import Part, leaves, part_of
from triage.message.phrases import words
from triage.values import Attachment

_LONGEST_NAME = 120
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "message/rfc822": ".eml",
    "application/ms-tnef": ".dat",
    "application/pkcs7-mime": ".p7m",
}
_RUNNABLE = words(
    "ade adp apk app appx appxbundle bat cab chm cmd com cpl diagcab dll dmg docm dotm exe gadget hta htm html img "
    "inf ins iso isp jar js jse jnlp lib lnk mde msc msi msix msp mst nsh one onepkg pif potm ppam ppsm pptm ps1 "
    "psc1 reg scf scr sct settingcontent-ms sh shb sldm svg sys url vb vbe vbs vhd vhdx vxd wsc wsf wsh xlam xll "
    "xlsm xltm xhtml"
)
_RUNNABLE_TYPES = words(
    "application/x-msdownload application/x-msdos-program application/x-executable application/hta "
    "application/javascript application/x-sh application/java-archive application/x-ms-installer text/html "
    "image/svg+xml text/javascript application/vnd.ms-word.document.macroenabled.12 "
    "application/vnd.ms-excel.sheet.macroenabled.12"
)


def described(part: Part) -> Attachment:
    """The record of one leaf part."""
    return record(part.filename, part.type, part.octets, part.index)


def record(filename: str, media_type: str, octets: bytes, index: int) -> Attachment:
    """An attachment's record: safe name, size and digest of the decoded octets."""
    name = safe_name(filename) or f"Anhang {index + 1}{_EXTENSIONS.get(media_type, '')}"
    return Attachment(
        name=name,
        type=media_type[:100],
        size=len(octets),
        sha256=hashlib.sha256(octets).hexdigest(),
        index=index,
        dangerous=is_dangerous(name, media_type),
    )


def safe_name(name: str) -> str:
    """Display text: last path component, control, zero-width and direction marks shown as _, at most 120 characters.

    Normalised before it is looked at, so a full-width slash is a slash too. Never to be used as a path.
    """
    name = unicodedata.normalize("NFKC", name[:2000])
    name = _UNSAFE.sub("_", name).replace("\\", "/")
    name = " ".join(name.rstrip("/").rpartition("/")[2].split()).strip(" .")
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 12]}…{dot}{extension[:10]}" if dot else name[:_LONGEST_NAME]


def is_dangerous(name: str, media_type: str) -> bool:
    """Whether opening it could run something: by its last extension or its declared type."""
    return name.rpartition(".")[2].casefold() in _RUNNABLE or media_type in _RUNNABLE_TYPES


def all_of(top: Part, found: list[Part], text_parts: set[int]) -> tuple[Attachment, ...]:
    """Every leaf that is not text, then the files inside parts; all can be fetched again by their index."""
    outer = [described(part) for part in found if part.index not in text_parts]
    inner = enclosed.files(top, found)
    return (*outer, *(_of_file(file, len(found) + number) for number, file in enumerate(inner)))


def _of_file(file: enclosed.File, index: int) -> Attachment:
    return record(file.name, file.type, file.octets, index)


def extract(data: bytes, index: int) -> tuple[Attachment, bytes]:
    """One attachment again from the raw mail: its record and octets.

    `index` is Attachment.index. Raises NotFound when there is none of that number, NotUnderstood when the mail is over
    the limits.
    """
    limits.check(data)
    top = part_of(tree.parsed(data))
    found = list(leaves(top))
    if 0 <= index < len(found):
        return described(found[index]), found[index].octets
    files = enclosed.files(top, found)
    if len(found) <= index < len(found) + len(files):
        file = files[index - len(found)]
        return _of_file(file, index), file.octets
    raise NotFound(f"attachment {index} of this mail")
