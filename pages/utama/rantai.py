"""Rantai: after each event, did the village talk, did aid arrive, was anybody followed up, and where does it break?"""

import streamlit as st

from pantau import catalogue, today, ui
from pantau.figures import rantai

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "bahaya")
where = chosen.params("dari", "sampai", "kecamatan", "bahaya")
kpi = ui.row("bencana/kpi", **where)
words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
ui.sentence(words)
if not kpi["kejadian_total"]:
    ui.nothing_loaded("kejadian", "Muat berkas kejadian, konsultasi dan penyaluran; rantainya tersusun sendiri.")
    st.stop()
if not kpi["kejadian"]:
    ui.nothing_matches("kejadian", words, kpi["kejadian_total"])
    st.stop()

limits = (
    catalogue.programme("destana").limit("kaitan_kejadian"),
    catalogue.programme("lapor_bencana").limit("kaitan_bantuan"),
)
asked = where | {"hari": limits[0], "hari_bantuan": limits[1], "hari_ini": today()}
links, gaps = ui.query("rantai/rantai", **asked), ui.query("rantai/celah", **asked)
registers = [
    ui.context(programme, words, rantai.SOURCE, dataset).sample
    for programme, dataset in (("destana", "konsultasi"), ("lapor_bencana", "logistik_keluar"))
]
context = rantai.with_samples(ui.context("lapor_bencana", words, rantai.SOURCE), registers)
ui.sample_note(context, rantai.warning(context))
ui.kpis(rantai.kpis(links, gaps))

table = rantai.matrix(links, limits, context)
picked = ui.chain_table(table, rantai.names(table))
if picked:
    mine = links[links["id_kejadian"] == picked]
    ui.chain_card(rantai.names(table)[picked], rantai.chain(mine), rantai.places(mine, context))
ui.table_figure(rantai.gap_list(gaps, rantai.any_judged(links), context))
