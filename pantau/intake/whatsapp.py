"""A chat export of WhatsApp becomes drafts of reports, for a person to confirm: nothing here is a fact yet.

Who wrote is dropped at once; numbers of telephones and NIK are taken out. What is read out of a message is a guess, and
where two guesses fit none is made. Every message is counted: a draft, something else, a line of the program, unread.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Final

from pantau import privacy
from pantau.contracts import REFERENCE
from pantau.intake import match

# Direction marks and special blanks that telephones put into exports.
_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff")) | {0x202F: " ", 0xA0: " "}
_DAY: Final = r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
_CLOCK: Final = r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?(?:\s*(?P<half>[ap])\.?m\.?)?"
_HEADER: Final = re.compile(
    rf"(?P<open>\[)?{_DAY},?\s+{_CLOCK}(?(open)\]\s*|\s+[-–]\s+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_SENDER: Final = re.compile(r"(?P<sender>[^\n:]{1,60}):(?:\s(?P<said>.*)|$)", re.DOTALL)
_PROGRAM: Final = re.compile(
    r"dienkripsi secara end-to-end|\b(menambahkan|mengeluarkan|membuat grup|mengubah|mengganti|menghapus ikon|"
    r"bergabung|keluar|kode keamanan|menyematkan|ditambahkan|grup ini|pesan sementara)\b|end-to-end encrypted|"
    r"\b(added|left|removed|changed|created group|joined)\b",
    re.IGNORECASE,
)
_EMPTY: Final = re.compile(
    r"pesan dan panggilan dienkripsi.*|messages and calls are end-to-end.*|<media tidak disertakan>|<media omitted>|"
    r"(gambar|foto|video|audio|stiker|dokumen|gif) tidak disertakan|(image|video|audio|sticker|document) omitted|"
    r"<?(terlampir|attached): [^\n>]*>?|[^\n]*\((file|berkas) (terlampir|attached)\)|"
    r"(pesan ini dihapus|anda menghapus pesan ini|this message was deleted)\.?|null",
    re.IGNORECASE,
)
_EDITED: Final = re.compile(r"\s*<(pesan ini diedit|this message was edited)>", re.IGNORECASE)
_TELEPHONE: Final = re.compile(
    r"@?(?<!\d)(?:(?:\+?62|0)[ .-]{0,2}8\d{1,2}(?:[ .-]{0,3}\d{3,5}){2}|\+\d(?:[ .-]?\d){7,14}|"
    r"\(?0\d{2,3}\)?[ -]?\d{6,8})(?!\d)"
)
_NUMBER: Final = r"(?P<n>\d{1,3}(?:\.\d{3})+|\d{1,6})"
_HUNDRED: Final = 100

# Words -> hazard code; where words bear several, no code is chosen. The longest words of a place in the text count.
_HAZARDS: Final[Mapping[str, tuple[str, ...]]] = {
    r"banjir bandang": ("101-BB",),
    r"(?:ke)?banjir(?:an)?": ("101",),
    r"(?:tanah )?longsor(?:an)?": ("102",),
    r"(?:gerusan tebing|tebing (?:sungai )?(?:ambrol|runtuh|longsor)|jalan ambl[ae]s)": ("102-ET",),
    r"(?:angin )?puting beliung": ("105",),
    r"(?:angin (?:kencang|ribut)|pohon tumbang)": ("105-AK",),
    r"kekeringan": ("106",),
    r"(?:karhutla|kebakaran (?:hutan|lahan)(?: dan lahan)?|hotspot|titik (?:api|panas))": ("107",),
    r"(?:lahan|hutan)(?: \w+)? terbakar": ("107",),
    r"gempa(?: ?bumi)?": ("108",),
    r"(?:kebakaran (?:rumah|permukiman|pemukiman|bangunan|kios|pasar|toko)|(?:rumah|kios|toko)(?: \w+)? terbakar)": (
        "L01",
    ),
    r"(?:kebakaran|terbakar)": ("107", "L01"),
    r"(?:tenggelam|hanyut)": ("L02",),
}
_HAZARD: Final = re.compile(
    r"(?P<denied>\b(?:tidak|bukan|belum|tanpa)(?: ada| terjadi)? )?\b(?:"
    + "|".join(f"(?P<h{at}>{words})" for at, words in enumerate(_HAZARDS))
    + r")\b",
    re.IGNORECASE,
)
_KECAMATAN: Final = re.compile(
    r"\bkec(?:amatan|\.)?\s*[:.]?\s*(?P<name>[a-z][a-z']*(?: [a-z][a-z']*){0,2})", re.IGNORECASE
)
_COUNTS: Final[Mapping[str, re.Pattern[str]]] = {
    column: re.compile(words, re.IGNORECASE)
    for column, words in {
        "terdampak_kk": rf"\b{_NUMBER}\s*(?:kk|kepala keluarga)\b(?!\s*(?:me)?ngungsi)",
        "terdampak_jiwa": rf"\b{_NUMBER}\s*jiwa\b(?!\s*(?:me)?ngungsi)",
        "mengungsi_orang": rf"\b{_NUMBER}\s*(?:orang|jiwa|warga)?\s*(?:me)?ngungsi\b",
        "meninggal_orang": rf"\b{_NUMBER}\s*(?:orang|jiwa|warga)\s*meninggal\b",
        "luka_orang": rf"\b{_NUMBER}\s*(?:orang|jiwa|warga)\s*(?:ter)?luka\b",
        "rumah_rusak_unit": rf"\b{_NUMBER}\s*(?:buah|unit)?\s*rumah\s*(?:rusak|roboh)\b",
        "bangunan_terbakar_unit": rf"\b{_NUMBER}\s*(?:buah|unit)?\s*(?:rumah|bangunan|kios)\s*(?:habis\s*)?terbakar\b",
    }.items()
}
_WATER: Final = re.compile(
    r"\b(?:tinggi(?:nya)?(?: muka)? air|ketinggian(?: air)?|tma|kedalaman(?: air)?)\b[^\d\n]{0,20}"
    r"(?P<low>\d{1,4}(?:[.,]\d{1,2})?)(?:\s*(?:-|–|s/?d|sampai)\s*(?P<high>\d{1,4}(?:[.,]\d{1,2})?))?\s*"
    r"(?P<unit>cm|centi|meter|m)\b",
    re.IGNORECASE,
)
# Villages whose name is an everyday word (new, red, stage ...): only behind the word for a village.
_EVERYDAY: Final = frozenset(("baru", "bata", "karya", "merah", "panggung", "pematang"))
_ROW: Final = (
    "id_laporan", "kode_ancaman", "lapor_pada", "kanal", "kode_kecamatan", "kode_desa", "tma_cm", *_COUNTS, "uraian",
    "sumber",
)  # fmt: skip


@dataclass(frozen=True)
class Village:
    """A village that a message may mean."""

    code: str
    name: str
    kecamatan: str


@dataclass(frozen=True)
class Draft:
    """A message that may be a report. All but `when` and `text` are guesses; "" where none or more than one fits.

    `hazards` and `villages` are all that fit, `numbers` by column of the reports, `unsure` the columns for which the
    message gives two numbers.
    """

    when: datetime
    text: str
    hazards: tuple[str, ...] = ()
    villages: tuple[Village, ...] = ()
    kecamatan: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()

    @property
    def hazard(self) -> str:
        """The one hazard that fits."""
        return self.hazards[0] if len(self.hazards) == 1 else ""

    @property
    def village(self) -> str:
        """The code of the one village that fits."""
        return self.villages[0].code if len(self.villages) == 1 else ""

    def chosen(self, hazard: str, village: str = "", kecamatan: str = "") -> "Draft":
        """The draft with what a person chose in place of the guesses."""
        places = tuple(place for place in _villages() if place.code == village)
        return replace(
            self,
            hazards=(hazard,),
            villages=places,
            kecamatan=places[0].kecamatan if places else kecamatan,
        )


@dataclass(frozen=True)
class Chat:
    """An export, every message accounted for: messages = drafts + other + program + problems.

    `other` speaks of no hazard and no village; `program` are lines of WhatsApp itself and messages without text;
    `problems` are sentences on messages whose date cannot be read; `notes` what to look at in the whole export.
    """

    messages: int
    drafts: tuple[Draft, ...]
    other: int
    program: int
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Message:
    row: int
    header: re.Match[str]
    said: str
    sender: str | None


def drafts(text: str) -> list[Draft]:
    """The messages of an export that may be reports; `read` says what became of the others."""
    return list(read(text).drafts)


def read(text: str) -> Chat:
    """An export of a chat, as WhatsApp writes it on Android and iPhone in Indonesian; days come before months."""
    made: list[Draft] = []
    problems: list[str] = []
    messages = other = program = month_first = 0
    for message in _messages(text):
        messages += 1
        said = _said(message)
        if not said:
            program += 1
            continue
        when = _when(message.header)
        if when is None:
            month_first += _is_month_first(message.header)
            problems.append(
                f"Baris {message.row}: tanggal pesan tidak terbaca (urutannya hari, bulan, tahun); "
                "salin pesan ini sendiri."
            )
            continue
        draft = _draft(when, said)
        if draft.hazards or draft.villages:
            made.append(draft)
        else:
            other += 1
    notes = []
    if month_first:
        notes.append(
            f"{month_first} tanggal hanya cocok bila bulan ditulis dahulu: periksa tanggal semua pesan, atau ekspor "
            "ulang dari telepon berbahasa Indonesia."
        )
    if not messages and text.strip():
        notes.append("Tidak ada pesan yang dikenali; kirim berkas .txt hasil Ekspor chat tanpa media.")
    return Chat(messages, tuple(made), other, program, tuple(problems), tuple(notes))


def as_rows(confirmed: Iterable[Draft]) -> list[dict[str, str]]:
    """Confirmed drafts as rows of the dataset laporan; the same message always has the same number.

    What was left open stays blank: intake holds such a row back and says why.
    """
    return [_row(draft) for draft in confirmed]


def _row(draft: Draft) -> dict[str, str]:
    mark = hashlib.sha256(f"{draft.when.isoformat()}\x1f{draft.text}".encode()).hexdigest()[:8]
    cells = {
        "id_laporan": f"WA-{draft.when:%Y%m%d%H%M}-{mark}",
        "kode_ancaman": draft.hazard,
        "lapor_pada": f"{draft.when:%Y-%m-%d %H:%M}",
        "kanal": "whatsapp",
        "kode_kecamatan": draft.kecamatan,
        "kode_desa": draft.village,
        "uraian": draft.text,
        "sumber": "ekspor percakapan WhatsApp",
    } | {column: str(number) for column, number in draft.numbers.items()}
    return {column: cells.get(column, "") for column in _ROW}


def _messages(text: str) -> Iterator[_Message]:
    """The messages with the lines that belong to them; a dated line that is no header stays in its message."""
    current: _Message | None = None
    for row, raw in enumerate(text.translate(_MARKS).splitlines(), 1):
        line = raw.strip()
        header = _HEADER.fullmatch(line)
        sender = _SENDER.fullmatch(header["rest"]) if header else None
        if header and (sender or current is None or _PROGRAM.search(header["rest"])):
            if current:
                yield current
            said = (sender["said"] or "") if sender else header["rest"]
            current = _Message(row, header, said, sender["sender"].strip() if sender else None)
        elif current:
            current.said += f"\n{line}"
    if current:
        yield current


def _said(message: _Message) -> str:
    """What a person wrote, without media, the own name, numbers of telephones and NIK; "" for a line of the program."""
    if message.sender is None:
        return ""
    lines = (line.strip() for line in _EDITED.sub("", message.said).splitlines())
    kept = "\n".join(line for line in lines if line and not _EMPTY.fullmatch(line))
    kept = _TELEPHONE.sub("[nomor telepon]", privacy.without_nik(kept))
    return privacy.without_person(kept, message.sender.lstrip("~ "))


def _when(header: re.Match[str]) -> datetime | None:
    """The moment of a message, day first; None when the calendar has no such moment."""
    return _moment(header, header["first"], header["second"])


def _is_month_first(header: re.Match[str]) -> bool:
    return _moment(header, header["second"], header["first"]) is not None


def _moment(header: re.Match[str], day: str, month: str) -> datetime | None:
    year = int(header["year"]) + (2000 if len(header["year"]) == 2 else 0)
    hour = int(header["hour"])
    if header["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if header["half"].casefold() == "p" else 0)
    try:
        return datetime.fromisoformat(f"{year:04}-{int(month):02}-{int(day):02}T{hour:02}:{header['minute']}")
    except ValueError:
        return None


def _draft(when: datetime, text: str) -> Draft:
    villages, kecamatan = _places(text)
    numbers, unsure = _numbers(text)
    return Draft(when, text, _hazards(text), villages, kecamatan, numbers, unsure)


def _hazards(text: str) -> tuple[str, ...]:
    """The hazards a text names and does not deny; a word for two of them counts only where neither is named itself."""
    codes = list(_HAZARDS.values())
    named = [
        codes[int(group[1:])]
        for found in _HAZARD.finditer(text)
        if not found["denied"]
        for group in [str(found.lastgroup)]
    ]
    sure = {code for each in named if len(each) == 1 for code in each}
    vague = {code for each in named if len(each) > 1 and not sure & set(each) for code in each}
    return tuple(sorted(sure | vague))


def _places(text: str) -> tuple[tuple[Village, ...], str]:
    """The villages named by their official names, within the kecamatan when one is named; and the one kecamatan."""
    named: set[str] = set()

    def take(found: re.Match[str]) -> str:
        words = found["name"].split()
        for size in range(len(words), 0, -1):
            if code := _kecamatan_names().get(match.plain(" ".join(words[:size]))):
                named.add(code)
                return " | " + " ".join(words[size:])
        return found.group()

    rest = _KECAMATAN.sub(take, text)
    by_name = _village_names()
    found = {name.casefold() for name in _village_pattern().findall(rest)}
    fits = [village for name in found for village in by_name[" ".join(name.split())]]
    within = [village for village in fits if not named or village.kecamatan in named]
    places = tuple(sorted(within, key=lambda village: village.code))
    around = {village.kecamatan for village in places} or named
    return places, next(iter(around)) if len(around) == 1 else ""


def _numbers(text: str) -> tuple[dict[str, int], tuple[str, ...]]:
    """The numbers a text gives by column, and the columns for which it gives two."""
    said: dict[str, set[int]] = {
        column: {int(found["n"].replace(".", "")) for found in words.finditer(text)}
        for column, words in _COUNTS.items()
    }
    said["tma_cm"] = {
        _centimetres(height, found["unit"])
        for found in _WATER.finditer(text)
        for height in (found["low"], found["high"])
        if height
    }
    sure = {column: next(iter(numbers)) for column, numbers in said.items() if len(numbers) == 1}
    return sure, tuple(sorted(column for column, numbers in said.items() if len(numbers) > 1))


def _centimetres(height: str, unit: str) -> int:
    value = float(height.replace(",", "."))
    return round(value if unit.casefold().startswith("c") else value * _HUNDRED)


@cache
def _villages() -> tuple[Village, ...]:
    return tuple(Village(each.code, each.name, each.kecamatan) for each in match.read_places(REFERENCE).desa)


@cache
def _village_names() -> Mapping[str, tuple[Village, ...]]:
    found: dict[str, tuple[Village, ...]] = {}
    for village in _villages():
        found[village.name.casefold()] = (*found.get(village.name.casefold(), ()), village)
    return found


@cache
def _village_pattern() -> re.Pattern[str]:
    """Any official village name as whole words, the longest first."""
    names = sorted(_village_names(), key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names if name not in _EVERYDAY)
    everyday = "|".join(sorted(_EVERYDAY))
    behind = rf"(?:(?<=desa )|(?<=ds )|(?<=ds\. )|(?<=kelurahan ))(?:{everyday})"
    return re.compile(rf"(?<![\w'])(?:{words}|{behind})(?![\w'])", re.IGNORECASE)


@cache
def _kecamatan_names() -> Mapping[str, str]:
    places = match.read_places(REFERENCE)
    spelled = {match.plain(spelling): code for spelling, code in places.other_spellings.items()}
    return spelled | {match.plain(each.name): each.code for each in places.kecamatan}
