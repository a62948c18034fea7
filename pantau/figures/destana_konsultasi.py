"""Figures of DESTANA consultations: what villages ask and by which way, how fast, where it goes, what stays open."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records

STAGES: Final[Mapping[str, str]] = {"Semua tahap": "", "Pra": "pra", "Saat": "saat", "Pasca": "pasca"}
CHANNELS: Final[Mapping[str, str]] = {
    "tatap muka": "Tatap muka",
    "whatsapp": "WA dan media sosial",
    "media sosial": "WA dan media sosial",
    "telepon": "Telepon",
    "surat": "Surat",
    "lainnya": "Lainnya",
}
UNSAID: Final = "Tidak disebut"
_HERE, _OPEN, _OTHER = "Dijawab di kecamatan", "Belum dijawab", "Instansi lain"
_MOST_OFFICES: Final = 6
_MOST_MONTHS: Final = 12


def channels(frame: pd.DataFrame, stage: str, context: Context) -> Figure:
    """DS4: consultations by topic and channel; `stage` narrows to before, during or after a disaster ("" = all).

    `frame` has one row a topic, stage and channel; a pair nobody used is a real zero, because the register is whole.
    """
    chosen = frame[frame["tahap"] == stage] if stage else frame
    grouped = chosen.assign(
        kelompok=chosen["kanal"].map(lambda channel: CHANNELS.get(channel, UNSAID)),
        topik=chosen["topik"].str.capitalize(),
    )
    counts = grouped.groupby(["topik", "kelompok"])["konsultasi"].sum().to_dict()
    totals = grouped.groupby("topik")["konsultasi"].sum().sort_values(ascending=False, kind="stable")
    used = [*dict.fromkeys(CHANNELS.values()), *([UNSAID] if UNSAID in set(grouped["kelompok"]) else [])]
    whole = int(totals.sum())
    cells = pd.DataFrame(
        [(topic, channel, counts.get((topic, channel), 0)) for topic in totals.index for channel in used],
        columns=["topik", "kelompok", "konsultasi"],
    )
    cells["bagian"] = [100 * n / whole for n in cells["konsultasi"]]
    most = max(counts.values(), default=0)
    peak = [f"{r['topik'].lower()} lewat {_inside(r['kelompok'])}" for r in records(cells) if r["konsultasi"] == most]
    leaders = totals.index[totals == totals.max()].tolist() if whole else []
    return Figure(
        id="DS4",
        kind="crosstab",
        title=f"Paling banyak ditanyakan: {text.join(leaders[:2]).lower()}" if whole else "Topik dan kanal",
        frame=cells,
        columns=(
            Column("topik", "Topik"),
            Column("kelompok", "Kanal"),
            Column("konsultasi", "Konsultasi", "number"),
            Column("bagian", "Bagian dari semua", "percent"),
        ),
        encode={
            "row": "topik",
            "column": "kelompok",
            "value": "konsultasi",
            "rows": totals.index.tolist(),
            "columns": used,
            "absent": "",
        },
        unit="konsultasi",
        reading=f"{text.join(leaders[:2]).capitalize()}{' masing-masing' if len(leaders) > 1 else ''}"
        f" {text.number(totals.max())} dari {text.number(whole)} konsultasi;"
        f" pasangan tersering {text.join(peak[:2])} ({text.number(most)})."
        if whole
        else "Tidak ada konsultasi pada tahap ini.",
        context=context,
        notes=(f"Tahap: {stage}.",) if stage else (),
    )


def _inside(channel: str) -> str:
    """The name of a channel inside a sentence; a brand keeps its capitals."""
    return channel if channel.startswith("WA") else channel.lower()


def answer_time(frame: pd.DataFrame, context: Context) -> Figure:
    """DS5: hours until the answer a month: median, middle half, P90 and n; the open ones are counted, not dropped."""
    shown = frame.tail(_MOST_MONTHS)
    limits = shown["sasaran_jam"].dropna()
    shown = shown.assign(label=[text.month(m) for m in shown["bulan"]], teks=[_spread(row) for row in records(shown)])
    known = shown.dropna(subset=["median_jam"])
    slowest = known.sort_values("median_jam", ascending=False).head(1)
    open_, wrong = int(shown["belum_dijawab"].sum()), int(shown["waktu_terbalik"].sum())
    peak = [
        f"Median terlama {r['label']} ({text.number(r['median_jam'], 1)} jam, n={text.number(r['dijawab'])})."
        for r in records(slowest)
    ]
    target = "Target waktu jawab belum ditetapkan." if limits.empty else "Tegak kuning = target bulan itu."
    return Figure(
        id="DS5",
        kind="ranges",
        title="Waktu jawab per bulan masuk",
        frame=shown[shown["konsultasi"] > 0],
        columns=(
            Column("bulan", "Bulan", "month"),
            Column("konsultasi", "Konsultasi", "number"),
            Column("dijawab", "Dijawab", "number"),
            Column("belum_dijawab", "Belum dijawab", "number"),
            Column("waktu_terbalik", "Waktu terbalik", "number"),
            Column("p25_jam", "P25 (jam)", "number"),
            Column("median_jam", "Median (jam)", "number"),
            Column("p75_jam", "P75 (jam)", "number"),
            Column("p90_jam", "P90 (jam)", "number"),
            Column("sasaran_jam", "Target (jam)", "number"),
        ),
        encode={
            "label": "label",
            "median": "median_jam",
            "low": "p25_jam",
            "high": "p75_jam",
            "p90": "p90_jam",
            "text": "teks",
            "lines": (),
        }
        | ({} if limits.empty else {"limit": "sasaran_jam"}),
        unit="jam",
        reading=" ".join(
            [*peak, f"{text.count(open_, 'konsultasi').capitalize()} belum dijawab dan tidak ikut dihitung."]
        ),
        context=context,
        notes=(
            *([f"{text.number(wrong)} dijawab sebelum masuk menurut catatannya, disisihkan."] if wrong else []),
            *(
                [f"Dua belas bulan terakhir dari {text.number(len(frame))}; pilih tahun untuk yang lain."]
                if len(frame) > _MOST_MONTHS
                else []
            ),
            f"Jam kalender, bukan jam kerja. Bulan dengan n<5 hanya petunjuk. {target}",
        ),
    )


def _spread(row: Mapping[str, Any]) -> str:
    waiting = f" · {text.number(row['belum_dijawab'])} belum" if row["belum_dijawab"] else ""
    if text.missing(row["median_jam"]):
        return f"n=0{waiting}"
    return f"{text.number(row['median_jam'], 1)} jam · n={text.number(row['dijawab'])}{waiting}"


def handoffs(frame: pd.DataFrame, by_hazard: bool, context: Context) -> Figure:
    """DS6: from the villages to the kecamatan and on to the office asked, or answered on the spot, or still open.

    `frame` has one row a hazard and destination; the rarest offices are folded into one, their number is said.
    """
    offices = frame[~frame["tujuan"].isin((_HERE, _OPEN))].groupby("tujuan")["konsultasi"].sum()
    ranked = offices.sort_values(ascending=False, kind="stable")
    kept = ranked.index[:_MOST_OFFICES].tolist()
    rest = ranked.index[_MOST_OFFICES:].tolist()
    onward = frame.assign(tujuan=frame["tujuan"].where(~frame["tujuan"].isin(rest), _OTHER))
    last = [*([_HERE] if _HERE in set(onward["tujuan"]) else []), *kept, *([_OTHER] if rest else [])]
    last += [_OPEN] if _OPEN in set(onward["tujuan"]) else []
    source = "nama_ancaman" if by_hazard else "asal"
    first = _links(onward.assign(asal="Desa", kecamatan="Kecamatan"), source, "kecamatan")
    second = _links(onward.assign(kecamatan="Kecamatan"), "kecamatan", "tujuan")
    total, forwarded = int(frame["konsultasi"].sum()), int(offices.sum())
    named = [f"{name} {text.number(count)}" for name, count in ranked.head(3).items()]
    return Figure(
        id="DS6",
        kind="flow",
        title=f"{text.number(forwarded)} dari {text.number(total)} konsultasi diteruskan ke instansi",
        frame=pd.concat([first, second], ignore_index=True),
        columns=(
            Column("dari", "Dari"),
            Column("ke", "Ke"),
            Column("konsultasi", "Konsultasi", "number"),
            Column("belum_selesai", "Belum selesai", "number"),
        ),
        encode={
            "source": "dari",
            "target": "ke",
            "value": "konsultasi",
            "levels": [first["dari"].tolist(), ["Kecamatan"], last],
            "text": "teks",
        },
        unit="konsultasi",
        reading=(f"Terbanyak ke {text.join(named)}." if named else "Belum ada yang diteruskan ke instansi lain.")
        + f" {text.count(int(frame['belum_selesai'].sum()), 'konsultasi').capitalize()} belum selesai.",
        context=context,
        notes=(f"{_OTHER}: {text.join(rest)}.",) if rest else (),
    )


def _links(frame: pd.DataFrame, source: str, target: str) -> pd.DataFrame:
    """One row a link, widest first."""
    summed = frame.groupby([source, target], as_index=False)[["konsultasi", "belum_selesai"]].sum()
    summed = summed.sort_values("konsultasi", ascending=False, kind="stable", ignore_index=True)
    links = summed.rename(columns={source: "dari", target: "ke"})
    words = [
        f"{text.count(row['konsultasi'], 'konsultasi')}, {text.count(row['belum_selesai'])} belum selesai"
        for row in records(links)
    ]
    return links.assign(teks=words)


def open_cases(frame: pd.DataFrame, context: Context) -> Figure:
    """DS7: consultations passed on or promised a follow-up and not finished, oldest first, with their age."""
    shown = frame.assign(
        instansi=["kecamatan" if text.missing(v) else v for v in frame["instansi_dihubungi"]],
        umur=[f"{text.number(v)} hari" for v in frame["umur_hari"]],
    )
    oldest = records(shown.head(1))
    return Figure(
        id="DS7",
        kind="table",
        title=f"{text.number(len(frame))} konsultasi menunggu tindak lanjut",
        frame=shown,
        columns=(
            Column("nama_desa", "Desa"),
            Column("masuk_tanggal", "Masuk", "day"),
            Column("umur", "Umur"),
            Column("topik", "Topik"),
            Column("hasil", "Hasil"),
            Column("instansi", "Dipegang"),
            Column("id", "Nomor"),
        ),
        encode={"paper": ("nama_desa", "masuk_tanggal", "umur", "topik", "hasil", "instansi")},
        unit="konsultasi",
        reading="".join(f"Tertua {row['umur']}: {row['nama_desa']}, {row['topik']}." for row in oldest),
        context=context,
        notes=("Umur dihitung sampai hari ini.",),
    )
