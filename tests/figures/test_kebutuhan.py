"""Needs, stock, deliveries and people: what is missing stays missing, what is short is named."""

import re

import pandas as pd
import pytest

from pantau import text
from pantau.figures import Context, Figure, kebutuhan, records
from pantau.store import Store

CONTEXT = Context("semua periode · 26 dari 26 kejadian", "standar dan stok", None, "stok logistik")
NEEDS = {"profil": "bnpb", "pengungsi": 250, "hari": 7}


def test_what_is_short_is_named_and_counted(sample: Store) -> None:
    frame = sample.query("bencana/kebutuhan_pengungsi", {**NEEDS, "pengungsi": 5000})
    figure = kebutuhan.needs(frame, 5000, 7, "Perka", CONTEXT)
    short = frame[frame["kurang"].fillna(0) > 0]
    assert len(short)
    assert figure.reading.startswith(f"Kurang: {text.join(short['barang'].tolist())}.")
    with_stock = frame[frame["stok"].notna() & frame["kebutuhan"].notna()]
    gap = (with_stock["kebutuhan"] - with_stock["stok"]).clip(lower=0)
    assert (with_stock["kurang"] - gap).abs().max() < 1
    assert figure.title == "Kebutuhan 5.000 orang selama 7 hari"


def test_stock_never_loaded_is_not_a_stock_of_zero(empty: Store) -> None:
    figure = kebutuhan.needs(empty.query("bencana/kebutuhan_pengungsi", NEEDS), 250, 7, "Perka", CONTEXT)
    assert len(figure.frame) == 5
    assert set(figure.frame["stok_teks"]) == {"belum dimuat"}
    assert set(figure.frame["kurang_teks"]) == {text.UNDETERMINED}
    assert figure.reading.startswith("Stok belum dimuat, jadi kekurangan belum dapat ditentukan.")


def test_enough_is_said_only_of_what_was_loaded(sample: Store) -> None:
    figure = kebutuhan.needs(sample.query("bencana/kebutuhan_pengungsi", {**NEEDS, "pengungsi": 1}), 1, 7, "P", CONTEXT)
    assert figure.reading.startswith("Stok yang dimuat mencukupi")


def test_the_start_is_an_event_or_said_to_be_none(sample: Store) -> None:
    (row,) = records(sample.query("bencana/pengungsi_terakhir"))
    assert f"{row['id']} ({text.day(row['tanggal_dari'])}" in kebutuhan.starting_point(row)
    assert f"{text.number(row['mengungsi_orang'])} orang." in kebutuhan.starting_point(row)
    assert "isi jumlahnya sendiri" in kebutuhan.starting_point(None)
    assert ", nan" not in kebutuhan.starting_point({**row, "nama_kecamatan": None})


def test_the_seven_marks_are_shares_of_what_was_judged(sample: Store) -> None:
    figure = kebutuhan.marks(sample.query("bencana/lokbana"), CONTEXT)
    rows = figure.frame
    assert len(rows) == 7
    assert (rows["tepat"] <= rows["dinilai"]).all()
    assert (rows["persen"] - 100 * rows["tepat"] / rows["dinilai"]).abs().max() < 0.001
    worst = rows.sort_values("persen").iloc[0]
    assert figure.reading.startswith(
        f"Paling lemah {worst['nama'].lower()}: {text.share(worst['tepat'], worst['dinilai'])}"
    )
    assert len(set(rows["dinilai"] + rows["belum_dinilai"])) == 1


def test_marks_nobody_judged_are_not_wrong() -> None:
    frame = pd.DataFrame(
        {"urut": [1], "nama": ["Tepat jenis"], "tepat": [0], "dinilai": [0], "belum_dinilai": [9], "persen": [None]}
    )
    figure = kebutuhan.marks(frame, CONTEXT)
    assert figure.empty
    assert figure.reading == "Belum ada penyaluran yang dinilai pada filter ini."


def test_deliveries_account_for_what_was_not_handed_over(sample: Store, empty: Store) -> None:
    (row,) = records(sample.query("bencana/penyaluran"))
    told = {name: (value, note) for name, value, note in kebutuhan.deliveries(row)}
    assert row["diserahkan"] + row["menunggu"] == row["penyaluran"]
    assert told["Penyaluran"] == (text.number(row["penyaluran"]), f"dari {row['total']} yang dimuat")
    assert told["Berberita acara"][0] == text.share(row["berberita_acara"], row["diserahkan"])
    nothing = {name: value for name, value, _ in kebutuhan.deliveries(records(empty.query("bencana/penyaluran"))[0])}
    assert nothing["Median minta–serah"] == text.UNDETERMINED
    assert nothing["Berberita acara"] == "tidak berlaku"
    assert nothing["Belum diserahkan"] == "Nihil"


def test_people_sent_are_those_of_the_last_day(sample: Store) -> None:
    frame = sample.query("bencana/personel")
    figure = kebutuhan.personnel(frame, CONTEXT)
    assert figure.title == f"{text.number(frame['personel_orang'].sum())} orang dikirim"
    assert figure.subtitle == f"Keadaan {text.day(frame['tanggal'].iloc[0])}"
    assert len(set(frame["tanggal"])) == 1
    volunteers = frame.loc[frame["unsur"] == "relawan", "personel_orang"].sum()
    assert figure.reading == f"{text.count(volunteers, 'relawan').capitalize()} termasuk di dalamnya."


def test_stock_names_what_is_below_its_least_amount(sample: Store) -> None:
    frame = sample.query("bencana/stok")
    figure = kebutuhan.stock(frame, CONTEXT)
    short = frame[frame["kurang"] > 0]
    assert figure.title == f"{len(short)} dari {len(frame)} barang di bawah batas"
    assert figure.reading == f"Di bawah batas: {text.join(short['barang'].tolist())}."
    assert (short["kurang"] == short["minimum"] - short["stok"]).all()


def test_no_stock_at_all_is_not_said_to_be_enough(empty: Store) -> None:
    assert kebutuhan.stock(empty.query("bencana/stok"), CONTEXT).reading == "Belum ada stok yang dimuat."


def figures_of(store: Store) -> list[Figure]:
    return [
        kebutuhan.needs(store.query("bencana/kebutuhan_pengungsi", NEEDS), 250, 7, "Perka", CONTEXT),
        kebutuhan.marks(store.query("bencana/lokbana"), CONTEXT),
        kebutuhan.stock(store.query("bencana/stok"), CONTEXT),
        kebutuhan.personnel(store.query("bencana/personel"), CONTEXT),
    ]


@pytest.mark.parametrize("data", ["sample", "empty"])
def test_every_figure_has_words_and_a_table_twin(data: str, request: pytest.FixtureRequest) -> None:
    for figure in figures_of(request.getfixturevalue(data)):
        said = " ".join((figure.title, figure.subtitle, figure.reading, figure.written().to_string()))
        assert re.findall(r"\b(?:nan|NaN|NaT|None|inf)\b|<NA>", said) == [], figure.id
        assert figure.reading.endswith("."), figure.id
        assert len(figure.written()) == len(figure.frame)
