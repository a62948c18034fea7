"""What the glossary needs from beyond the catalogue: how queries count, and the values that contracts allow."""

from collections.abc import Sequence

from pantau.catalogue import Programme
from pantau.contracts import contracts
from pantau.store import read_query


def how_counted(programmes: Sequence[Programme]) -> dict[str, str]:
    """The first line of the query of every rule."""
    return {rule.query: read_query(rule.query).sentence for each in programmes for rule in each.rules}


def value_lists(programmes: Sequence[Programme]) -> list[dict[str, str]]:
    """Dataset, column and allowed values of the programmes' own contracts and of those all share."""
    wanted = {each.id for each in programmes} | {"umum"}
    return [
        {"dataset": each.title, "kolom": column.title, "nilai": ", ".join(column.values)}
        for each in contracts().values()
        if each.program in wanted
        for column in each.columns
        if column.values
    ]
