"""Exchange: our rows in the shapes that others ask for, with a record of what they mean."""

from pantau.exchange import dibi, satu_data

__all__ = ["dibi", "satu_data"]
