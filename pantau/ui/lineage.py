"""Jejak angka: from a number on a page to its rows, their files, and the decisions that made them what they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from pantau import catalogue, now, text
from pantau.contracts import contract
from pantau.draw import sheet
from pantau.figures import Column, Context, Figure, records
from pantau.intake.reasons import REASONS
from pantau.intake.trace import Origin, files, origin
from pantau.store import Query, StoreError, query_names, read_query
from pantau.store.lineage import base
from pantau.store.statement import is_dataset
from pantau.ui.data import ASKED, answers, logged, may_open, query, reading_scope, sees_detail, store, user
from pantau.ui.words import note, table

PAGE: Final = Path("pages/data/jejak.py")
QUARANTINE: Final = Path("pages/data/karantina.py")
# Parameters travel under names of their own: `kecamatan` in an address is the filter of a page, by name.
PREFIX: Final = "p_"
# The questions of the page a reader came from.
_BEFORE: Final = "jejak-sebelumnya"
MOST_ROWS: Final = 200
# Units that say where or in which order something stands, and count nothing.
_NO_NUMBER: Final = frozenset(("derajat", "urutan", "nomor baris", "1 = ya", "tanda", "bulan", "bulan ke", "langkah"))
_HIDDEN: Final = ("pid", "kid", "warna", "huruf")
_ROWS: Final = (
    Column("dataset", "Dataset"),
    Column("kunci", "Kunci"),
    Column("berkas", "Berkas"),
    Column("lembar", "Lembar"),
    Column("baris", "Baris", "number"),
    Column("run", "Muatan"),
    Column("isi", "Isi"),
)


def lineage_link(here: str, place: Any = None) -> None:
    """The quiet line at the foot of a page, or in `place`: which of its questions to follow down to the rows."""
    asked: dict[str, dict[str, object]] = st.session_state.get(ASKED, ("", {}))[1]
    # What the frame asks for its hint of rules stands last.
    names = sorted((name for name in asked if followed(name)), key=lambda name: name.startswith("perhatian/"))
    if not names or here == PAGE.as_posix():
        return
    st.session_state[_BEFORE] = asked
    with (place or st).popover(
        "Jejak angka", icon=":material/account_tree:", type="tertiary", on_change="rerun", key="jejak-kaki"
    ) as box:
        if box.open:
            note("Dari angka di halaman ini ke baris, berkas, muatan dan putusan yang membentuknya.")
            name = st.selectbox("Pertanyaan", names, format_func=_sentence, key=f"jejak-tanya-{here}")
            st.page_link(PAGE, label="Buka jejaknya ›", query_params=link(name, asked[name]))


def link(name: str, params: Mapping[str, object]) -> dict[str, str]:
    """The part of an address that opens the traces of one question."""
    return {"kueri": name, **{f"{PREFIX}{key}": str(value) for key, value in params.items() if value is not None}}


def followed(name: str) -> bool:
    """Whether a query answers from rows of files; those on the store itself have their own pages."""
    return any(is_dataset(each) for each in base(name))


def _sentence(name: str) -> str:
    return read_query(name).sentence


def lineage() -> None:
    """One question: how it counts, its answer, the number chosen, and the rows behind it."""
    asked = _asked()
    if asked is None:
        return
    wanted, params = asked
    try:
        answer = query(wanted.name, **params)
    except StoreError as refusal:
        st.info(f"{refusal} Buka jejak dari kaki halaman tempat angka itu tampil.")
        return
    st.markdown(f"**Cara menghitung.** {text.escape(wanted.sentence)}")
    note(text.escape(" · ".join([_conditions(params), f"generasi {store().generation()}", f"kueri {wanted.name}"])))
    if answer.empty:
        note("Tidak ada baris jawaban: belum ada data yang cocok.")
        return
    column = _column(wanted, answer)
    if column is None:
        return
    row = _row(wanted, answer)
    if row is None:
        return
    try:
        with st.spinner("Merunut…"):
            found = origin(store(), wanted, answers().narrowed(wanted.name, params), row, column, reading_scope())
    except StoreError as refusal:
        st.info(f"{refusal}")
        return
    _told(wanted, column, found)


def _asked() -> tuple[Query, dict[str, object]] | None:
    """The question in the address, else one of the last page or of the front page. None when it cannot be asked."""
    there = [name for name in query_names() if followed(name)]
    name = st.query_params.get("kueri")
    if name is None:
        remembered: Mapping[str, Mapping[str, object]] = st.session_state.get(_BEFORE, {})
        choices = [each for each in remembered if each in there] or [each.headline for each in catalogue.programmes()]
        name = st.selectbox("Pertanyaan", choices, format_func=_sentence, key="jejak-pertanyaan")
        return read_query(name), dict(remembered.get(name, {}))
    if name not in there:
        st.info("Pertanyaan pada tautan ini tidak dikenal. Buka jejak dari kaki halaman tempat angka itu tampil.")
        return None
    wanted = read_query(name)
    given = {
        key.removeprefix(PREFIX): str(value)
        for key, value in st.query_params.items()
        if key.startswith(PREFIX) and value
    }
    known = {each.name for each in wanted.params}
    if unknown := sorted(set(given) - known):
        st.info(f"Bagian tautan {text.escape(text.join(unknown))} tidak dikenal, jadi tidak dipakai.")
    return wanted, {key: value for key, value in given.items() if key in known}


def _conditions(params: Mapping[str, object]) -> str:
    """The parameters in words, places and hazards by name."""
    names = {
        "kecamatan": ("acuan/kecamatan", "nama"),
        "desa": ("acuan/desa", "nama"),
        "bahaya": ("acuan/bahaya", "nama"),
    }
    told = []
    for key, value in params.items():
        said = str(value)
        if key in names:
            listed = query(names[key][0])
            match = listed.loc[listed["kode"] == said, names[key][1]]
            said = str(match.iloc[0]) if len(match) else said
        told.append(f"{key.replace('_', ' ')} {said}")
    return "hanya " + ", ".join(told) if told else "tanpa batas"


def _column(wanted: Query, answer: pd.DataFrame) -> str | None:
    """Which number of the answer is followed."""
    numbers = [name for name, unit in wanted.units.items() if name in answer and unit not in _NO_NUMBER]
    if not numbers:
        note("Jawaban ini tidak memuat angka yang dapat dirunut.")
        return None
    there = st.query_params.get("kolom")
    return st.selectbox(
        "Angka",
        numbers,
        index=numbers.index(there) if there in numbers else 0,
        format_func=lambda each: f"{each.replace('_', ' ')} ({wanted.units[each]})",
        key=f"jejak-kolom-{wanted.name}",
        width=360,
    )


def _row(wanted: Query, answer: pd.DataFrame) -> dict[str, Any] | None:
    """The row of the answer whose number is followed."""
    if len(answer) == 1:
        return records(answer)[0]
    visible = [name for name in answer.columns if not name.startswith(_HIDDEN)]
    if sees_detail() and any(contract(each).guarded for each in _datasets(wanted)):
        # The other table brings a download of its own, which nobody would write down.
        at = st.selectbox(
            "Baris jawaban",
            range(len(answer)),
            format_func=lambda each: " · ".join(_cell(answer[name].iloc[each]) for name in visible[:5]),
            key=f"jejak-baris-{wanted.name}",
        )
        return records(answer.iloc[[at]])[0]
    note("Pilih satu baris jawaban; asal angkanya tampil di bawah.")
    shown = answer[visible].rename(columns=lambda name: name.replace("_", " "))
    picked = st.dataframe(
        shown,
        hide_index=True,
        height=min(290, 38 + 36 * len(answer)),
        row_height=36,
        placeholder=text.UNREPORTED,
        on_select="rerun",
        selection_mode="single-row",
        key=f"jejak-jawaban-{wanted.name}",
        alt="Jawaban, satu baris dapat dipilih",
    )
    rows = picked.selection.rows
    return records(answer.iloc[[rows[0]]])[0] if rows and rows[0] < len(answer) else None


def _datasets(wanted: Query) -> list[str]:
    return [each for each in base(wanted.name) if is_dataset(each)]


def _cell(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return text.day(value)
    return text.UNREPORTED if text.missing(value) else str(value)


def _shown(value: Any, unit: str) -> str:
    """A number with its unit; silence stays silence."""
    if text.missing(value):
        return text.UNREPORTED.capitalize()
    return f"{text.whole(value) if isinstance(value, int | float) else text.escape(value)} {unit}".strip()


def _told(wanted: Query, column: str, found: Origin) -> None:
    """The rows, their files, and what changed them."""
    rows, sources = found.rows, files(found.rows)
    number = _shown(found.number, wanted.units[column])
    if len(rows):
        counted = f"{text.number(len(rows))} baris dari {text.number(sources['berkas'].nunique())} berkas"
        st.markdown(f"#### {number}: {counted}")
        st.markdown(_proof(found))
    else:
        st.markdown(f"#### {number}: tidak ada baris di baliknya")
        if not found.closed:
            note("Tidak ada baris berkas yang memenuhi syaratnya; angka ini menyatakan ketiadaannya.")
    if found.closed:
        titles = text.join([contract(each).title.lower() for each in found.closed])
        note(
            f"Angka ini terbitan: dihitung sekali dari {titles}, dan barisnya tidak dibuka di lingkup ini. "
            "Berkas yang dimuat untuk itu tampil di Riwayat muatan."
        )
    if len(rows):
        _files(sources)
        _rows(wanted, column, found)
    _decisions(found)


def _source_name(table: str) -> str:
    return (
        contract(table).title.lower() if is_dataset(table) else f"acuan {table.removeprefix('ref_').replace('_', ' ')}"
    )


def _proof(found: Origin) -> str:
    """Whether counting the rows gives the number again."""
    if found.same is None:
        return "Angka ini disusun dari baris berikut; rumusnya pada cara menghitung di atas."
    of = f"baris {contract(found.same).title.lower()}" if found.same else "baris-baris ini"
    return f":material/check: Banyaknya {of} **sama dengan angka di layar**."


def _files(sources: pd.DataFrame) -> None:
    titled = sources.assign(
        dataset=[contract(each).title for each in sources["dataset"]],
        oleh=["tidak dicatat" if text.missing(each) else each for each in sources["oleh"]],
    )
    heads = {
        "berkas": "Berkas",
        "dataset": "Dataset",
        "jumlah": "Baris",
        "dimuat_pada": "Dimuat",
        "oleh": "Oleh",
        "run": "Muatan",
    }
    table(titled, heads, 218)


def _rows(wanted: Query, column: str, found: Origin) -> None:
    """Row by row: on screen the first ones, as a file all; of rows on people only where they stand."""
    listed = found.rows.assign(
        dataset=[contract(each).title for each in found.rows["dataset"]],
        isi=[text.SAMPLE if each else "nyata" for each in found.rows["contoh"]],
    )
    columns = [each for each in _ROWS if (listed[each.name] != "").any()]
    first = listed.head(MOST_ROWS)
    shown = first[[each.name for each in columns]].set_axis([each.title for each in columns], axis="columns")
    if found.guarded:
        note("Baris ini memuat data orang: yang tampil hanya tempatnya di berkas.")
        st.table(
            shown.head(50).astype(str),
            border="horizontal",
            hide_index=True,
            height=290 if len(shown) > 7 else "content",
        )
    else:
        st.dataframe(shown, hide_index=True, height=min(326, 38 + 36 * len(shown)), row_height=36, alt="Baris asal")
        _download(wanted, column, listed, columns)
    many = min(len(shown), 50) if found.guarded else len(shown)
    if len(listed) > many:
        note(f"Tampil {text.number(many)} dari {text.number(len(listed))} baris.")


def _download(wanted: Query, column: str, listed: pd.DataFrame, columns: Sequence[Column]) -> None:
    sample = "baris bertanda CONTOH" if bool(listed["contoh"].any()) else ""
    fig = Figure(
        f"jejak-{wanted.name.replace('/', '-')}-{column}",
        "table",
        f"Jejak angka: {wanted.sentence}",
        listed,
        tuple(columns),
        {},
        "baris",
        f"{len(listed)} baris.",
        Context(wanted.sentence, "berkas yang dimuat", None, sample),
    )
    name = f"jejak_{wanted.name.replace('/', '_')}_{column}_{now():%Y%m%d}.csv"
    st.download_button(
        f"Unduh {text.number(len(listed))} baris (CSV)",
        data=lambda: _taken(fig, name),
        file_name=name,
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="jejak-unduh",
    )


def _taken(fig: Figure, name: str) -> bytes:
    logged({"peran": user().role, "gambar": fig.id, "berkas": name, "kalimat": fig.context.sentence})
    return sheet.csv(fig)


def _decisions(found: Origin) -> None:
    """What changed the rows, what waits beside them, and what the query reads besides."""
    st.markdown("#### Aturan dan putusan yang mengubahnya")
    if found.changes.empty:
        note("Tidak ada: baris-baris ini masih seperti di berkasnya.")
    for rule, said in found.changes.groupby("aturan", sort=False)["kalimat"]:
        with st.expander(f"{rule} ({text.number(len(said))})", expanded=len(said) <= 3):
            st.markdown("\n".join(f"- {text.escape(each)}" for each in said.head(MOST_ROWS)))
    if len(found.held):
        waiting = [
            f"{contract(row['dataset']).title.lower()}: {REASONS.get(row['alasan'], row['alasan']).lower()} "
            f"({text.number(row['jumlah'])})"
            for row in records(found.held)
        ]
        note(f"Masih ditahan di karantina, belum dihitung: {text.escape('; '.join(waiting))}.")
        if may_open(QUARANTINE.as_posix()):
            st.page_link(QUARANTINE, label="Buka karantina ›")
    if found.beside:
        named = text.join([_source_name(each) for each in found.beside])
        note(f"Dibaca juga, sebagai syarat atau nama: {text.escape(named)}.")
