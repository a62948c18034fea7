"""The store: generations on disk, query files, read-only answers. Besides it only intake/publish knows DuckDB."""

from pantau.store.generations import StoreError, loader_room, scope_name, store_folder
from pantau.store.query import Parameter, Query, check_names, query_names, read_query
from pantau.store.viewer import Store

__all__ = [
    "Parameter",
    "Query",
    "Store",
    "StoreError",
    "check_names",
    "loader_room",
    "query_names",
    "read_query",
    "scope_name",
    "store_folder",
]
