"""Pulling answers of forms: all of them or none, the key to its own host only, and never half a page."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pantau.cli import main
from pantau.contracts import contract
from pantau.intake import Refused, load
from pantau.pull import MARKS, pull, web
from pantau.pull.answers import rows
from pantau.pull.kobo import Kobo
from pantau.pull.odk import Odk
from pantau.store import loader_room
from tests.servers import KEY, FormServer, Reply, serving

ASSET = "aFormulirUji"


def report(number: int, **more: Any) -> dict[str, Any]:
    """One answer as Kobo gives it."""
    return {
        "_id": number, "formhub/uuid": "f", "__version__": "v1", "_uuid": f"u-{number:05}", "start": "x",
        "kode_ancaman": "101", "lapor_pada": "2025-11-24T08:01:00.000+08:00", "bencana/kode_kecamatan": "63.11.02",
        "koordinat": "-2.2476 115.726 41.2 4.8", "tma_cm": "60", "uraian": "Air naik,\nlalu surut", "_attachments": [],
        "_geolocation": [-2.2476, 115.726], "_submission_time": f"2025-11-24T00:{number // 60:02}:{number % 60:02}",
        "_submitted_by": "petugas", "_validation_status": {}, "meta/instanceID": f"uuid:u-{number:05}",
    } | more  # fmt: skip


def central(number: int, **more: Any) -> dict[str, Any]:
    """One answer as ODK Central gives it."""
    return {
        "__id": f"uuid:{number:05}",
        "__system": {"submissionDate": f"2025-11-24T00:{number // 60:02}:{number % 60:02}.123Z", "reviewState": None},
        "kode_ancaman": "101", "lapor_pada": "2025-11-24T08:01:00.000+08:00", "kanal": None,
        "bencana": {"kode_kecamatan": "63.11.02", "tma_cm": 60},
        "koordinat": {"type": "Point", "coordinates": [115.726, -2.247, 4], "properties": {"accuracy": 4}},
        "warga@odata.navigationLink": "Submissions('x')/warga",
    } | more  # fmt: skip


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long a server was waited for; no test waits."""
    waited: list[float] = []
    monkeypatch.setattr(web, "sleep", waited.append)
    return waited


@pytest.fixture
def server(bare_rooms: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> Iterator[FormServer]:
    """A server of forms that the environment names, with the right key."""
    with serving(FormServer()) as made:
        for name in ("PANTAU_KOBO", "PANTAU_ODK"):
            monkeypatch.setenv(f"{name}_URL", made.address)
            monkeypatch.setenv(f"{name}_TOKEN", KEY)
        yield made


def test_every_page_of_kobo_is_loaded_with_its_point_and_number(server: FormServer) -> None:
    server.answers = [report(n) for n in range(1, 2_402)]
    told = pull(Kobo(ASSET), "laporan")
    assert told.result is not None
    assert (told.answers, told.result.refused, told.result.read, told.result.loaded) == (2_401, None, 2_401, 2_401)
    assert [params["start"] for _, params, _ in server.asked] == ["0", "1000", "2000"]


def test_what_is_loaded_is_what_was_said(server: FormServer) -> None:
    made = rows([report(7)], contract("laporan"))
    assert made.rows == [
        {
            "_id": "7", "_uuid": "u-00007", "kode_ancaman": "101", "lapor_pada": "2025-11-24T08:01:00.000+08:00",
            "kode_kecamatan": "63.11.02", "lintang": "-2.2476", "bujur": "115.7260", "tma_cm": "60",
            "uraian": "Air naik,\nlalu surut", "_submission_time": "2025-11-24T00:00:07",
            "meta/instanceID": "uuid:u-00007",
        }
    ]  # fmt: skip
    assert made.notes == ()


def test_an_answer_pulled_and_exported_is_one_answer(server: FormServer, tmp_path: Path) -> None:
    server.answers = [report(7)]
    pull(Kobo(ASSET), "laporan")
    export = tmp_path / "ekspor.csv"
    export.write_text(
        "kode_ancaman,lapor_pada,kode_kecamatan,koordinat,_koordinat_latitude,_koordinat_longitude,tma_cm,uraian,"
        "_id,_uuid,_submission_time\n"
        "101,2025-11-24T08:01:00.000+08:00,63.11.02,-2.2476 115.726 41.2 4.8,-2.2476,115.7260,60,"
        '"Air naik,\nlalu surut",7,u-00007,2025-11-24T00:00:07\n',
        encoding="utf-8",
    )
    result = load(export, "laporan")
    assert (result.loaded, result.quarantined, result.duplicate) == (0, 0, 1)


def test_only_what_is_new_is_asked_for_and_what_is_met_again_is_known(server: FormServer) -> None:
    server.answers = [report(n) for n in range(1, 4)]
    pull(Kobo(ASSET), "laporan")
    server.answers.append(report(900))
    told = pull(Kobo(ASSET), "laporan")
    asked = json.loads(server.asked[-1][1]["query"])
    assert asked == {"_submission_time": {"$gt": "2025-11-23T23:50:03"}}
    assert told.result is not None
    assert (told.result.loaded, told.result.duplicate) == (1, 3)
    again = pull(Kobo(ASSET), "laporan", everything=True)
    assert "query" not in server.asked[-1][1]
    assert again.result is not None
    assert (again.result.loaded, again.result.duplicate) == (0, 4)


def test_a_small_pull_after_a_large_one_is_no_register_that_shrank(server: FormServer) -> None:
    server.answers = [report(n) for n in range(1, 41)]
    pull(Kobo(ASSET), "laporan")
    server.answers = [*server.answers[-1:], report(900)]
    told = pull(Kobo(ASSET), "laporan")
    assert told.result is not None
    assert (told.result.refused, told.result.loaded) == (None, 1)


def test_after_going_back_everything_is_asked_for_again(server: FormServer) -> None:
    server.answers = [report(1)]
    pull(Kobo(ASSET), "laporan")
    marks = loader_room() / MARKS
    marks.write_text(marks.read_text("utf-8").replace('"muatan": "2', '"muatan": "1'), encoding="utf-8")
    pull(Kobo(ASSET), "laporan")
    assert "query" not in server.asked[-1][1]


def test_nothing_new_is_nothing_loaded(server: FormServer) -> None:
    told = pull(Kobo(ASSET), "laporan")
    assert (told.answers, told.result) == (0, None)


def test_what_a_reviewer_refused_is_counted_and_not_loaded(server: FormServer) -> None:
    refused = {"_validation_status": {"uid": "validation_status_not_approved"}}
    server.answers = [report(1), report(2, **refused)]
    told = pull(Kobo(ASSET), "laporan")
    assert (told.answers, told.refused) == (1, 1)


def test_odk_groups_points_and_pages(server: FormServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pantau.pull.odk.PAGE", 2)
    server.answers = [central(n) for n in range(1, 6)]
    told = pull(Odk(3, "laporan"), "laporan")
    assert told.result is not None
    assert (told.answers, told.result.loaded, dict(told.result.reasons)) == (5, 5, {})
    assert [params["$skip"] for _, params, _ in server.asked] == ["0", "2", "4"]
    server.answers.append(central(900))
    server.answers.append(central(901, __system={"submissionDate": "2025-11-24T09:00:00Z", "reviewState": "rejected"}))
    told = pull(Odk(3, "laporan"), "laporan")
    assert server.asked[-1][1]["$filter"] == "__system/submissionDate gt 2025-11-23T23:50:05.123Z"
    assert told.result is not None
    assert (told.refused, told.result.loaded, told.result.duplicate) == (1, 1, 5)


@pytest.mark.parametrize("off", [1, -1, 700])
def test_a_count_that_lies_loads_nothing(server: FormServer, off: int) -> None:
    server.answers, server.count_off = [report(n) for n in range(1, 4)], off
    with pytest.raises(Refused, match=f"menyebut {3 + off} kiriman, yang tiba 3"):
        pull(Kobo(ASSET), "laporan")
    assert not (loader_room() / MARKS).exists()


def test_the_same_answer_on_two_pages_loads_nothing(server: FormServer) -> None:
    server.answers = [report(1), report(2), report(2)]
    with pytest.raises(Refused, match=r"yang tiba 3 \(2 berbeda\)"):
        pull(Kobo(ASSET), "laporan")


def test_a_next_page_on_another_host_is_not_followed(server: FormServer) -> None:
    server.answers = [report(n) for n in range(1, 1_200)]
    with serving(FormServer()) as other:
        server.next_at = lambda url: url.replace(server.address, other.address)
        with pytest.raises(Refused, match="server lain"):
            pull(Kobo(ASSET), "laporan")
        assert other.asked == []


@pytest.mark.parametrize("port", ["x", "1"])
def test_a_next_page_on_another_port_is_not_followed(server: FormServer, port: str) -> None:
    server.answers = [report(n) for n in range(1, 1_200)]
    server.next_at = lambda url: url.replace(server.address, f"http://127.0.0.1:{port}")
    with pytest.raises(Refused, match="server lain"):
        pull(Kobo(ASSET), "laporan")


def test_a_redirect_on_the_same_host_is_followed(server: FormServer) -> None:
    server.answers = [report(1)]
    server.failures = [(301, {"Location": f"/api/v2/assets/{ASSET}/data/?format=json"}, b"")]
    assert pull(Kobo(ASSET), "laporan").answers == 1


def test_a_redirect_to_another_host_is_not_followed(server: FormServer) -> None:
    with serving(FormServer()) as other:
        server.failures = [(302, {"Location": f"{other.address}/api/v2/assets/{ASSET}/data/"}, b"")]
        with pytest.raises(Refused, match="mengalihkan ke server lain"):
            pull(Kobo(ASSET), "laporan")
        assert other.asked == []


def test_a_page_that_names_itself_ends(server: FormServer) -> None:
    server.answers = [report(n) for n in range(1, 1_200)]
    server.next_at = lambda url: url.replace("start=1000", "start=0")
    with pytest.raises(Refused, match="dua kali"):
        pull(Kobo(ASSET), "laporan")


@pytest.mark.parametrize(
    ("failure", "waited"),
    [
        ((429, {"Retry-After": "7"}, b""), 7),
        ((429, {"Retry-After": "86400"}, b""), 60),
        ((429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, b""), 5),
        ((502, {}, b"<html>Bad Gateway</html>"), 2),
        ((200, {}, b'{"count": 1, "next": null, "resu'), 2),
        ((200, {"Content-Length": "500"}, b'{"count": 1'), 2),
    ],
)
def test_a_server_that_stumbles_is_asked_again(
    server: FormServer, waits: list[float], failure: Reply, waited: float
) -> None:
    server.answers, server.failures = [report(1)], [failure]
    told = pull(Kobo(ASSET), "laporan")
    assert told.answers == 1
    assert waits == [waited]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        ((502, {}, b""), "tidak memberi jawaban utuh setelah 3 kali"),
        ((200, {}, b'{"count": 1, "resu'), "tidak memberi jawaban utuh setelah 3 kali"),
        ((429, {"Retry-After": "1"}, b""), "terlalu sibuk"),
        ((403, {}, b"{}"), "kedaluwarsa atau tidak berhak"),
        ((404, {}, b"{}"), "tidak ada di"),
        ((418, {}, b"{}"), "status 418"),
        ((200, {}, b"[]"), "bukan daftar kiriman"),
        ((200, {}, b'{"count": 1, "results": {"a": 1}}'), "bukan daftar kiriman"),
        ((200, {}, b'{"results": []}'), "tidak menyebut jumlah"),
    ],
)
def test_a_server_that_keeps_failing_loads_nothing(server: FormServer, failure: Reply, sentence: str) -> None:
    server.failures = [failure] * 20
    with pytest.raises(Refused, match=sentence) as told:
        pull(Kobo(ASSET), "laporan")
    assert KEY not in str(told.value)


def test_an_expired_key_is_said_plainly(server: FormServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_KOBO_TOKEN", "lama")
    with pytest.raises(Refused, match=r"Kunci akses \(PANTAU_KOBO_TOKEN\) tidak diterima"):
        pull(Kobo(ASSET), "laporan")
    assert len(server.asked) == 1


def test_a_page_too_large_is_refused(server: FormServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_PAGE", 1_000)
    server.answers = [report(n) for n in range(1, 20)]
    with pytest.raises(Refused, match="terlalu besar"):
        pull(Kobo(ASSET), "laporan")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "belum ada"),
        ("http://formulir.contoh.id", "harus dimulai dengan https"),
        ("https://nama:kunci@formulir.contoh.id", "hanya nama server"),
    ],
)
def test_an_address_over_which_the_key_would_travel_open_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str, sentence: str
) -> None:
    monkeypatch.setenv("PANTAU_KOBO_URL", address)
    monkeypatch.setenv("PANTAU_KOBO_TOKEN", KEY)
    with pytest.raises(Refused, match=sentence):
        Kobo(ASSET)


def test_the_key_comes_from_the_environment_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PANTAU_KOBO_URL", "https://formulir.contoh.id")
    monkeypatch.delenv("PANTAU_KOBO_TOKEN", raising=False)
    with pytest.raises(Refused, match="isi variabel lingkungan PANTAU_KOBO_TOKEN"):
        Kobo(ASSET)
    for asset in ("../../me", "a b", "", "x" * 80):
        with pytest.raises(Refused, match="huruf dan angka"):
            Kobo(asset)


def test_a_file_of_passwords_does_not_take_the_place_of_the_key(
    server: FormServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login orang password lain\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    server.answers = [report(1)]
    assert pull(Kobo(ASSET), "laporan").answers == 1


def test_two_questions_for_one_column_are_refused(server: FormServer) -> None:
    server.answers = [report(1, **{"akhir/kode_kecamatan": "63.11.03"})]
    with pytest.raises(Refused, match="dua pertanyaan untuk kode_kecamatan"):
        pull(Kobo(ASSET), "laporan")


def test_questions_that_no_dataset_knows_are_named_and_not_taken(server: FormServer) -> None:
    made = rows([report(1, golongan_darah="O", warga=[{"warga/nama_lain": "x"}])], contract("laporan"))
    assert made.notes == ("Pertanyaan yang tidak dikenal dataset ini tidak diambil: golongan_darah, warga.",)
    assert "O" not in made.rows[0].values()


def test_the_command_line_says_what_came(server: FormServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.answers = [central(1), central(2, kode_ancaman="999")]
    ask = ["pull", "odk", "--project", "3", "--form", "laporan", "--dataset", "laporan"]
    assert main(ask) == 0
    assert "2 kiriman ditarik. odk_3_laporan.csv -> laporan: 2 baris dibaca = 1 dimuat + 1 ditahan" in (
        capsys.readouterr().out
    )
    server.answers = []
    assert main(["pull", "kobo", "--asset", ASSET, "--dataset", "laporan"]) == 0
    assert "Tidak ada kiriman baru untuk laporan." in capsys.readouterr().out
    server.failures = [(403, {}, b"{}")]
    assert main(ask) == 1
    assert "tidak diterima" in capsys.readouterr().err


def test_too_much_held_back_loads_nothing_and_leaves_no_mark(server: FormServer) -> None:
    server.answers = [report(n, kode_ancaman="101" if n < 4 else "999") for n in range(1, 11)]
    told = pull(Kobo(ASSET), "laporan")
    assert told.result is not None
    assert "ditahan, lebih dari" in str(told.result.refused)
    assert not (loader_room() / MARKS).exists()


def test_a_certificate_nobody_vouches_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl tidak terpasang")
    key, certificate = tmp_path / "kunci.pem", tmp_path / "sertifikat.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving(FormServer(answers=[report(1)]), (certificate, key)) as server:
        monkeypatch.setenv("PANTAU_KOBO_URL", server.address)
        monkeypatch.setenv("PANTAU_KOBO_TOKEN", KEY)
        with pytest.raises(Refused, match="Sertifikat"):
            pull(Kobo(ASSET), "laporan")
        assert server.asked == []
