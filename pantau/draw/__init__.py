"""The same figure on screen, on paper and in a workbook."""

import re

from pantau.figures import Figure


def file_name(figure: Figure) -> str:
    """The name of every file made of a figure, without its ending."""
    return f"pantau-balangan_{figure.id}_{re.sub(r'[^a-z0-9]+', '-', figure.title.lower()).strip('-')[:40]}"
