"""Kencana: how many of the residents due a minimum service received it, service by service and kecamatan?"""

from pantau import ui
from pantau.figures import kencana_spm

SOURCE = "spm_capaian, dua belas sub-kegiatan menurut Permendagri 101/2018"

day = ui.state_date("kencana")
chosen = ui.filters("kencana", "kecamatan")
rows = ui.query("kencana/spm", per=day, **chosen.params("kecamatan"))
words = kencana_spm.sentence(rows, chosen)
context = ui.context("kencana", words, SOURCE, dataset="spm_capaian")
ui.sentence(words)
if rows.empty:
    ui.nothing_loaded(
        "capaian SPM sampai tanggal ini",
        "Muat berkas spm_capaian: tahun, kecamatan, layanan, sasaran dan terlayani."
        " Di bawah ini sub-kegiatan yang ditunggu angkanya.",
    )
else:
    ui.figure(kencana_spm.services(rows, context))
ui.table_figure(kencana_spm.sources(ui.query("kencana/spm_layanan"), context))
