"""Who may see what: roles from the start of the server, the file a reader sees, the pages shown."""

import pytest

from pantau.access import ROLES, AccessError, User, knows_code, may_open, may_write, scope, sees_detail, user_from


def test_without_settings_the_whole_kabupaten_is_read() -> None:
    user = user_from({})
    assert user == User("kepala_dinas", None, False)
    assert scope(user) == "kabupaten"
    assert may_open("data_masuk", user)


def test_a_camat_reads_the_file_of_the_own_kecamatan_only() -> None:
    user = user_from({"PANTAU_PERAN": "camat", "PANTAU_KECAMATAN": "63.11.02"})
    assert scope(user) == "kec-631102"


@pytest.mark.parametrize("role", ["kepala_dinas", "perencana", "operator"])
def test_the_other_roles_read_the_whole_kabupaten_even_when_a_kecamatan_is_given(role: str) -> None:
    assert scope(user_from({"PANTAU_PERAN": role, "PANTAU_KECAMATAN": "63.11.02"})) == "kabupaten"


def test_specific_data_are_for_who_handles_cases_and_never_on_the_network() -> None:
    assert scope(user_from({"PANTAU_PERAN": "pengelola_rujukan"})) == "semua"
    served = user_from({"PANTAU_PERAN": "pengelola_rujukan", "PANTAU_BACA_SAJA": "1"})
    assert scope(served) == "kabupaten"
    assert [role for role in ROLES if sees_detail(User(role))] == ["pengelola_rujukan"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PANTAU_PERAN": "admin"}, "kepala_dinas"),
        ({"PANTAU_PERAN": ""}, "tidak dikenal"),
        ({"PANTAU_PERAN": "camat"}, "PANTAU_KECAMATAN"),
        ({"PANTAU_PERAN": "camat", "PANTAU_KECAMATAN": ""}, "PANTAU_KECAMATAN"),
    ],
)
def test_a_wrong_setting_is_refused_with_a_sentence(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(AccessError, match=sentence):
        user_from(environment)


@pytest.mark.parametrize("role", ROLES)
def test_a_reading_server_never_shows_what_was_loaded(role: str) -> None:
    user = user_from({"PANTAU_PERAN": role, "PANTAU_KECAMATAN": "63.11.02", "PANTAU_BACA_SAJA": "1"})
    assert user.reading_only
    assert not may_open("data_masuk", user)
    assert may_open("lapor_bencana", user)


@pytest.mark.parametrize(("role", "expected"), [("operator", True), ("camat", False), ("pengelola_rujukan", False)])
def test_loads_are_for_those_who_answer_for_them(role: str, expected: bool) -> None:
    assert may_open("data_masuk", user_from({"PANTAU_PERAN": role, "PANTAU_KECAMATAN": "63.11.02"})) is expected


def test_a_reading_server_takes_reports_only_under_a_code() -> None:
    served = {"PANTAU_BACA_SAJA": "1"}
    assert not may_open("lapor", user_from(served))
    user = user_from(served | {"PANTAU_KODE_LAPOR": "banjir-2026"})
    assert may_open("lapor", user) and not may_open("data_masuk", user) and not may_write(user)
    assert knows_code(user, " banjir-2026 ") and not knows_code(user, "banjir-2025") and not knows_code(user, "")
    assert not knows_code(user_from(served), ""), "no code is not the empty code"
    assert "banjir-2026" not in repr(user)
    with pytest.raises(AccessError, match="terlalu pendek"):
        user_from({"PANTAU_KODE_LAPOR": "1234567"})
