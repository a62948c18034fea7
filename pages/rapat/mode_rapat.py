"""Mode rapat: the pages of the pack on the wall, step by step, with the choice of the pack page locked."""

from pantau import ui

# The filters are those of the pack page and cannot be changed here, so that nobody asks about two sets of numbers.
choice = ui.last_choice()
pack = ui.frozen(choice, ui.newest_pack(choice))
ui.sentence(choice.sentence)

at = ui.meeting_step(pack)
ui.step_buttons(pack, at)
if at == 0:
    ui.pack_cover(pack)
else:
    ui.leaf(pack, pack.leaves[at - 1], large=True)
    ui.leaf_sources(pack.leaves[at - 1])

# What the meeting decides is written down where the next pack finds it.
if at == len(pack.leaves):
    ui.note("Ini halaman terakhir. Keputusan rapat dicatat pada halaman Tindak lanjut.")
