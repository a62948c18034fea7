"""Istilah: what does every word, unit, indicator, rule and state on these screens mean, and where is it from?"""

from pantau import catalogue, today, ui
from pantau.figures import Context, istilah

SENTENCE = "semua istilah · satu arti di layar, salindia dan lembar cetak"

everyone = catalogue.programmes()
chosen = ui.choose("program", {"Semua program": everyone} | {each.title: (each,) for each in everyone})
context = Context(SENTENCE, "katalog program", today())
ui.sentence(SENTENCE)

ui.table_figure(istilah.words(catalogue.terms(), context), whole=True)
ui.table_figure(istilah.indicators(chosen, context), whole=True)

ui.note("Aturan dan ambangnya bertanggal; ubah di data/catalogue bila kecamatan atau dinas menetapkan lain.")
ui.table_figure(istilah.rules(chosen, ui.how_counted(chosen), context), whole=True)

ui.note("Nilai yang dikenal adalah yang diterima saat berkas dimuat; ejaan lain ditahan di karantina.")
ui.table_figure(istilah.values(ui.value_lists(chosen), context), whole=True)
