"""What changed between two meetings: exact lists, never a guess."""

from dataclasses import replace
from datetime import date

from pantau.figures import Context
from pantau.pack import Pack, Standing
from pantau.pack.manifest import record
from pantau.pack.standing import changes

CONTEXT = Context("semua data", "indikator program", date(2026, 11, 22))


def earlier(pack: Pack) -> dict[str, object]:
    """The manifest of a pack made before."""
    return record(pack)


def rows(pack: Pack, before: dict[str, object] | None) -> list[list[str]]:
    """What is said to have changed: programme, what, then, now, how."""
    return changes(before, pack.standings, pack.listed, CONTEXT).frame.to_numpy().tolist()


def test_the_first_pack_is_a_starting_point(small_pack: Pack) -> None:
    figure = changes(None, small_pack.standings, small_pack.listed, CONTEXT)
    assert figure.empty
    assert "titik awal" in figure.reading


def test_nothing_changed_is_said(small_pack: Pack) -> None:
    figure = changes(earlier(small_pack), small_pack.standings, small_pack.listed, CONTEXT)
    assert figure.empty
    assert figure.reading.startswith("Tidak ada angka atau daftar yang berubah sejak Rakor")


def test_numbers_say_direction_and_whether_it_is_good(small_pack: Pack) -> None:
    events, cost = small_pack.standings
    now = replace(small_pack, standings=(replace(events, value=28.0), replace(cost, value=None)))
    assert rows(now, earlier(small_pack)) == [
        ["Lapor Bencana", "Kejadian", "26 kejadian", "28 kejadian", "▲ naik 2 kejadian, memburuk"]
    ]
    fewer = replace(small_pack, standings=(replace(events, value=20.0), cost))
    assert rows(fewer, earlier(small_pack))[0][-1] == "▼ turun 6 kejadian, membaik"


def test_a_number_first_or_no_longer_known_is_not_a_rise(small_pack: Pack) -> None:
    events, cost = small_pack.standings
    now = replace(small_pack, standings=(replace(events, value=None), replace(cost, value=5.0)))
    assert [row[-1] for row in rows(now, earlier(small_pack))] == ["tidak lagi diketahui", "baru diketahui"]
    assert rows(now, earlier(small_pack))[0][3] == "belum dilaporkan"


def test_an_indicator_of_one_side_only_is_not_compared(small_pack: Pack) -> None:
    more = (*small_pack.standings, Standing("x.y", "X", "Y", 1.0, "orang", "naik"))
    assert rows(replace(small_pack, standings=more), earlier(small_pack)) == []


def test_new_and_gone_things_are_named(small_pack: Pack) -> None:
    now = replace(small_pack, listed={"kejadian": {"K2": "Longsor, 2 Feb 2026", "K3": "Banjir, 3 Feb 2026"}})
    assert rows(now, earlier(small_pack)) == [
        ["Kejadian", "2 kejadian baru", "1", "2", "Banjir, 3 Feb 2026; Longsor, 2 Feb 2026"],
        ["Kejadian", "1 kejadian ditarik", "1", "2", "Banjir, 1 Jan 2026"],
    ]


def test_a_long_list_is_cut_and_counted(small_pack: Pack) -> None:
    many = {"K1": "Banjir, 1 Jan 2026"} | {f"N{i}": f"Banjir {i}" for i in range(9)}
    assert rows(replace(small_pack, listed={"kejadian": many}), earlier(small_pack))[0][-1].endswith("; dan 4 lain")


def test_a_list_of_one_side_only_is_not_compared(small_pack: Pack) -> None:
    assert rows(replace(small_pack, listed={"bukti": {"a": "b"}}), earlier(small_pack)) == []
