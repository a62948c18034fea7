"""The command line: sentences, JSON that programs can rely on, and exit statuses."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pantau import ROOT, cli, store
from pantau.cli import answers
from pantau.pack import Pack, bundle, history
from pantau.pack.manifest import record
from pantau.store import Query, Store, generations, store_folder

CASE_HEADING = "id_laporan,kode_ancaman,lapor_pada,kecamatan,desa,terdampak_jiwa\n"


class Ran:
    """What one command said and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def last(self) -> Any:
        """The last line of standard output, as JSON."""
        return json.loads(self.out.splitlines()[-1])


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command in this process."""

    def call(*arguments: object) -> Ran:
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return call


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A file of three reports: one good, one of an unknown village, one a sum."""
    path = tmp_path / "laporan.csv"
    rows = ["LB-1,banjir,24/11/2025 14.05,Juai,Hamarung,12", "LB-2,101,24/11/2025,Juai,Entah,3", "JUMLAH,,,,,15"]
    path.write_text(CASE_HEADING + "\n".join(rows), encoding="utf-8")
    return path


def test_load_speaks_and_ends_with_json(run: Any, reports: Path, empty_rooms: Path) -> None:
    ran = run("load", reports, "--dataset", "laporan")
    assert ran.status == 0
    assert "3 baris dibaca = 1 dimuat + 2 ditahan + 0 sudah ada" in ran.out
    assert "desa tidak dikenali (1)" in ran.out
    counted = {name: ran.last[name] for name in ("read", "loaded", "quarantined", "duplicate", "generation")}
    assert counted == {"read": 3, "loaded": 1, "quarantined": 2, "duplicate": 0, "generation": "gen-000001"}
    assert ran.last["run"]
    again = run("load", reports, "--dataset", "laporan", "--json")
    assert len(again.out.splitlines()) == 1
    assert (again.last["duplicate"], again.last["generation"]) == (3, "gen-000001")


def test_load_refuses_with_a_sentence(run: Any, tmp_path: Path, empty_rooms: Path) -> None:
    ran = run("load", tmp_path / "tidak_ada.csv", "--dataset", "laporan", "--json")
    assert ran.status == 1
    assert ran.last == {"refused": "Berkas tidak_ada.csv tidak ditemukan; periksa nama dan foldernya."}
    assert (
        run("load", tmp_path / "x.csv", "--dataset", "entah")
        .last["refused"]
        .startswith("dataset 'entah' tidak dikenal")
    )


def test_load_of_several_files_gives_one_line_each(run: Any, reports: Path, tmp_path: Path, empty_rooms: Path) -> None:
    other = tmp_path / "lain.csv"
    other.write_text(CASE_HEADING + "LB-9,101,24/11/2025,Juai,Hamarung,1\n", encoding="utf-8")
    ran = run("load", reports, tmp_path / "tidak_ada.csv", other, "--dataset", "laporan", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 1
    assert [line.get("loaded") for line in lines] == [1, None, 1]
    assert generations.published(store_folder()) == ["gen-000001"]


def test_a_dry_run_publishes_nothing(run: Any, reports: Path, empty_rooms: Path) -> None:
    ran = run("load", reports, "--dataset", "laporan", "--dry-run")
    assert "Uji saja" in ran.out
    assert (ran.last["loaded"], ran.last["generation"]) == (1, None)


def test_a_held_store_is_refused_in_json_too(run: Any, reports: Path, empty_rooms: Path) -> None:
    with generations.locked(store_folder()):
        ran = run("load", reports, "--dataset", "laporan")
    assert (ran.status, ran.last) == (
        1,
        {"refused": "Pemuatan lain sedang berjalan; tunggu sampai selesai, lalu ulangi."},
    )


@pytest.mark.parametrize(
    "arguments", [[], ["load"], ["load", "x.csv"], ["tidak_ada"], ["query", "x", "--format", "xml"]]
)
def test_wrong_use_ends_with_two(arguments: list[str], run: Any) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert "pemakaian: python -m pantau" in ran.err


def test_help_is_indonesian_and_quick() -> None:
    code = "import sys; from pantau import cli\ntry: cli.main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "pemakaian: python -m pantau" in done.stdout
    assert "usage" not in done.stdout
    assert {"pandas", "duckdb", "numpy"} & set(done.stdout.split()) == set()


def test_every_command_has_help(run: Any) -> None:
    said = run("--help").out
    for command in (
        "load", "query", "generations", "rollback", "backup", "restore", "health", "schema", "sample", "template",
        "trace", "erase", "rotate-key", "rebuild",
    ):  # fmt: skip
        assert command in said
        assert run(command, "--help").status == 0


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kode": pd.array(["63.11.01", None], dtype="str"),
            "tanggal": pd.array(["2025-11-24", None], dtype="datetime64[us]"),
            "pada": pd.array(["2025-11-24 14:05", "2025-11-25"], dtype="datetime64[us]"),
            "jiwa": pd.array([12, None], dtype="Int64"),
            "rasio": [1 / 3, float("nan")],
            "utuh": [2.0, 1e20],
            "benar": pd.array([True, None], dtype="boolean"),
            "teks": pd.array(["=cmd|'/c calc'!A1", "-5 m"], dtype="str"),
        }
    )


QUERY = Query("x", "Kalimat.", (), (), {}, "")


def test_json_rules() -> None:
    assert json.loads(answers.as_json(frame(), QUERY)) == [
        {"kode": "63.11.01", "tanggal": "2025-11-24", "pada": "2025-11-24T14:05:00", "jiwa": 12, "rasio": 0.333333,
         "utuh": 2, "benar": True, "teks": "=cmd|'/c calc'!A1"},
        {"kode": None, "tanggal": None, "pada": "2025-11-25T00:00:00", "jiwa": None, "rasio": None, "utuh": 1e20,
         "benar": None, "teks": "-5 m"},
    ]  # fmt: skip


def test_csv_holds_no_formula_and_keeps_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(answers.as_csv(frame().assign(jiwa=[-12, 3]), QUERY))))
    assert [row["teks"] for row in rows] == ["'=cmd|'/c calc'!A1", "'-5 m"]
    assert [row["jiwa"] for row in rows] == ["-12", "3"]
    assert rows[1]["kode"] == ""


def test_a_table_shows_the_sentence_and_a_dash_for_missing() -> None:
    lines = answers.as_table(frame()[["kode", "jiwa"]], QUERY).splitlines()
    assert lines == ["Kalimat.", "kode      jiwa", "63.11.01  12", "–         –", "(2 baris)"]


@pytest.mark.parametrize("kind", ["json", "csv", "table"])
def test_an_empty_answer_still_has_its_form(kind: str) -> None:
    said = answers.FORMATS[kind](frame().head(0), QUERY)
    assert {"json": "[]\n"}.get(kind, said) == said
    assert said


def test_query_takes_names_for_codes(run: Any, sample: Store) -> None:
    by_name = run("query", "bencana/kejadian_per_desa", "-p", "kecamatan=halong", "--format", "json")
    by_code = run("query", "bencana/kejadian_per_desa", "-p", "kecamatan=63.11.02", "--format", "json")
    assert by_name.status == 0
    assert by_name.last == by_code.last
    assert {row["kode_kecamatan"] for row in by_name.last} == {"63.11.02"}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["query", "tidak/ada"], "Kueri tidak/ada tidak ada"),
        (["query", "bencana/kejadian", "-p", "x"], "nama=nilai"),
        (["query", "bencana/kejadian", "-p", "x=1"], "tidak punya parameter x"),
        (["query", "bencana/kejadian", "-p", "dari=kemarin"], "tidak dapat dibaca sebagai DATE"),
        (["query", "bencana/kejadian", "-p", "kecamatan=Entah"], "Kecamatan tidak dikenali"),
        (["query", "bencana/kejadian", "-p", "desa=Galumbang"], "lebih dari satu desa"),
        (["query", "bencana/kejadian", "--scope", "kec-999999"], "Lingkup"),
        (["query", "bencana/kejadian", "--role", "camat"], "PANTAU_KECAMATAN"),
        (["rollback", "gen-000099"], "tidak ada; yang ada"),
        (["erase", "0" * 32, "--reason", "x"], "tidak ada yang diubah"),
        (["template", "kunjungan", "formulir.docx"], ".xlsx atau .pdf"),
        (["template", "entah", "formulir.xlsx"], "tidak dikenal"),
        (["restore", "/tidak/ada"], "bukan cadangan"),
    ],
)
def test_a_refusal_is_a_sentence_and_one(arguments: list[str], word: str, run: Any, sample: Store) -> None:
    ran = run(*arguments)
    assert ran.status == 1
    assert word in ran.err
    assert "Traceback" not in ran.err


def test_a_role_asks_the_file_it_reads(run: Any, sample: Store) -> None:
    """Specific data stand row by row only in the file of who handles cases."""
    seen = {
        role: run("query", "sosial/tumpang_tindih", "--role", role).last
        for role in ("kepala_dinas", "pengelola_rujukan")
    }
    assert seen["kepala_dinas"] == []
    assert seen["pengelola_rujukan"]
    own = run("query", "data/keadaan_dataset", "--role", "camat", "-p", "kecamatan=Halong")
    assert own.status == 1, "this query has no kecamatan; the sentence says so"
    visits = run("query", "sosial/cakupan_per_desa", "--role", "camat", "-p", "kecamatan=Juai")
    assert visits.last == []


def test_a_person_is_traced_by_a_nik_that_is_not_in_the_command(
    run: Any, sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (ROOT / "data" / "sample" / "kasus.csv").open(encoding="utf-8", newline="") as file:
        nik = next(row["nik"] for row in csv.DictReader(file) if row["nik"])
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{nik}\n"))
    ran = run("trace", "--json")
    assert ran.status == 0
    rows = ran.last["rows"]
    assert "kasus" in {row["dataset"] for row in rows}
    assert nik not in ran.out + ran.err
    assert run("trace", ran.last["pid"]).out.startswith(f"Samaran {ran.last['pid']}: {len(rows)} baris")


def test_health_and_generations(run: Any, sample: Store) -> None:
    assert run("health").out.startswith("Sehat.")
    report = run("health", "--json")
    assert (report.status, report.last["ok"]) == (0, True)
    assert run("generations").out.startswith("* gen-000001")


def test_health_of_nothing_ends_with_one(run: Any, empty_rooms: Path) -> None:
    ran = run("health", "--json")
    assert (ran.status, ran.last["ok"]) == (1, False)


def test_backup_says_where_and_that_it_is_personal(run: Any, sample: Store, tmp_path: Path) -> None:
    ran = run("backup", tmp_path / "cadangan")
    assert ran.status == 0
    assert "terenkripsi" in ran.out


def test_schema_names_units(run: Any) -> None:
    said = run("schema").out
    assert "laporan: Laporan bencana" in said
    assert "jiwa" in said
    datasets = {each["dataset"]: each for each in run("schema", "--json").last}
    names = [column["name"] for column in datasets["penerima"]["columns"]]
    assert "pid" in names
    assert "nik" not in names


def test_sample_is_one_generation_and_loading_it_again_changes_nothing(run: Any, sample: Store) -> None:
    ran = run("sample")
    assert ran.status == 0
    assert " 0 dimuat + 0 ditahan + " in ran.out.splitlines()[0]
    assert sample.generation() == "gen-000001"


def test_the_store_is_where_the_environment_says(empty_rooms: Path) -> None:
    assert store.store_folder() == empty_rooms / "store"


# --- meetings ---


@pytest.fixture
def packs(monkeypatch: pytest.MonkeyPatch, at_sample: None, tmp_path: Path) -> list[Pack]:
    """The packs a command asks for; their files are not written in full, which other tests do."""
    asked: list[Pack] = []

    def light(made: Pack, options: object, progress: object) -> bundle.Bundle:
        asked.append(made)
        return bundle.Bundle(b"zip", record(made), ())

    monkeypatch.setattr(bundle, "bundle", light)
    monkeypatch.setattr(history, "folder", lambda: tmp_path / "paket")
    return asked


def test_a_pack_for_every_kecamatan_in_one_call(run: Any, packs: list[Pack], tmp_path: Path) -> None:
    ran = run("pack", "--program", "kencana", "--tiap-kecamatan", "--out", tmp_path / "keluar", "--hitam-putih")
    assert ran.status == 0
    files = [Path(line) for line in ran.out.splitlines()]
    assert len({file.name for file in files}) == len(files) == 8
    assert all(file.read_bytes() == b"zip" for file in files)
    assert len({made.choice.place for made in packs}) == 8
    assert all(made.choice.grey and made.choice.programmes == ("kencana",) for made in packs)


def test_a_pack_of_one_place_period_and_several_programmes(run: Any, packs: list[Pack], tmp_path: Path) -> None:
    ran = run("pack", "--program", "kencana,lapor_bencana", "--kecamatan", "halong", "--dari", "2025-01-01",
              "--sampai", "2025-12-31", "--out", tmp_path)  # fmt: skip
    assert ran.status == 0
    (made,) = packs
    assert made.choice.sentence == "1 Jan 2025 s.d. 31 Des 2025 · Kecamatan Halong · Lapor Bencana dan Kencana"
    run("pack", "--program", "kencana", "--kecamatan", "Halong", "--out", tmp_path)
    earlier = next(leaf for leaf in packs[1].leaves if leaf.number == "R-2")
    assert made.code in earlier.figure.subtitle


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--program", "bukan"), 1, "program 'bukan' tidak dikenal"),
        (("--program", ","), 1, "Sebut paling sedikit satu program."),
        (("--kecamatan", "Entah"), 1, "Kecamatan tidak dikenali"),
        (("--dari", "2026-02-01", "--sampai", "2026-01-01"), 1, "--dari lebih akhir daripada --sampai"),
        (("--dari", "kemarin"), 2, "pack --help"),
        (("--kecamatan", "Halong", "--tiap-kecamatan"), 2, "pack --help"),
    ],
)
def test_a_pack_asked_wrongly_is_refused(
    arguments: tuple[str, ...], status: int, said: str, run: Any, packs: list[Pack], tmp_path: Path
) -> None:
    ran = run("pack", *arguments, "--out", tmp_path)
    assert (ran.status, packs) == (status, [])
    assert said in ran.err
