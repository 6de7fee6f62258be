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
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/gzip": ".gz",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/pjpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/svg+xml": ".svg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "audio/amr": ".amr",
    "video/mp4": ".mp4",
    "video/3gpp": ".3gp",
    "video/quicktime": ".mov",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/directory": ".vcf",
    "text/rfc822-headers": ".txt",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/feedback-report": ".txt",
    "application/ms-tnef": ".dat",
    "application/vnd.ms-tnef": ".dat",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/pgp-signature": ".asc",
    "application/pgp-keys": ".asc",
    "application/mac-binhex40": ".hqx",
}
_RUNNABLE = words(
    "ade adp apk app appinstaller appref-ms appx appxbundle bat cab chm cmd com cpl crx desktop diagcab dll "
    "dmg docm dotm dqy elf exe gadget hta htm html img inf ins iqy iso isp jar js jse jnlp lib library-ms lnk mam maq "
    "mde mht mhtml msc msh msi msix msp mst nsh one onepkg oqy pif pkg potm ppa ppam ppsm pptm ps1 psc1 psd1 "
    "psm1 py pyw rdp reg rqy run scf scr sct search-ms settingcontent-ms sh shb shtml sldm slk svg svgz swf sys url vb "
    "vbe vbs vhd vhdx vxd website wim wsc wsf wsh xbap xhtml xla xlam xll xlm xlsb xlsm xltm"
)
_RUNNABLE_TYPES = words(
    "application/x-msdownload application/x-msdos-program application/x-dosexec application/x-executable "
    "application/vnd.microsoft.portable-executable application/hta application/javascript application/x-javascript "
    "application/ecmascript text/ecmascript text/vbscript application/x-vbscript application/x-sh text/x-sh "
    "application/x-bat application/x-bash application/java-archive application/x-java-jnlp-file "
    "application/x-ms-installer application/x-msi application/x-ms-shortcut application/x-iso9660-image "
    "application/x-cd-image application/x-raw-disk-image application/vnd.android.package-archive "
    "application/vnd.ms-htmlhelp application/vnd.ms-cab-compressed application/onenote application/msonenote "
    "application/x-shockwave-flash application/xhtml+xml text/html image/svg+xml text/javascript"
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
    """Whether opening it could run something: by its last extension or its declared type; macros count."""
    extension = name.rpartition(".")[2].casefold().strip(" _")
    return extension in _RUNNABLE or media_type in _RUNNABLE_TYPES or "macroenabled" in media_type


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
