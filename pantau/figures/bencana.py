"""Figures of Lapor Bencana: the village map, months by hazard, kecamatan, villages hit again."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import pandas as pd

from pantau import borders, text
from pantau.figures import Column, Context, Figure
from pantau.filters import Filters

# Where its numbers come from, as every screen and sheet says it.
SOURCE: Final = "berita dan laporan BPBD/BNPB, alamat pada tiap kejadian"

# Five hazards at most in one chart; the rest become "Lainnya".
_MOST_HAZARDS = 5
# Below this many events in the fullest month a median of five Januaries says nothing.
_ENOUGH_FOR_BAND = 5
_OTHER = ("LL", "Lainnya", "#9AA6AE")
# The one measure that is a share and not a count, so it shades areas.
RATE = "per_seribu_kk"


class Measure(NamedTuple):
    """What the village map shows: the query that answers it, the column that holds it, and whether rings by hazard."""

    query: str
    column: str
    rings: bool = False


def measures(row: Mapping[str, Any]) -> dict[str, Measure]:
    """The measures of the village map; reports only when real ones were loaded, shares only with households known."""
    found = {
        "Kejadian": Measure("bencana/kejadian_per_desa", "kejadian"),
        "Bahaya": Measure("bencana/kejadian_per_desa", "kejadian", rings=True),
    }
    if row["desa_berpenyebut"]:
        found["Per 1.000 KK"] = Measure("bencana/kejadian_per_desa", RATE)
    if not text.missing(row["laporan_total"]):
        found["Laporan"] = Measure("bencana/laporan_per_desa", "laporan")
    return found


def ring_level(chosen: Filters) -> str:
    """Rings stand for kecamatan; inside a chosen kecamatan, for its villages."""
    return "desa" if chosen.kecamatan or chosen.desa else "kecamatan"


def villages(
    frame: pd.DataFrame,
    account: Mapping[str, Any],
    context: Context,
    points: pd.DataFrame | None = None,
    measure: str = "kejadian",
    rings: pd.DataFrame | None = None,
    circles: bool = True,
) -> Figure:
    """LB2: counts a village as circles; nihil, belum melapor and n are three different looks.

    `frame` has one row a village with the column `measure` (kejadian or laporan; missing = belum melapor); `account` is
    the one row of akuntansi_peta; `points` are marks made by event_points or report_points, `rings` the hazards of each
    area, drawn in place of the circles.
    """
    counts = frame[measure]
    rate = measure == RATE
    noun = "kejadian" if rate else measure
    hit, nil, silent = counts.fillna(0) > 0, counts == 0, counts.isna()
    words = [
        ("belum melapor atau KK belum dimuat" if rate else "belum melapor")
        if text.missing(v)
        else ("nihil (dilaporkan)" if v == 0 else _written(v, measure))
        for v in counts
    ]
    top = frame[hit].sort_values(measure, ascending=False)
    most = top.loc[top[measure] == top[measure].max(), "nama_desa"].tolist()
    reading = f"Tidak ada {noun} yang dapat diletakkan pada desa untuk filter ini."
    if most:
        others = f" dan {text.number(len(most) - 3)} desa lain" if len(most) > 3 else ""
        names = ", ".join(most[:3]) if others else text.join(most)
        reading = (
            f"{text.number(hit.sum())} dari {text.number(len(frame))} desa tercatat;"
            f" paling {'tinggi' if rate else 'banyak'} {names}{others} ({_written(top[measure].max(), measure)})."
        )
    unknown = "belum melapor atau tanpa KK" if rate else "belum melapor"
    states = (
        f"{text.number(len(frame))} desa = {text.number(hit.sum())} ada {noun} + {text.number(nil.sum())} nihil"
        f" + {text.number(silent.sum())} {unknown}. {borders.remark()}"
    )
    return Figure(
        id="LB2",
        kind="villages",
        title=_title(measure, rings is not None, circles),
        frame=frame.assign(keterangan=words, label=frame["nama_desa"] + ", Kec. " + frame["nama_kecamatan"]),
        columns=(
            Column("kode_desa", "Kode desa"),
            Column("nama_desa", "Desa"),
            Column("nama_kecamatan", "Kecamatan"),
            Column(measure, "Kejadian per 1.000 KK" if rate else measure.capitalize(), "decimal" if rate else "number"),
            Column("keterangan", "Keterangan"),
        ),
        encode={
            "code": "kode_desa",
            "label": "label",
            "lon": "bujur",
            "lat": "lintang",
            "value": measure,
            "text": "keterangan",
            "points": points,
            "rings": rings,
            "circles": circles and not rate,
            "bounds": _rate_classes(counts.max()) if rate else [],
        },
        unit="kejadian per 1.000 KK" if rate else measure,
        reading=reading,
        context=context,
        notes=(_accounting(account, noun), states),
    )


def _title(measure: str, by_hazard: bool, circles: bool) -> str:
    if measure == RATE:
        return "Kejadian per 1.000 KK"
    if by_hazard:
        return "Kejadian menurut bahaya"
    return f"Jumlah {measure} per desa" if circles else f"Titik {measure}"


def _written(value: object, measure: str) -> str:
    if measure == RATE:
        return f"{text.number(text.finite(value) or 0, 1)} kejadian per 1.000 KK"
    return text.count(value, measure)


def _rate_classes(highest: object) -> list[tuple[float, float]]:
    """Four equal classes up to a round number above the highest share; none when there is nothing to shade."""
    top = text.finite(highest)
    if not top:
        return []
    step = next(s for s in (0.5, 1, 2.5, 5, 10, 25, 50, 100, 250) if 4 * s >= top or s == 250)
    return [(i * step, (i + 1) * step) for i in range(4)]


def _accounting(account: Mapping[str, Any], noun: str) -> str:
    """The map's balance: drawn + without a village + outside Balangan + filtered = all of them."""
    parts = []
    if account.get("hanya_kecamatan"):
        parts.append(f"{text.number(account['hanya_kecamatan'])} hanya sampai kecamatan")
    if account.get("desa_tidak_dikenali"):
        parts.append(f"{text.number(account['desa_tidak_dikenali'])} nama desa belum dikenali")
    where = f" ({', '.join(parts)})" if parts else ""
    return (
        f"{text.number(account['total'])} {noun} = {text.number(account['digambar'])} digambar"
        f" + {text.number(account['tanpa_lokasi'])} tanpa lokasi desa{where}"
        f" + {text.number(account['di_luar_balangan'])} di luar Balangan"
        f" + {text.number(account['disaring'])} tersaring."
    )


def event_points(points: pd.DataFrame) -> pd.DataFrame:
    """Events with coordinates as marks of the map: shape by hazard, fainter with age; severity is not reported."""
    people = [text.count(v, "jiwa") for v in points["terdampak_jiwa"]]
    dates = [text.day(day) for day in points["tanggal_dari"]]
    return points.assign(
        bentuk=points["kelompok_ancaman"],
        langkah=None,
        umur=points["umur_hari"],
        pasti=True,
        judul=points["nama_ancaman"],
        rinci=[f"{day}, {count}" for day, count in zip(dates, people, strict=True)],
    )


def report_points(points: pd.DataFrame) -> pd.DataFrame:
    """Reports with coordinates as marks: shape by hazard, fill by severity, fainter with age, ringed until verified."""
    severity = [v if not text.missing(v) else "keparahan belum dilaporkan" for v in points["keparahan_kata"]]
    return points.assign(
        bentuk=points["kelompok_ancaman"],
        langkah=points["keparahan"],
        umur=points["umur_hari"],
        pasti=points["terverifikasi"] == 1,
        judul=points["nama_ancaman"] + " · " + points["id_laporan"],
        rinci=[f"{text.day(day)}, {words}" for day, words in zip(points["tanggal"], severity, strict=True)],
    )


def months(frame: pd.DataFrame, context: Context, usual: pd.DataFrame | None = None) -> Figure:
    """LB3: events a month stacked by hazard on a complete axis; events known only by year are counted in the note.

    `usual` has one row a month with terendah, median and tertinggi of the five years before; it is drawn as a band only
    where months are full enough for it to say something.
    """
    unplaced = int(frame.loc[frame["bulan"].isna(), "kejadian"].sum())
    placed = frame.dropna(subset=["bulan"]).copy()
    placed["bulan"] = pd.to_datetime(placed["bulan"]).dt.date
    named = placed
    placed = _fold_hazards(placed)
    names = {
        letters: (name, colour)
        for letters, name, colour in placed[["huruf", "nama_ancaman", "warna"]]
        .drop_duplicates()
        .itertuples(index=False)
    }
    total = placed.groupby("bulan")["kejadian"].sum()
    full = _complete(placed)
    notes = []
    if unplaced:
        notes.append(f"{text.count(unplaced, 'kejadian')} hanya diketahui tahunnya, tidak digambar.")
    band = _band(usual, full) if len(total) and total.max() >= _ENOUGH_FOR_BAND else None
    if band is not None:
        notes.append("Pita kelabu = terendah sampai tertinggi bulan yang sama lima tahun sebelumnya, garis = median.")
    elif usual is not None:
        enough = len(total) and total.max() >= _ENOUGH_FOR_BAND
        why = "belum ada lima tahun data" if enough else "kejadian per bulan terlalu jarang"
        notes.append(f"Pita lima tahun tidak digambar: {why}.")
    if total.empty:
        reading = "Tidak ada kejadian bertanggal pada filter ini."
    else:
        peaks = total.index[total == total.max()].tolist()
        by_hazard = named.groupby("nama_ancaman")["kejadian"].sum().sort_values(ascending=False)
        reading = (
            f"{text.number(total.sum())} kejadian pada {text.number(len(total))} bulan; terbanyak"
            f" {text.join([text.month(m) for m in peaks[:3]])} ({text.number(total.max())})."
            f" {by_hazard.index[0]} paling sering: {text.share(by_hazard.iloc[0], total.sum())}."
        )
    return Figure(
        id="LB3",
        kind="months",
        title="Kejadian per bulan menurut bahaya",
        frame=full,
        columns=(
            Column("bulan", "Bulan", "month"),
            Column("nama_ancaman", "Bahaya"),
            Column("kejadian", "Kejadian", "number"),
        ),
        encode={"x": "bulan", "y": "kejadian", "series": "huruf", "names": names, "band": band},
        unit="kejadian",
        reading=reading,
        context=context,
        notes=tuple(notes),
    )


def _band(usual: pd.DataFrame | None, drawn: pd.DataFrame) -> pd.DataFrame | None:
    """The months of the axis that have five years before them; None when there is none."""
    if usual is None or usual.empty:
        return None
    dated = usual.assign(bulan=pd.to_datetime(usual["bulan"]).dt.date)
    kept = dated[dated["bulan"].isin(set(drawn["bulan"]))]
    return kept if len(kept) else None


def last_year(frame: pd.DataFrame) -> tuple[float, ...]:
    """Events of the twelve months up to the last one of the filter, oldest first; empty when none is dated."""
    dated = frame.dropna(subset=["bulan"])
    if dated.empty:
        return ()
    totals = dated.assign(bulan=pd.to_datetime(dated["bulan"])).groupby("bulan")["kejadian"].sum()
    axis = pd.date_range(end=totals.index.max(), periods=12, freq="MS")
    return tuple(float(v) for v in totals.reindex(axis, fill_value=0))


def _fold_hazards(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the most frequent hazards and fold the rest into "Lainnya"."""
    totals = frame.groupby("huruf")["kejadian"].sum().sort_values(ascending=False)
    if len(totals) <= _MOST_HAZARDS:
        return frame
    keep = set(totals.index[: _MOST_HAZARDS - 1])
    folded = frame.copy()
    rest = ~folded["huruf"].isin(keep)
    folded.loc[rest, ["huruf", "nama_ancaman", "warna"]] = list(_OTHER)
    return folded.groupby(["bulan", "huruf", "nama_ancaman", "warna"], as_index=False)[["kejadian"]].sum()


def _complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Every month between the first and the last stands in the frame; empty ones with zero."""
    if frame.empty:
        return frame
    axis = [m.date() for m in pd.date_range(min(frame["bulan"]), max(frame["bulan"]), freq="MS")]
    absent = [m for m in axis if m not in set(frame["bulan"])]
    empty = pd.DataFrame({"bulan": absent, "huruf": "", "nama_ancaman": "", "warna": "", "kejadian": 0})
    return pd.concat([frame, empty], ignore_index=True).sort_values(["bulan", "huruf"], ignore_index=True)


def kecamatan(frame: pd.DataFrame, total: int, context: Context) -> Figure:
    """Events a kecamatan, most first; one event may touch several, so bars may add up to more than the events."""
    first = frame.iloc[0]
    hits = int(frame["kejadian"].sum())
    leaders = frame[frame["kejadian"] == first["kejadian"]]["nama_kecamatan"].tolist()
    title = (
        f"{text.join(leaders[:2])} paling sering: {text.share(first['kejadian'], total)} kejadian"
        if total
        else "Kejadian per kecamatan"
    )
    if total >= 20:
        most = text.number(first["kejadian"])
        title = f"{text.join(leaders[:2])} paling sering: {most} dari {text.number(total)} kejadian"
    overlap = (
        "Satu kejadian dapat mengenai lebih dari satu kecamatan;"
        f" jumlah batang ({text.number(hits)}) melebihi {text.number(total)}."
        if hits > total
        else f"Jumlah batang {text.number(hits)} dari {text.number(total)} kejadian."
    )
    return Figure(
        id="LB-K",
        kind="ranked",
        title=title,
        frame=frame.assign(teks=[text.count(v) for v in frame["kejadian"]]),
        columns=(
            Column("kode_kecamatan", "Kode kecamatan"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("kejadian", "Kejadian", "number"),
        ),
        encode={"label": "nama_kecamatan", "value": "kejadian", "text": "teks", "strong": leaders},
        unit="kejadian",
        reading=overlap,
        context=context,
    )


def repeats(frame: pd.DataFrame, context: Context, most: int = 12) -> Figure:
    """LB7: villages by events; hollow dot = the last twelve months of data, letters = the commonest hazard."""
    shown = frame[frame["kejadian"] > 1].head(most)
    shown = shown.assign(
        label=shown["nama_desa"] + " · " + shown["nama_kecamatan"],
        teks=[text.count(v) for v in shown["kejadian"]],
    )
    once = int((frame["kejadian"] == 1).sum())
    if shown.empty:
        reading = f"Tidak ada desa yang tercatat terkena lebih dari sekali; {text.count(once, 'desa')} sekali."
    else:
        reading = (
            f"{text.number((frame['kejadian'] > 1).sum())} desa terkena lebih dari sekali,"
            f" {text.number(once)} desa sekali."
            " Jumlah kejadian per desa kecil (n<20): baca sebagai petunjuk, bukan laju."
        )
    return Figure(
        id="LB7",
        kind="dots",
        title="Desa yang berulang terkena",
        frame=shown,
        columns=(
            Column("nama_desa", "Desa"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("kejadian", "Kejadian", "number"),
            Column("setahun", "Dalam 12 bulan terakhir data", "number"),
            Column("nama_ancaman", "Bahaya tersering"),
        ),
        encode={
            "label": "label",
            "value": "kejadian",
            "hollow": "setahun",
            "letter": "huruf",
            "colour": "warna",
            "text": "teks",
            "absent": "",
        },
        unit="kejadian",
        reading=reading,
        context=context,
        notes=("Lingkaran kosong = 12 bulan terakhir data; huruf = bahaya tersering.",),
    )


def places(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What a dot of `repeats` chooses: its label -> kecamatan and desa."""
    labels = frame["nama_desa"] + " · " + frame["nama_kecamatan"]
    codes = frame["kode_desa"]
    return {
        "kecamatan": dict(zip(labels, codes.str[:8], strict=True)),
        "desa": dict(zip(labels, codes, strict=True)),
    }


Kpi = tuple[str, str, str]


def kpis(row: Mapping[str, Any]) -> list[Kpi]:
    """LB1: five numbers; beside each, how many events did not report it."""

    def absent(name: str) -> str:
        silent = int(row[name])
        if silent == row["kejadian"]:
            return text.UNREPORTED
        return f"{text.number(silent)} belum melapor" if silent else "semua melapor"

    def value(name: str) -> str:
        # Half a page has no room for the words; the note below says them.
        return "–" if text.missing(row[name]) else text.count(row[name]).capitalize()

    return [
        ("Kejadian", text.number(row["kejadian"]), _change(row)),
        ("Jiwa terdampak", value("terdampak_jiwa"), absent("tanpa_jiwa")),
        ("KK terdampak", value("terdampak_kk"), absent("tanpa_kk")),
        ("Rumah terendam", value("rumah_terendam_unit"), absent("tanpa_terendam")),
        ("Meninggal", value("meninggal_orang"), absent("tanpa_meninggal")),
    ]


def _change(row: Mapping[str, Any]) -> str:
    """The last twelve months of data."""
    return f"{text.number(row['setahun'])} dalam setahun"


def more_kpis(row: Mapping[str, Any]) -> str:
    """The rest of LB1 in one line, each number with its gaps: people, damaged houses, response, reports."""

    def counted(name: str, column: str, silent: str, unit: str) -> str:
        return f"{name} {text.count(row[column], unit)} ({text.number(row[silent])} belum melapor)"

    response = (
        f"median tanggap {text.number(row['median_tanggap_menit'])} menit dari laporan sampai terkendali"
        f" (n={text.number(row['n_tanggap'])})"
        if row["n_tanggap"]
        else f"median tanggap {text.UNDETERMINED}"
    )
    reports = row["laporan_total"]
    return " · ".join(
        (
            f"Setahun sebelumnya {text.count(row['setahun_lalu'], 'kejadian')}",
            f"tahun kalender terakhir {text.count(row['tahun_ini'], 'kejadian')}",
            counted("hilang", "hilang_orang", "tanpa_hilang", "orang"),
            counted("luka", "luka_orang", "tanpa_luka", "orang"),
            counted("mengungsi", "mengungsi_orang", "tanpa_mengungsi", "orang"),
            counted("rumah rusak", "rumah_rusak_unit", "tanpa_rusak", "unit") + _degrees(row),
            response,
            "laporan mentah belum dimuat" if text.missing(reports) else f"{text.number(reports)} laporan masuk",
        )
    )


def _degrees(row: Mapping[str, Any]) -> str:
    """`, berat 2, sedang 5`: the degrees that were reported apart; nothing when none was."""
    degrees = (("berat", "rusak_berat_unit"), ("sedang", "rusak_sedang_unit"), ("ringan", "rusak_ringan_unit"))
    return "".join(f", {name} {text.number(row[column])}" for name, column in degrees if not text.missing(row[column]))
