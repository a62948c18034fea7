"""The same figure on screen, on paper and in a workbook."""

from pantau import text
from pantau.figures import Figure


def file_name(figure: Figure) -> str:
    """The name of every file made of a figure, without its ending."""
    return f"pantau-balangan_{figure.id}_{text.slug(figure.title)}"
