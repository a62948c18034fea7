"""What makes a load stop for a person: too much held back, far fewer rows than before, columns that went missing.

A person who sees the sentence may go on; a load that nobody looks at does not.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pantau.intake.publish import Load, Outcome

# Shares of a file's rows: reliability study of the first release, section on import states.
MOST_HELD = 0.20
MOST_FALLEN = 0.30
# Below these a share says nothing: one wrong row of three, a visit of ten people after one of twenty.
FEWEST_HELD = 5
FEWEST_ROWS = 20
# Months as files name them, by their first letters; no word of nine letters or more is one, except September.
_MONTHS = {"jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"}
LONGEST_MONTH = 9
# Rows that never were data, or not of this kabupaten.
NO_DATA = ("baris_jumlah", "judul_berulang", "kabupaten_lain")


def found(load: Load, outcome: Outcome, runs: Sequence[Mapping[str, Any]]) -> list[str]:
    """The sentences of everything that a person should look at first; `runs` are the dataset's registers so far.

    A file is held against the last one of its family: a kecamatan's list is not shorter than the kabupaten's.
    """
    before = next((run for run in runs if family(str(run["berkas"])) == family(load.file)), None)
    told = []
    held = int((~outcome.rejects["alasan"].isin(NO_DATA)).sum())
    if held >= FEWEST_HELD and held > MOST_HELD * load.read:
        told.append(
            f"{held} dari {load.read} baris ditahan, lebih dari {MOST_HELD:.0%}; "
            "periksa apakah berkas dan datasetnya benar."
        )
    if before is not None and not len(load.checked.answers):
        told += _fallen(load, before) + _lost(load, before)
    return told


def family(file: str) -> str:
    """What the names of one register's files have in common: `laporan_halong_okt_2026.xlsx` -> `laporan halong`."""
    words = re.findall(r"[a-z]+", file.rpartition(".")[0].casefold())
    return " ".join(word for word in words if word[:3] not in _MONTHS or len(word) > LONGEST_MONTH)


def sentence(file: str, warnings: Sequence[str]) -> str:
    """The refusal of a load that nobody looked at."""
    return f"Berkas {file} belum dimuat, periksa dahulu: {' '.join(warnings)}" if warnings else "Tidak dimuat."


def _fallen(load: Load, before: Mapping[str, Any]) -> list[str]:
    was = int(before["dibaca"])
    if was < FEWEST_ROWS or load.read >= (1 - MOST_FALLEN) * was:
        return []
    fall = round(100 * (was - load.read) / was)
    return [
        f"Hanya {load.read} baris, turun {fall}% dari {was} baris di {before['berkas']}; pastikan berkasnya lengkap."
    ]


def _lost(load: Load, before: Mapping[str, Any]) -> list[str]:
    known = {column.name: column.title for column in load.contract.columns}
    was = str(before["kolom"] or "").split(",")
    lost = [known[name] for name in was if name in known and name not in load.rows]
    return [f"Kolom {', '.join(lost)} ada di {before['berkas']} dan tidak ada di berkas ini."] if lost else []
