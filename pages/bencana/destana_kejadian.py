"""DESTANA Lampihong: after a disaster, did the villages that were hit ask, and did word reach them afterwards?"""

import streamlit as st

from pantau import catalogue, ui
from pantau.figures import destana_kejadian as kejadian

SOURCE = "kejadian dari berita dan laporan BPBD/BNPB; konsultasi dari register Kecamatan Lampihong"
limit = catalogue.programme("destana").limit

# Events set the period here, so a rolling window ends at the last event.
chosen = ui.filters("lapor_bencana", "periode", "desa")
where = chosen.params("dari", "sampai", "desa")
kpi = ui.row("destana/kpi", **where)
if not kpi["konsultasi_total"]:
    ui.nothing_loaded("konsultasi", "Muat berkas konsultasi Kecamatan Lampihong.")
    st.stop()

limits = (limit("kejadian_tanpa_kontak"), limit("kaitan_kejadian"), limit("pasca_belum_sampai"))
links = ui.query("destana/kaitan_kejadian", jam=limits[0], hari=limits[1], hari_pasca=limits[2], **where)
words = chosen.sentence(
    len(links), len(ui.query("destana/kaitan_kejadian")), "kejadian di desa", with_hazard=False,
    basis="tanggal kejadian", place="Kecamatan Lampihong",
)  # fmt: skip
ui.sentence(words)
ui.kpis(kejadian.kpis(links))
context = ui.context("destana", words, SOURCE)
ui.table_figure(kejadian.links(links, limits[1], context))
broken = kejadian.broken_links(ui.query("destana/nomor_tanpa_kejadian", **where))
if broken:
    ui.note(broken)
ui.figure(kejadian.reach(links, limits, context))
