"""Pak Sotarsa: how many people does the service reach, and what do the published 281 and 880 mean beside that?"""

import streamlit as st

from pantau import text, today, ui
from pantau.figures import sotarsa

chosen = ui.filters("pak_sotarsa", "periode", "kecamatan", "desa")
where = chosen.params("dari", "sampai", "kecamatan", "desa")
kpi = ui.row("sosial/penerima_kpi", **where)
words = sotarsa.sentence(chosen, kpi)
ui.sentence(words)

published = ui.query("sosial/angka_resmi", program="pak_sotarsa", indikator="penerima_manfaat")
pair = tuple(published["nilai"]) if len(published) == 2 else ()
context = ui.context("pak_sotarsa", words, sotarsa.SOURCE)
if not kpi["penerima_total"]:
    ui.nothing_loaded("kunjungan", "Muat berkas kunjungan dan penerima dari kecamatan.")
elif not kpi["penerima"]:
    ui.nothing_matches("penerima", words, kpi["penerima_total"])
else:
    ui.kpis(sotarsa.kpis(kpi, ui.row("sosial/jeda_entri", **where)))

left, right = st.columns([1, 2], gap="large")
with left:
    if pair:
        ui.figure(sotarsa.published_pair(published, ui.published_context(words, "Kalimantan Post")))
        ui.note(text.link("Buka sumber angka media", published["sumber_url"].iloc[0]))
    else:
        ui.nothing_loaded("angka terbit", "Muat berkas angka_resmi: satu angka sebelum dan satu sesudah.")
with right:
    if kpi["penerima_total"]:
        with st.container(horizontal=True):
            unit = ui.choose("hitung", sotarsa.COUNTS)
            service = ui.choose("layanan", sotarsa.SERVICES)
        between = ui.row("sosial/selisih_register", sampai=chosen.end)
        aims = ui.query("acuan/target", program="pak_sotarsa", indikator="penerima_manfaat", per=today())
        aim = next(iter(ui.records(aims)), None)
        whole = unit == "orang" and not (service or chosen.kecamatan or chosen.desa)
        if unit == "keluarga" and not kpi["keluarga"]:
            ui.note(sotarsa.NO_FAMILIES)
        else:
            grown = ui.query(f"sosial/pertumbuhan_{'penerima' if unit == 'orang' else unit}", layanan=service, **where)
            lines = sotarsa.growth(grown, pair if whole else (), context, unit, aim if whole else None, service)
            ui.time_figure(lines, "pak_sotarsa", chosen)
        now = between["dikunjungi_orang"]
        aimed = {"awal": aim["awal"], "target": aim["nilai"], "arah": aim["arah"]} if aim else {}
        ui.note(sotarsa.progress(aim, ui.row("sosial/kemajuan", nilai=now, **aimed), now))
if pair and kpi["penerima_total"]:
    ui.note(text.escape(sotarsa.gap(pair[1], between, kpi, chosen.end or context.as_of)))

if kpi["penerima_total"]:
    steps = sotarsa.bridge(ui.query("sosial/jembatan_penerima", **where), chosen, context)
    if ui.sees_detail() and not steps.empty:
        ui.figure(steps, on_select=lambda: None)
        state = st.session_state.get("gambar-PS3")
        step = sotarsa.picked(steps, state.selection.points if state else ())
        if step:
            ui.table_figure(sotarsa.people(ui.query("sosial/jembatan_daftar", langkah=step, **where), step, context))
    else:
        ui.figure(steps)
    if ui.sees_detail():
        alike = ui.query("sosial/orang_mungkin_sama", **chosen.params("kecamatan", "desa"))
        ui.table_figure(sotarsa.namesakes(alike, context))
