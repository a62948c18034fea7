"""The floor plan holds: who may import whom, who owns which library, and what nobody may call.

The tables mirror ARCHITECTURE.md. A new module of `pantau` needs a row here before it may be imported.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from pantau import ROOT

SCREEN = {"ui", "filters", "figures", "draw", "maps", "pack", "catalogue", "text", "style"}
# part -> parts of `pantau` it may import. Every part may import `pantau` itself (ROOT, today, now).
ALLOWED: dict[str, set[str]] = {
    "app": SCREEN,
    "pages": SCREEN,
    "ui": {"answers", "intake", "store", "access", "privacy", "contracts", "forms"} | SCREEN - {"ui"},
    "pack": {"answers", "filters", "figures", "draw", "maps", "store", "catalogue", "style", "text"},
    "answers": {"catalogue", "contracts", "figures", "store"},
    "maps": {"borders", "figures", "style", "text"},
    "draw": {"borders", "figures", "maps", "style", "text"},
    "figures": {"borders", "catalogue", "filters", "quantity", "style", "text"},
    "filters": {"text"},
    "intake": {"borders", "contracts", "store", "privacy", "suppression", "catalogue", "text"},
    "sample": {"contracts", "catalogue", "intake", "store"},
    "forms": {"contracts", "draw", "intake", "style"},
    "pull": {"contracts", "intake", "store"},
    "exchange": {"catalogue", "contracts", "store"},
    "borders": {"store", "text"},
    "store": set(),
    "catalogue": set(),
    "contracts": set(),
    "access": set(),
    "privacy": set(),
    "suppression": set(),
    "quantity": {"text"},
    "style": set(),
    "text": set(),
    "pantau": set(),
    "__main__": {"cli"},
}
ALLOWED["cli"] = set(ALLOWED) - {"app", "pages", "ui", "pantau", "__main__"}

# library -> the only modules that may know it
OWNERS = {
    "streamlit": ("app", "pages", "pantau.ui"),
    "duckdb": ("pantau.store", "pantau.intake.publish"),
    "pydeck": ("pantau.maps",),
    "plotly": ("pantau.draw", "pantau.maps"),
}
BANNED_MODULES = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "streamlit.components.v1"}
BANNED_CALLS = {"eval", "exec", "compile", "__import__"}
BANNED_METHODS = {"eval", "read_pickle", "to_pickle"}
BANNED_OPTIONS = {"unsafe_allow_html", "unsafe_allow_javascript", "persist", "shell"}
NOT_ON_A_PAGE = {"merge", "merge_asof", "groupby", "pivot_table"}
SQL = re.compile(
    r"\b(select\b.+\bfrom|with\b.+\bas\s*\(|insert\s+into|delete\s+from|update\s+\w+\s+set|(create|drop|alter)\s+(table|view))\b",
    re.IGNORECASE | re.DOTALL,
)
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "misc"}

SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("app.py", "run.py", "pages/**/*.py", "pantau/**/*.py")
    for path in ROOT.glob(pattern)
)


def module_of(path: str) -> str:
    """Return the dotted name of a source file: 'pantau/intake/read.py' -> 'pantau.intake.read'."""
    return ".".join(PurePosixPath(path).with_suffix("").parts).removesuffix(".__init__")


def part_of(module: str) -> str:
    """Return the row of `ALLOWED` a module falls under: 'pantau.intake.read' -> 'intake', 'pages.x.y' -> 'pages'."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] or first if first == "pantau" else first


def within(module: str, owners: tuple[str, ...]) -> bool:
    """Whether `module` is one of `owners` or lies inside one."""
    return any(module == owner or module.startswith(owner + ".") for owner in owners)


def imports(tree: ast.AST, path: str) -> Iterator[str]:
    """Yield the dotted name of everything imported, lazily imported and type-only modules included."""
    package = list(PurePosixPath(path).parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{name.name}" for name in node.names)


def written(node: ast.AST) -> str:
    """Return the text of a string literal, an f-string with its holes as '?'; empty for any other node."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(written(piece) or "?" for piece in node.values)
    return ""


def import_problems(tree: ast.AST, path: str) -> Iterator[str]:
    """Yield every import that the floor plan does not allow."""
    module = module_of(path)
    part = part_of(module)
    for name in imports(tree, path):
        if any(name == banned or name.startswith(banned + ".") for banned in BANNED_MODULES):
            yield f"imports {name}"
        owners = OWNERS.get(name.partition(".")[0])
        if owners and not within(module, owners):
            yield f"imports {name}, which belongs to {', '.join(owners)}"
        if name.partition(".")[0] not in ("pantau", "pages", "app"):
            continue
        target = part_of(name)
        if name.startswith("pantau.") and target not in ALLOWED:
            # `from pantau import today` takes a name of the package itself; a capital or a function, never a module.
            if (ROOT / "pantau" / f"{target}.py").exists() or (ROOT / "pantau" / target).exists():
                yield f"imports {name}, a module without a row in ALLOWED"
        elif target not in {*ALLOWED.get(part, set()), "pantau"} and (target != part or part == "pages"):
            yield f"{part} imports {target}"


def call_problems(tree: ast.AST) -> Iterator[str]:
    """Yield every call and option nobody may use."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith("components.v1"):
            yield "uses components.v1"
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
            yield f"calls {node.func.id}"
        if isinstance(node.func, ast.Attribute) and node.func.attr in BANNED_METHODS:
            yield f"calls .{node.func.attr}"
        for option in node.keywords:
            off = isinstance(option.value, ast.Constant) and option.value.value in (False, None)
            if option.arg in BANNED_OPTIONS and not off:
                yield f"passes {option.arg}="


def page_problems(tree: ast.AST) -> Iterator[str]:
    """Yield what is fine elsewhere and wrong on a page: SQL, and joining or grouping frames."""
    for node in ast.walk(tree):
        if SQL.search(written(node)):
            yield "holds SQL"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NOT_ON_A_PAGE:
            yield f"calls .{node.func.attr}"


def problems(path: str, source: str) -> list[str]:
    """Return what is wrong with one source file, as sentences; `path` is relative to the project, with slashes."""
    tree = ast.parse(source)
    found = [*import_problems(tree, path), *call_problems(tree)]
    parts = PurePosixPath(path).with_suffix("").parts
    found += [f"is named {name}" for name in parts if name in VAGUE_NAMES]
    if parts[0] == "pages":
        found += page_problems(tree)
        if len(parts) == 2:
            # On a fresh server Streamlit would run it alone, past app.py: no sign-in, no filters, no frame.
            found.append("lies directly in pages/")
    return found


@pytest.mark.parametrize("path", SOURCES)
def test_every_source_keeps_to_the_floor_plan(path: str) -> None:
    assert problems(path, (ROOT / path).read_text("utf-8")) == []


def test_every_module_of_the_package_has_a_row() -> None:
    parts = {part_of(module_of(path)) for path in SOURCES if path.startswith("pantau/")}
    assert parts - set(ALLOWED) == set()


def test_the_arrows_have_no_circle() -> None:
    def below(part: str, seen: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        if part in seen:
            yield (*seen, part)
            return
        for target in ALLOWED[part]:
            yield from below(target, (*seen, part))

    assert [circle for part in ALLOWED for circle in below(part)] == []


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("pantau/store.py", "import streamlit as st", "belongs to app"),
        ("pantau/figures.py", "from duckdb import connect", "belongs to pantau.store"),
        ("pantau/intake/read.py", "def f():\n    import duckdb", "belongs to pantau.store"),
        ("pantau/draw/screen.py", "import pydeck as pdk", "belongs to pantau.maps"),
        ("pages/bencana/peta.py", "import plotly.express as px", "belongs to pantau.draw"),
        ("pantau/text.py", "from pantau import store", "text imports store"),
        ("pantau/text.py", "from pantau.store import Store", "text imports store"),
        ("pantau/intake/check.py", "from .. import ui", "intake imports ui"),
        ("pantau/draw/paper.py", "from ..store import Store", "draw imports store"),
        ("pantau/cli/incoming.py", "from pantau import ui", "cli imports ui"),
        ("pantau/sample.py", "import pantau.cli", "sample imports cli"),
        ("app.py", "from pantau.store import Store", "app imports store"),
        ("app.py", "from pages.bencana import peta", "app imports pages"),
        ("pages/bencana/peta.py", "from pages.bencana import laporan", "pages imports pages"),
        ("pages/bencana/peta.py", "from . import laporan", "pages imports pages"),
        ("pages/peta.py", "", "lies directly in pages/"),
        ("pages/bencana/peta.py", "q = 'select a from b'", "holds SQL"),
        ("pages/bencana/peta.py", "q = f'SELECT {a}\\nFROM {b}'", "holds SQL"),
        ("pages/bencana/peta.py", "q = 'insert into b values (1)'", "holds SQL"),
        ("pages/bencana/peta.py", "a.merge(b)", "calls .merge"),
        ("pages/bencana/peta.py", "a.groupby('desa').sum()", "calls .groupby"),
        ("pantau/ui.py", "st.markdown(x, unsafe_allow_html=True)", "passes unsafe_allow_html="),
        ("pantau/ui.py", "st.html(x, unsafe_allow_javascript=wanted)", "passes unsafe_allow_javascript="),
        ("pantau/ui.py", "@st.cache_data(persist='disk')\ndef f(): ...", "passes persist="),
        ("pantau/ui.py", "import streamlit.components.v1 as components", "imports streamlit.components.v1"),
        ("pantau/ui.py", "from streamlit.components.v1 import html", "imports streamlit.components.v1"),
        ("pantau/ui.py", "st.components.v1.html(x)", "uses components.v1"),
        ("pantau/store.py", "import pickle", "imports pickle"),
        ("pantau/store.py", "frame.to_pickle('x')", "calls .to_pickle"),
        ("pantau/store.py", "eval(x)", "calls eval"),
        ("pantau/store.py", "frame.eval(x)", "calls .eval"),
        ("pantau/store.py", "exec(x)", "calls exec"),
        ("run.py", "subprocess.run(x, shell=True)", "passes shell="),
        ("pantau/utils.py", "", "is named utils"),
        ("pantau/intake/helpers.py", "", "is named helpers"),
    ],
)
def test_a_breach_is_noticed(path: str, source: str, expected: str) -> None:
    assert expected in "; ".join(problems(path, source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pantau/store.py", "import duckdb\nfrom pantau import ROOT, today"),
        ("pantau/intake/publish.py", "import duckdb\nfrom pantau.intake.read import rows\nfrom . import check"),
        ("pantau/ui.py", "import streamlit as st\nfrom pantau import draw, maps, store"),
        ("pantau/draw/screen.py", "import plotly.graph_objects as go\nfrom pantau.figures import Figure"),
        ("pages/bencana/peta.py", "import streamlit as st\nfrom pantau import ui\nst.write('Pilih dari daftar desa')"),
        ("pantau/intake/read.py", "import re\nre.compile('a')\nsubprocess.run(x, shell=False)"),
        ("pantau/__main__.py", "from pantau.cli import main"),
    ],
)
def test_what_is_allowed_passes(path: str, source: str) -> None:
    assert problems(path, source) == []
