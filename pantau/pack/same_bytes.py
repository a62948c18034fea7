"""Office files that are the same bytes whenever the same pack is written: every date in them is the pack's own."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Final

# When a file was created and changed, in the properties of every office file.
_DATED: Final = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
_OFFICE: Final = (".xlsx", ".docx", ".pptx")
# What a zip can say at the earliest.
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


def same_bytes(content: bytes, made: datetime) -> bytes:
    """An office file (or any zip) with every entry, its properties and the office files inside it dated `made`."""
    stamp = max(_EARLIEST, (made.year, made.month, made.day, made.hour, made.minute, made.second // 2 * 2))
    told = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith(_OFFICE):
                data = same_bytes(data, made)
            elif entry.filename == "docProps/core.xml":
                data = _DATED.sub(rb"\g<1>" + told + rb"\g<3>", data)
            fresh = zipfile.ZipInfo(entry.filename, stamp)
            fresh.compress_type = entry.compress_type
            # Otherwise the file says on which system it was written.
            fresh.create_system, fresh.external_attr = 0, 0
            new.writestr(fresh, data)
    return out.getvalue()
