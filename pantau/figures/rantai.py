"""The chain after a disaster: event, talk of the village, aid, social case; which link is there and which is broken."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import pandas as pd

from pantau import catalogue, style, text
from pantau.figures import Column, Context, Figure, records
from pantau.figures.kejadian import event_date

SOURCE: Final = "kejadian dari berita dan laporan BPBD/BNPB; register konsultasi, penyaluran dan kasus"


class Look(NamedTuple):
    """How a state is shown: letter, word, fill and ink."""

    letter: str
    word: str
    fill: str
    ink: str


HERE, BROKEN, WAITING, NOT_MEANT = "ada", "tanpa", "belum jatuh tempo", "tidak berlaku"
INVENTED: Final = "contoh"
# The states in the order in which a place decides for its whole event; what an invented register says has its own look.
LOOKS: Final[Mapping[str, Look]] = {
    BROKEN: Look("T", "tanpa (celah)", style.RED, style.WHITE),
    WAITING: Look("J", "belum jatuh tempo", style.RAMP[0], style.INK),
    HERE: Look("A", "ada", style.ACCENT, style.WHITE),
    text.UNDETERMINED: Look("?", text.UNDETERMINED, style.TRACK, style.INK),
    NOT_MEANT: Look("–", "tidak berlaku", style.WHITE, style.INK2),
    INVENTED: Look("C", "menurut register CONTOH, bukan temuan", style.AMBER_PALE, style.AMBER_LINE),
}
_STATES: Final = (HERE, BROKEN, WAITING, text.UNDETERMINED, NOT_MEANT)
LINKS: Final[Mapping[str, str]] = {
    "kejadian": "Kejadian",
    "konsultasi": "Konsultasi",
    "bantuan": "Bantuan",
    "kasus": "Kasus sosial",
}
# Who is to close a gap: the programme whose register holds the link.
_PROGRAMME: Final = {"konsultasi": "destana", "bantuan": "lapor_bencana", "kasus": "layar_sibalang"}
_JUDGED: Final = ("konsultasi", "bantuan")
# A number nobody knows yet, where the room is too small for its words; the note beside it says them.
UNKNOWN: Final = "–"
PROPOSED: Final = "Batas waktu usulan proyek; ubah bila dinas menetapkan lain."


def with_samples(context: Context, registers: Iterable[str]) -> Context:
    """The context of the real events saying which registers beside them are CONTOH."""
    invented = [name for name in registers if name]
    if not invented:
        return context
    return replace(context, sample=f"{text.join(invented)}; kejadiannya nyata" if not context.sample else "semuanya")


def warning(context: Context) -> str:
    """What is to be known before the figures while a register is CONTOH."""
    return f"{context.sample[:1].upper()}{context.sample[1:]}. Ada atau tidaknya di sini bukan temuan."


def look(row: Mapping[str, Any], link: str) -> str:
    """The state of one link at one place; one judged by an invented register is "contoh" and nothing else."""
    return INVENTED if row.get(f"{link}_contoh") == 1 else str(row[link])


def _counts(frame: pd.DataFrame, link: str) -> Counter[str]:
    return Counter(look(row, link) for row in records(frame))


def kpis(frame: pd.DataFrame, gaps: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Events, villages that talked, aid that came, cases, gaps; what invented registers say is never in a value."""
    real = int((gaps["contoh"] == 0).sum())
    broken = int(((gaps["contoh"] == 0) & gaps["id_kejadian"].notna()).sum())
    invented = len(gaps) - real
    return [
        (
            "Kejadian",
            text.count(frame["id_kejadian"].nunique()).capitalize(),
            f"di {text.number(len(frame))} tempat (desa atau kecamatan)",
        ),
        _judged(frame, "konsultasi", "Desa berkonsultasi"),
        _judged(frame, "bantuan", "Bantuan sampai"),
        ("Kasus sosial", UNKNOWN, f"{text.UNDETERMINED}: {_cases(frame)}"),
        (
            "Celah rantai",
            text.count(broken).capitalize() if any_judged(frame) else UNKNOWN,
            ("" if any_judged(frame) else f"{text.UNDETERMINED}; ")
            + f"{text.number(real - broken)} kolom belum ada"
            + (f"; {text.number(invented)} menurut register CONTOH" if invented else ""),
        ),
    ]


def any_judged(frame: pd.DataFrame) -> bool:
    """Whether a real register says of any place that a link is there or missing."""
    return any(look(row, link) in (HERE, BROKEN) for row in records(frame) for link in _JUDGED)


def _judged(frame: pd.DataFrame, link: str, name: str) -> tuple[str, str, str]:
    counts = _counts(frame, link)
    of = counts[HERE] + counts[BROKEN]
    days = [row[f"{link}_hari"] for row in records(frame) if look(row, link) == HERE]
    known = pd.Series(days, dtype="float").dropna()
    parts = [f"{text.number(counts[HERE])} dari {text.number(of)} tempat"] if of else []
    parts += [f"median {text.number(known.median(), 1)} hari (n={text.number(len(known))})"] if len(known) else []
    if counts[INVENTED]:
        invented = frame[frame[f"{link}_contoh"] == 1]
        parts.append(f"CONTOH: {text.share(int((invented[link] == HERE).sum()), len(invented))} tempat")
    parts += [
        f"{text.number(counts[state])} {state}" for state in (text.UNDETERMINED, WAITING, NOT_MEANT) if counts[state]
    ]
    return name, text.share(counts[HERE], of) if of else UNKNOWN, "; ".join(parts) or text.NIL


def _cases(frame: pd.DataFrame) -> str:
    if frame.empty:
        return text.NIL
    reason, known = str(frame["kasus_sebab"].iloc[0]), frame["kasus_terbit"].iloc[0]
    if text.missing(known):
        return reason
    return f"{reason}; {text.count(int(known), 'kasus korban bencana')} se-kabupaten"


def matrix(frame: pd.DataFrame, limits: tuple[float, float], context: Context) -> Figure:
    """RT1: events as rows, the four links as columns; a place that lacks a link decides for its event.

    `limits` are the days after which a consultation and a delivery are no longer taken for an answer to the event.
    """
    shown = pd.DataFrame([_event(rows) for rows in _by_event(frame)], columns=_EVENT)
    broken, judged = int(shown["putus_nyata"].sum()), int(shown["dinilai"].sum())
    title = (
        f"Rantai putus pada {text.number(broken)} dari {text.number(judged)} kejadian yang dapat dinilai"
        if judged
        else "Rantai tiap kejadian: belum ada mata rantai yang dapat dinilai dari register nyata"
    )
    return Figure(
        id="RT1",
        kind="table",
        title=title,
        frame=shown,
        columns=(
            Column("tanggal_kata", "Tanggal"),
            Column("nama_ancaman", "Bahaya"),
            Column("nama_kecamatan", "Kecamatan"),
            *(Column(f"{link}_kata", words) for link, words in LINKS.items()),
            Column("putus", "Putus di"),
            Column("id", "Nomor kejadian"),
        ),
        encode={"paper": ("tanggal_kata", "nama_ancaman", "konsultasi_kata", "bantuan_kata", "putus")},
        unit="kejadian",
        reading=_account(frame),
        context=context,
        notes=(
            f"Konsultasi dan bantuan yang menyebut nomor kejadian didahulukan; selebihnya yang pertama dari tempat yang"
            f" sama dalam {text.whole(limits[0])} hari (konsultasi) dan {text.whole(limits[1])} hari (bantuan)."
            f" {PROPOSED} Perlu tidaknya bantuan tidak dinilai di sini.",
        ),
    )


_EVENT: Final = (
    "id", "tanggal", "tanggal_dari", "tanggal_sampai", "tanggal_kata", "nama_ancaman", "nama_kecamatan", "tempat",
    *LINKS, *(f"{link}_kata" for link in LINKS), "putus", "putus_nyata", "dinilai",
)  # fmt: skip


def _by_event(frame: pd.DataFrame) -> list[list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(frame):
        found.setdefault(str(row["id_kejadian"]), []).append(row)
    return list(found.values())


def _event(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first, names = rows[0], dict.fromkeys(str(row["nama_kecamatan"]) for row in rows)
    states = {link: _worst([look(row, link) for row in rows]) for link in LINKS}
    written = {f"{link}_kata": _cell(rows, link, states[link]) for link in LINKS}
    broken = [LINKS[link].lower() for link in _JUDGED if states[link] == BROKEN]
    return {
        "id": first["id_kejadian"],
        **{name: first[name] for name in ("tanggal", "tanggal_dari", "tanggal_sampai")},
        # Without what is not known of it, which the choice below says.
        "tanggal_kata": event_date(first).partition(" (")[0],
        "nama_ancaman": first["nama_ancaman"],
        "nama_kecamatan": ", ".join(names),
        "tempat": len(rows),
        **states,
        **written,
        "kejadian_kata": f"{LOOKS[HERE].letter}  {text.number(len(rows))} tempat",
        "putus": text.join(broken) if broken else _unbroken(states),
        "putus_nyata": bool(broken),
        "dinilai": any_judged(pd.DataFrame(rows)),
    }


def _worst(states: Sequence[str]) -> str:
    """What places say together: a gap first, then what an invented register says, what waits, what is there."""
    order = (BROKEN, INVENTED, WAITING, HERE, text.UNDETERMINED, NOT_MEANT)
    return next(state for state in order if state in states)


def _unbroken(states: Mapping[str, str]) -> str:
    if INVENTED in states.values():
        return "register CONTOH"
    judged = [states[link] for link in _JUDGED if states[link] != NOT_MEANT]
    if all(state == HERE for state in judged) and judged:
        return "utuh s.d. bantuan"
    return WAITING if WAITING in judged else text.UNDETERMINED


def _cell(rows: Sequence[Mapping[str, Any]], link: str, state: str) -> str:
    """Letter, word, and of how many places, or after how many days at the only one."""
    there = [row for row in rows if look(row, link) == state]
    meant = [row for row in rows if row[link] != NOT_MEANT]
    letter, word = LOOKS[state].letter, str(there[0][link]) if state == INVENTED else state
    if state == INVENTED and len({row[link] for row in there}) > 1:
        word = "beragam"
    if state in (text.UNDETERMINED, NOT_MEANT):
        return f"{letter}  {word}"
    if len(rows) > 1:
        return f"{letter}  {word} {text.number(len(there))}/{text.number(len(meant))} tempat"
    return f"{letter}  {word}{_after(there[0].get(f'{link}_hari'))}"


def _after(days: Any) -> str:
    """`, 5 jam`, `, 2,3 hari`; nothing when the hours are not known."""
    if text.missing(days):
        return ""
    return f", {text.number(days * 24)} jam" if days < 1 else f", {text.number(days, 1)} hari"


def _account(frame: pd.DataFrame) -> str:
    """Every place of every event falls in exactly one state of each link; the parts add up to the whole."""
    if frame.empty:
        return "Tidak ada kejadian pada filter ini."
    said = []
    for link in (*_JUDGED, "kasus"):
        counts = _counts(frame, link)
        order = (*_STATES, INVENTED)
        words = {BROKEN: "tanpa", INVENTED: "menurut register CONTOH"}
        parts = [f"{text.number(counts[s])} {words.get(s, s)}" for s in order if counts[s]]
        said.append(f"{LINKS[link]}: {' + '.join(parts)}")
    return f"{text.number(len(frame))} tempat kejadian. {'; '.join(said)}."


def gap_list(frame: pd.DataFrame, judged: bool, context: Context) -> Figure:
    """RT2: one row a gap, the oldest first: what is missing, where, since when, and who is to act.

    `judged` says whether a real register could tell of a gap at all; without one, none found means nothing.
    """
    real = frame[(frame["contoh"] == 0) & frame["id_kejadian"].notna()]
    invented = int((frame["contoh"] == 1).sum())
    shown = frame.assign(
        mata=[_marked(row) for row in records(frame)],
        tempat=[_where(row) for row in records(frame)],
        kejadian=[_which(row) for row in records(frame)],
        nomor=["–" if text.missing(v) else str(v) for v in frame["id_kejadian"]],
        sejak_kata=[_since(row) for row in records(frame)],
        penindak=[catalogue.programme(_PROGRAMME[link]).owner for link in frame["tautan"]],
    )
    return Figure(
        id="RT2",
        kind="table",
        title=f"Celah rantai: {text.count(len(real)) if judged else text.UNDETERMINED} dari register nyata",
        frame=shown,
        columns=(
            Column("mata", "Mata rantai"),
            Column("nomor", "Nomor kejadian"),
            Column("kejadian", "Kejadian"),
            Column("tempat", "Tempat"),
            Column("sebab", "Yang kurang"),
            Column("sejak_kata", "Sejak"),
            Column("penindak", "Perlu tindakan dari"),
        ),
        encode={"paper": ("mata", "nomor", "tempat", "sejak_kata", "penindak")},
        unit="celah",
        reading=_gap_reading(real, invented, len(frame), judged),
        context=context,
        notes=(
            "Sejak = hari batas waktunya lewat. Yang belum dapat ditentukan, belum jatuh tempo atau tidak berlaku bukan"
            " celah.",
        ),
    )


def _marked(row: Mapping[str, Any]) -> str:
    return f"{LINKS[row['tautan']]}{f' ({text.SAMPLE})' if row['contoh'] == 1 else ''}"


def _since(row: Mapping[str, Any]) -> str:
    return "–" if text.missing(row["sejak"]) else f"{text.day(row['sejak'])}, {text.number(row['hari'])} hari"


def _gap_reading(real: pd.DataFrame, invented: int, total: int, judged: bool) -> str:
    if not total:
        return "Tidak ada kejadian pada filter ini."
    counts = Counter(real["tautan"])
    parts = [f"{text.number(counts[link])} {LINKS[link].lower()}" for link in _JUDGED if counts[link]]
    none = "Tidak ada celah pada register nyata." if judged else "Register nyata belum dapat menyatakan celah."
    told = f"Putus: {text.join(parts)}." if parts else none
    extra = f" {text.number(invented)} celah menurut register CONTOH, bukan temuan." if invented else ""
    return f"{told}{extra} Kasus tidak dapat dikaitkan selama registernya tidak menyebut nomor kejadian."


def _where(row: Mapping[str, Any]) -> str:
    if text.missing(row["kode_kecamatan"]):
        return "semua tempat"
    if text.missing(row["nama_desa"]):
        return f"Kec. {row['nama_kecamatan']}, desa tidak disebut"
    return f"{row['nama_desa']}, Kec. {row['nama_kecamatan']}"


def _which(row: Mapping[str, Any]) -> str:
    if text.missing(row["id_kejadian"]):
        return "semua kejadian"
    return f"{row['nama_ancaman']}, {text.day(row['tanggal_dari'])}"


def names(fig: Figure) -> dict[str, str]:
    """Every event by its number, as it is called in a choice."""
    return {row["id"]: f"{row['id']} · {event_date(row)} · {row['nama_ancaman']}" for row in records(fig.frame)}


def chain(rows: pd.DataFrame) -> list[tuple[str, list[tuple[str, str]]]]:
    """The chain of one event in words: for each link its sentences, each with the state it tells of.

    Places of which the same is to be said stand in one sentence.
    """
    told: list[tuple[str, list[tuple[str, str]]]] = []
    for link, title in LINKS.items():
        places: dict[tuple[str, str], list[str]] = {}
        for row in records(rows):
            places.setdefault((look(row, link), _said(row, link)), []).append(_place(row))
        many = len(rows) > 1
        told.append(
            (title, [(state, f"{_named(at, many, len(rows))}{words}.") for (state, words), at in places.items()])
        )
    return told


def _named(places: Sequence[str], many: bool, total: int) -> str:
    if not many:
        return ""
    if len(places) == total:
        return f"Semua {text.number(total)} tempat: "
    return f"{text.join(places)}: "


def _place(row: Mapping[str, Any]) -> str:
    return f"Kec. {row['nama_kecamatan']}" if text.missing(row["nama_desa"]) else str(row["nama_desa"])


def _said(row: Mapping[str, Any], link: str) -> str:
    if link == "kejadian":
        return f"tercatat sebagai {row['id_kejadian']}, {row['nama_ancaman'].lower()} {event_date(row)}"
    state, reason = str(row[link]), str(row[f"{link}_sebab"])
    mark = f"{text.SAMPLE}: " if look(row, link) == INVENTED else ""
    if state == HERE:
        after = _after(row[f"{link}_hari"])
        when = f"{text.day(row[f'{link}_pada'])}{after}{' sesudahnya' if after else ''}"
        return f"{mark}{state}, {when} ({row[f'{link}_id']}; {reason})"
    asked = "" if link == "kasus" or text.missing(row[f"{link}_id"]) else f", {row[f'{link}_id']}"
    return f"{mark}{state} ({reason}{asked})"


def places(rows: pd.DataFrame, context: Context) -> Figure:
    """RT3: every place of one event with the state of each link and the number it is known by."""
    shown = rows.assign(
        tempat=[_where(row) for row in records(rows)],
        **{f"{link}_kata": [_said(row, link) for row in records(rows)] for link in (*_JUDGED, "kasus")},
    )
    ident = rows["id_kejadian"].iloc[0]
    return Figure(
        id="RT3",
        kind="table",
        title=f"{ident}: {text.number(len(rows))} tempat",
        frame=shown,
        columns=(
            Column("tempat", "Tempat"),
            *(Column(f"{link}_kata", LINKS[link]) for link in (*_JUDGED, "kasus")),
        ),
        encode={"paper": ("tempat", "konsultasi_kata", "bantuan_kata")},
        unit="tempat kejadian",
        reading=_account(rows),
        context=context,
    )
