"""Waktu tanggap: how long from report to answer, by hazard, and who brings the reports?"""

import streamlit as st

from pantau import ui
from pantau.figures import laporan

SOURCE = "register laporan bencana; kejadian dari berita dan laporan BPBD/BNPB"
# What starts the clock, as it is called on screen -> the name the query knows.
CLOCKS = {"Dari lapor": "lapor", "Dari kejadian": "kejadian"}
KINDS = {"Kanal": "kanal", "Unsur pelapor": "unsur pelapor"}
SILENT_DAYS = 60

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya", rows="laporan")
basis = ui.choose("dasar", laporan.BASES)
where = chosen.params() | {"dasar": basis}
kpi = ui.row("bencana/laporan_kpi", **where)
words = chosen.sentence(kpi["laporan"], kpi["laporan_total"], "laporan", basis=f"tanggal {basis}")
ui.sentence(words)
context = ui.context("lapor_bencana", words, SOURCE, "laporan")
ui.sample_note(context, "Laporan di halaman ini CONTOH; hanya baris “kejadian” pada tabel jam yang nyata.")
left, right = st.columns([1.2, 1], gap="large")
with left:
    clock = ui.choose("jam", CLOCKS)
    curve = ui.query("bencana/kurva_tanggap", jam=clock, **where)
    aim = ui.query("acuan/target", program="lapor_bencana", indikator="waktu_tanggap", per=ui.as_of("lapor_bencana"))
    ui.figure(laporan.response(curve, clock, context, aim))
    ui.table_figure(laporan.clocks(ui.query("bencana/waktu_tanggap", **where), context))
with right:
    kind = ui.choose("pelapor", KINDS)
    ui.figure(laporan.reporters(ui.query("bencana/pelapor", **where), kind, context))
    quiet = ui.query("bencana/desa_tanpa_pelapor", ambang=SILENT_DAYS, **chosen.params("kecamatan", "desa"))
    ui.still_map(laporan.silent(quiet, SILENT_DAYS, context))
