"""What a pack shows of each programme: its numbers, its figures in the order of a meeting, and their findings.

The figures and their questions are those of the programme's page. A section is only stated here; `gather` makes every
part by itself, so that one which fails leaves the others alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from pantau import catalogue, text, today
from pantau.answers import Answers
from pantau.figures import (
    Context,
    Figure,
    bencana,
    destana,
    destana_konsultasi,
    kejadian,
    kencana,
    kencana_kemajuan,
    rantai,
    records,
    sibalang,
    sibalang_waktu,
    sotarsa,
    sotarsa_jangkauan,
)
from pantau.figures.waktu import first_number, time_marks
from pantau.filters import Filters

Kpis = tuple[tuple[str, str, str], ...]
# A figure, and its finding where the figure's own title is only a name.
Made = tuple[Figure, str]


@dataclass(frozen=True)
class Section:
    """One programme: its filter sentence and source, the strip of numbers, and the makers of its figures by number.

    `nothing` says why there is nothing to show; parts are then left out. `details` are tables row by row for the
    workbook alone, by the name of their sheet.
    """

    context: Context
    kpis: Kpis = ()
    parts: Mapping[str, Callable[[], Made]] | None = None
    nothing: str = ""
    details: Mapping[str, Callable[[], Figure]] = field(default_factory=dict)


def lapor_bencana(ask: Answers, chosen: Filters) -> Section:
    """Events: the map of villages, months by hazard, kecamatan, the list of events."""
    where = chosen.params()
    kpi = ask.row("bencana/kpi", **where)
    words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
    context = ask.context("lapor_bencana", words, bencana.SOURCE)
    if not kpi["kejadian"]:
        return Section(context, nothing=_nothing("kejadian", kpi["kejadian_total"]))

    def by_kecamatan() -> Made:
        rows = ask.query("bencana/kejadian_per_kecamatan", **where)
        return bencana.kecamatan(rows, kpi["kejadian"], context), ""

    def village_map() -> Made:
        places, account = ask.query("bencana/kejadian_per_desa", **where), ask.row("bencana/akuntansi_peta", **where)
        points = bencana.event_points(ask.query("bencana/titik", **where))
        figure = bencana.villages(places, account, context, points)
        return figure, figure.reading.split(".")[0]

    def months() -> Made:
        figure = bencana.months(ask.query("bencana/kejadian_per_bulan", **where), context)
        return _noted(ask, "lapor_bencana", chosen, figure, emergencies=True), figure.reading.split(".")[0]

    def events() -> Made:
        figure = kejadian.event_list(ask.query("bencana/kejadian", **where), context)
        unknown = int(figure.frame["terdampak_jiwa"].isna().sum())
        told = f"{text.count(kpi['kejadian'], 'kejadian').capitalize()}"
        return figure, f"{told}; {text.count(unknown)} belum melaporkan jiwa terdampak"

    def gaps() -> Figure:
        """Where the chain from event to consultation, aid and case is broken."""
        limits = {
            "hari": catalogue.programme("destana").limit("kaitan_kejadian"),
            "hari_bantuan": catalogue.programme("lapor_bencana").limit("kaitan_bantuan"),
        }
        asked = chosen.params("dari", "sampai", "kecamatan", "bahaya") | limits | {"hari_ini": today()}
        links = ask.query("rantai/rantai", **asked)
        sources = (("destana", "konsultasi"), ("lapor_bencana", "logistik_keluar"))
        samples = [ask.context(each, words, rantai.SOURCE, dataset).sample for each, dataset in sources]
        told = rantai.with_samples(ask.context("lapor_bencana", words, rantai.SOURCE), samples)
        return rantai.gap_list(ask.query("rantai/celah", **asked), rantai.any_judged(links), told)

    parts = {"LB-1": village_map, "LB-2": months, "LB-3": by_kecamatan, "LB-4": events}
    return Section(context, _strip(bencana.kpis(kpi)), parts, details={"Celah rantai": gaps})


def destana_lampihong(ask: Answers, chosen: Filters) -> Section:
    """Consultations of the villages of Lampihong: the calendar of contacts, the silent ones, what is asked."""
    limit = catalogue.programme("destana").limit
    where = chosen.params("dari", "sampai", "desa")
    kpi = ask.row("destana/kpi", ambang=limit("desa_diam"), **where)
    words = chosen.sentence(
        kpi["konsultasi"], kpi["konsultasi_total"], "konsultasi", with_hazard=False, place="Kecamatan Lampihong"
    )
    context = ask.context("destana", words, destana.SOURCE)
    if chosen.kecamatan and chosen.kecamatan.name != "Lampihong":
        elsewhere = f"DESTANA Lampihong tidak berjalan di Kecamatan {chosen.kecamatan.name}."
        return Section(context, nothing=elsewhere)
    if not kpi["konsultasi"]:
        return Section(context, nothing=_nothing("konsultasi", kpi["konsultasi_total"]))

    def links() -> Kpis:
        hours, linked, after = limit("kejadian_tanpa_kontak"), limit("kaitan_kejadian"), limit("pasca_belum_sampai")
        rows = ask.query("destana/kaitan_kejadian", jam=hours, hari=linked, hari_pasca=after, **where)
        return _strip(destana.kpis(kpi, rows, limit("desa_diam")))

    def calendar() -> Made:
        return destana.calendar(ask.query("destana/kontak_bulanan", **where), context), ""

    def silent() -> Made:
        months = int(limit("berisiko_tetapi_diam"))
        rows = ask.query("destana/desa_diam", bulan=months, per=chosen.end, desa=where["desa"])
        return destana.silent_at_risk(rows, limit("desa_diam"), months, context), ""

    def topics() -> Made:
        return destana_konsultasi.channels(ask.query("destana/kanal_topik", **where), "", context), ""

    def unfinished() -> Figure:
        rows = ask.query("destana/konsultasi_terbuka", hari_ini=today(), **where)
        return destana_konsultasi.open_cases(rows, context)

    parts = {"DS-1": calendar, "DS-2": silent, "DS-3": topics}
    return Section(context, links(), parts, details={"Konsultasi terbuka": unfinished})


def layar_sibalang(ask: Answers, chosen: Filters) -> Section:
    """Social cases, counted and never named: who holds the open ones, stages week by week, on time."""
    where = chosen.params("dari", "sampai", "kecamatan") | {"per": today()}
    kpi = ask.row("sosial/kasus_kpi", **where)
    words = chosen.sentence(kpi["masuk"], kpi["masuk_total"], "kasus", basis="tanggal masuk", with_hazard=False)
    context = ask.context("layar_sibalang", words, sibalang.SOURCE)
    if not kpi["masuk"]:
        return Section(context, nothing=_nothing("kasus", kpi["masuk_total"]))

    def ageing() -> Made:
        return sibalang.ageing(ask.query("sosial/tunggakan_kasus", **where), context), ""

    def stages() -> Made:
        figure = sibalang_waktu.flow(ask.query("sosial/arus_kasus", **where), context)
        return _noted(ask, "layar_sibalang", chosen, figure), ""

    def on_time() -> Made:
        figure = sibalang_waktu.on_time(ask.query("sosial/tepat_waktu_pekan", **where), kpi, context)
        return _noted(ask, "layar_sibalang", chosen, figure), ""

    return Section(context, _strip(sibalang.kpis(kpi)), {"SB-1": ageing, "SB-2": stages, "SB-3": on_time})


def pak_sotarsa(ask: Answers, chosen: Filters) -> Section:
    """People served: the published pair, growth in the register, the bridge, coverage on the map."""
    where = chosen.params("dari", "sampai", "kecamatan", "desa")
    kpi = ask.row("sosial/penerima_kpi", **where)
    words = sotarsa.sentence(chosen, kpi)
    context = ask.context("pak_sotarsa", words, sotarsa.SOURCE)
    official = {"program": "pak_sotarsa", "indikator": "penerima_manfaat"}
    published = ask.query("sosial/angka_resmi", **official)
    pair = tuple(published["nilai"]) if len(published) == 2 else ()

    def news() -> Made:
        figure = sotarsa.published_pair(ask.query("sosial/angka_resmi", **official), Context(words, "Kalimantan Post"))
        before, after = (text.number(value) for value in pair)
        return figure, f"Angka media: dari {before} menjadi {after} orang ({figure.subtitle.split(' · ')[-1]})"

    told = {"PS-1": news} if pair and not chosen.kecamatan else {}
    if not kpi["penerima"]:
        nothing = _nothing("penerima", kpi["penerima_total"])
        return Section(context, parts=told) if told else Section(context, nothing=nothing)

    def growth() -> Made:
        rows = ask.query("sosial/pertumbuhan_penerima", layanan=None, **where)
        aims = records(ask.query("acuan/target", per=today(), **official))
        whole = not chosen.kecamatan
        aim = next(iter(aims), None) if whole else None
        figure = sotarsa.growth(rows, pair if whole else (), context, "orang", aim)
        return _noted(ask, "pak_sotarsa", chosen, figure), ""

    def bridge() -> Made:
        return sotarsa.bridge(ask.query("sosial/jembatan_penerima", **where), chosen, context), ""

    def coverage() -> Made:
        rows = ask.query("sosial/cakupan_per_desa", **chosen.params("sampai", "kecamatan", "desa"))
        figure = sotarsa_jangkauan.coverage_map(rows, context)
        return figure, sotarsa_jangkauan.coverage(rows, context, None).reading.split(";")[0]

    parts = {**told, "PS-2": growth, "PS-3": bridge, "PS-4": coverage}
    return Section(context, _strip(sotarsa.kpis(kpi, ask.row("sosial/jeda_entri", **where))), parts)


def kencana_bukti(ask: Answers, chosen: Filters) -> Section:
    """Evidence: the matrix of kecamatan and indicators, the pace, what is missing most."""
    last = ask.as_of("kencana")
    day = min(chosen.end, last) if chosen.end and last else last
    place = chosen.params("kecamatan")
    kpi = ask.row("kencana/kpi", per=day, **place)
    words = kencana.sentence(kpi, chosen)
    context = ask.context("kencana", words, kencana.SOURCE)
    if not kpi["wajib"]:
        return Section(context, nothing="Belum ada bukti Kencana yang dimuat.")

    def matrix() -> Made:
        cells = ask.query("kencana/matriks", per=day, **place)
        rows = ask.query("kencana/kelengkapan_per_kecamatan", per=day, **place)
        return kencana.matrix(cells, rows, context), ""

    def stages() -> Any:
        return ask.query("kencana/tahap", per=day, **place)

    def pace() -> Made:
        rows = ask.query("kencana/kemajuan", per=day, **place)
        return _noted(ask, "kencana", chosen, kencana_kemajuan.progress(rows, stages(), context)), ""

    def lacking() -> Made:
        return kencana_kemajuan.bottleneck(ask.query("kencana/kurang_per_indikator", per=day, **place), context), ""

    def expiring() -> Figure:
        rows = ask.query("kencana/segera_kedaluwarsa", per=day, ambang=kencana_kemajuan.SOON_DAYS, **place)
        return kencana_kemajuan.expiring(rows, context, kencana_kemajuan.SOON_DAYS)

    parts = {"KN-1": matrix, "KN-2": pace, "KN-3": lacking}
    return Section(context, _strip(kencana.kpis(kpi, stages())), parts, details={"Segera kedaluwarsa": expiring})


SECTIONS: Final[Mapping[str, Callable[[Answers, Filters], Section]]] = {
    "lapor_bencana": lapor_bencana,
    "destana": destana_lampihong,
    "layar_sibalang": layar_sibalang,
    "pak_sotarsa": pak_sotarsa,
    "kencana": kencana_bukti,
}


def extent(ask: Answers, programme: str) -> tuple[date | None, date | None] | None:
    """First and last date of a programme's data: what an open period is called in its sentence."""
    rows = ask.query("acuan/rentang_program")
    mine = rows[rows["program"] == programme]
    return None if mine.empty else (mine["dari"].iloc[0], mine["sampai"].iloc[0])


def _noted(ask: Answers, programme: str, chosen: Filters, figure: Figure, emergencies: bool = False) -> Figure:
    """The same figure with the notes people wrote, as numbered marks, and if asked the emergencies in words.

    On screen emergencies are bands; a chart of an office program has none, and shall stay one that can be edited.
    """
    period = chosen.params("dari", "sampai")
    notes = ask.query("acuan/catatan", program=programme, **period, **chosen.params("kecamatan", "desa"))
    status = ask.query("bencana/status_darurat", **period)
    marks = time_marks(status if emergencies else status.head(0), notes, first_number(figure))
    spans = [
        f"{words}, {text.span(start, end) if end > start else text.day(start)}" for start, end, words in marks.bands
    ]
    told = (f"Status darurat: {'; '.join(spans)}.",) if spans else ()
    shown = replace(marks, bands=(), sentences=(*marks.sentences, *told)).on(figure)
    return replace(shown, encode={name: value for name, value in shown.encode.items() if name != "bands"})


def _strip(kpis: Any) -> Kpis:
    return tuple((str(name), str(value), str(note)) for name, value, note in kpis)


def _nothing(noun: str, total: int) -> str:
    if not total:
        return f"Belum ada {noun} yang dimuat."
    return f"Tidak ada {noun} pada filter ini; seluruhnya ada {text.number(total)} {noun}."
