"""Statements from a contract: names quoted, parents before their children, values never inside the text."""

from dataclasses import replace

import pytest

from pantau.contracts import Contract, contracts
from pantau.intake import tables
from tests.intake.house import CONTRACTS


def test_names_and_texts_cannot_break_out() -> None:
    assert tables.quoted('a"; drop table x') == '"a""; drop table x"'
    assert tables.literal("it's") == "'it''s'"


@pytest.mark.parametrize("contract", contracts().values(), ids=contracts().keys())
def test_every_contract_says_what_of_it_a_kecamatan_gets(contract: Contract) -> None:
    statement = tables.share(contract, one_kecamatan=True)
    assert statement.startswith(f'insert into "fakta_{contract.id}"')
    # A row may leave its kecamatan's file only where the contract says that every file gets it.
    assert ("where" in statement) == (contract.scope != "semua" or contract.detail)


@pytest.mark.parametrize("contract", contracts().values(), ids=contracts().keys())
def test_specific_data_stay_out_of_every_file_made_for_reading(contract: Contract) -> None:
    for one_kecamatan in (True, False):
        statement = tables.share(contract, one_kecamatan)
        blank = {column.name for column in contract.stored if f'null as "{column.name}"' in statement}
        assert blank == {column.name for column in contract.stored if column.detail}
        assert ("where false" in statement) == contract.detail


def test_parents_come_before_those_that_follow_them() -> None:
    ordered = [contract.id for contract in tables.in_scope_order(contracts().values())]
    assert sorted(ordered) == sorted(contracts())
    for contract in contracts().values():
        if contract.scope in contracts():
            assert ordered.index(contract.scope) < ordered.index(contract.id)


def test_a_circle_of_scopes_is_noticed() -> None:
    circle = [replace(CONTRACTS["uji"], scope="rincian"), replace(CONTRACTS["rincian"], scope="uji")]
    with pytest.raises(ValueError, match="berputar"):
        tables.in_scope_order(circle)
