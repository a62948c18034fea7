"""Tindak lanjut: what did the meetings decide, who does it by when, and what is overdue?"""

from pantau import today, ui
from pantau.figures import rapat

titles = rapat.titles()
programme = ui.choose("program", {"Semua program": None} | {title: each for each, title in titles.items()})
rows = ui.query("rapat/tindak_lanjut", program=programme, hari_ini=today())
words = rapat.sentence(rows, programme)
context = ui.context("umum", words, rapat.SOURCE, "tindak_lanjut")
ui.sentence(words)
ui.sample_note(context, "Keputusan di halaman ini CONTOH; hilang begitu keputusan nyata pertama dicatat atau dimuat.")

if len(rows):
    ui.kpis(rapat.kpis(rows))
ui.decisions(rapat.decisions(rows, context), rows)

# A decision typed here and one loaded from a file go the same way; the newest state of a number counts.
ui.new_decision(programme or "umum")
ui.note("Muat dari Excel: Data masuk, dataset tindak_lanjut. Yang lewat tenggat membuka Paket Rapat berikutnya.")
