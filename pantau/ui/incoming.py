"""A file on its way in: chosen, recognised, looked through, decided on, published; and the way back."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from pantau import text
from pantau.contracts import REFERENCE, contract, contracts
from pantau.intake import LoadResult, Refused
from pantau.intake.mapping import Mapping as HeadingMapping
from pantau.intake.mapping import read_mapping
from pantau.intake.match import read_places
from pantau.intake.reasons import REASONS
from pantau.intake.recognise import recognise
from pantau.intake.review import Conflict, Place, Question, Review, Spelling, accept, review
from pantau.store import StoreError, generations
from pantau.ui.data import query, user
from pantau.ui.words import kpis, note

_TURN, _SEEN, _SAID = "unggah-ke", "unggah-tinjauan", "unggah-kabar"
# Conflicts decided one by one on the page; a file with more is decided as a whole or mended at home.
_ASKED: Final = 20
WAIT, NEW, OLD = "Tunggu", "Pakai yang baru", "Pertahankan yang lama"
UNDECIDED: Final = "Belum diputuskan"
FIELD_WORDS: Final = """<style>
.st-key-unggah section button p, .st-key-unggah section > div span { font-size: 0 }
.st-key-unggah section button p::after { content: "Pilih berkas"; font-size: 1rem }
.st-key-unggah section > div span::after { content: "atau jatuhkan di sini"; font-size: 0.875rem }
</style>"""
# `63.11.05`; a village has five more.
_KECAMATAN_LETTERS: Final = 8
# Sentences of one reason on the page; the rest is in the quarantine.
_SENTENCES: Final = 8
# What of a name reaches a path: letters, digits and a few marks; anything else becomes a line.
_STRANGE = re.compile(r"[^\w. ()-]")


def incoming() -> None:
    """The whole way of one file."""
    _tell()
    with st.container(key="unggah"):
        sent = st.file_uploader(
            "Berkas dari kecamatan atau program (XLSX, XLS, ODS, CSV, TSV; paling besar 25 MB)",
            key=f"berkas-{st.session_state.get(_TURN, 0)}",
        )
    if sent is None:
        # The empty field's own words are English and cannot be set.
        st.html(FIELD_WORDS)
        st.session_state.pop(_SEEN, None)
        return
    with _as_file(sent.name, sent.getvalue()) as file:
        dataset, mapping = _dataset(file)
        if dataset is None:
            return
        seen = _reviewed(file, sent.file_id, dataset, mapping)
        if seen is not None:
            _decide(file, seen, mapping)


@contextmanager
def _as_file(name: str, content: bytes) -> Iterator[Path]:
    """What was sent, as a file of its own folder under a harmless name."""
    with tempfile.TemporaryDirectory(prefix="pantau-") as folder:
        ending = Path(name).suffix[:6]
        path = Path(folder) / _STRANGE.sub("_", f"{Path(name).stem[:100]}{ending}").lstrip(".-")
        path.write_bytes(content)
        yield path


def _dataset(file: Path) -> tuple[str | None, HeadingMapping | None]:
    """The dataset recognised from the headings, with the mapping of a national export; a person may choose another.

    No dataset when the file is refused or nothing was chosen yet.
    """
    try:
        found = recognise(file)
    except Refused as refusal:
        st.error(text.escape(str(refusal)), icon=":material/block:")
        return None, None
    if found.mapping:
        return _national(read_mapping(found.mapping))
    likely = [found.dataset] if found.dataset else [each.dataset for each in found.candidates]
    options = [*likely, *(each for each in contracts() if each not in likely)]
    chosen = st.selectbox(
        "Dataset",
        options,
        index=0 if found.dataset else None,
        format_func=lambda each: contract(each).title,
        placeholder="Pilih dataset",
        width=420,
        key=f"dataset-{file.name}-{found.dataset}",
    )
    if chosen is None:
        named = ", ".join(contract(each).title for each in likely)
        note(f"Judul kolomnya cocok dengan lebih dari satu dataset: {named}. Pilih yang dimaksud.")
    elif chosen == found.dataset:
        note(f"Dikenali dari judul kolomnya: {contract(chosen).grain}.")
    return chosen, None


def _national(mapping: HeadingMapping) -> tuple[str, HeadingMapping]:
    """An export of BNPB: its rows feed several datasets, one at a time."""
    chosen = st.selectbox("Dataset", mapping.datasets, format_func=lambda each: contract(each).title, width=420)
    named = " dan ".join(contract(each).title.lower() for each in mapping.datasets)
    note(f"Dikenali sebagai {text.escape(mapping.title)}; isinya untuk {named}, muat sekali untuk masing-masing.")
    return chosen, mapping


def _reviewed(file: Path, sent: str, dataset: str, mapping: HeadingMapping | None) -> Review | None:
    """What accepting the file would do, worked out once a file, dataset and generation; None when it is refused."""
    served = generations.current(generations.store_folder())
    key, seen = st.session_state.get(_SEEN, (None, None))
    if key == (sent, dataset, served):
        return seen  # type: ignore[no-any-return]
    with st.spinner("Memeriksa setiap baris…"):
        try:
            made = review(file, dataset, mapping)
        except (Refused, StoreError) as refusal:
            st.error(text.escape(str(refusal)), icon=":material/block:")
            note("Tidak ada data yang berubah.")
            return None
    st.session_state[_SEEN] = ((sent, dataset, served), made)
    return made


def _decide(file: Path, seen: Review, mapping: HeadingMapping | None) -> None:
    """Everything a person reads and decides before the file counts."""
    note(text.escape(" ".join(seen.result.notes)))
    _count(seen)
    for words in seen.result.warnings:
        st.warning(text.escape(words), icon=":material/warning:")
    spellings = _villages(seen.questions)
    verdicts = _conflicts(seen.conflicts)
    _problems(seen)
    if seen.first is not None and len(seen.first):
        st.markdown("#### Baris pertama, seperti akan disimpan")
        st.dataframe(seen.first.astype("str"), hide_index=True, placeholder=text.UNREPORTED, alt="Baris pertama")
    elif seen.first is None:
        note("Berkas ini memuat data orang; barisnya tidak ditampilkan.")
    nothing = not seen.counts["baru"] and not seen.counts["berubah"] and not seen.counts["ditolak"]
    if nothing:
        st.info("Semua baris sudah tercatat; tidak ada yang perlu dimuat.")
        return
    agreed = not seen.result.warnings or st.checkbox("Sudah saya periksa; berkas dan datasetnya benar.")
    if st.button("Terima dan terbitkan", type="primary", icon=":material/publish:", disabled=not agreed):
        _accept(file, seen, verdicts, spellings, mapping)


def _count(seen: Review) -> None:
    words = {
        "baru": "akan ditambahkan",
        "berubah": "isi lain untuk kunci yang sama",
        "sama": "sudah tercatat",
        "ditolak": "ditahan dengan alasannya",
    }
    kpis([(name.capitalize(), text.number(count), words[name]) for name, count in seen.counts.items()])
    if seen.missing:
        note(
            f"{text.number(seen.missing)} baris dari muatan terakhir berkas ini tidak ada lagi di dalamnya; "
            "baris itu tetap tersimpan."
        )


def villages() -> dict[str, str]:
    """Code -> name and kecamatan of every village."""
    places = read_places(REFERENCE)
    kecamatan = {each.code: each.name for each in places.kecamatan}
    return {each.code: f"{each.name}, Kec. {kecamatan[each.kecamatan]}" for each in places.desa}


def places() -> dict[str, str]:
    """Every village, and after them each kecamatan for who does not know the village yet."""
    kecamatan = read_places(REFERENCE).kecamatan
    return villages() | {each.code: f"Kec. {each.name}, desa belum diketahui" for each in kecamatan}


def where(code: str) -> dict[str, str]:
    """The columns of a report for a place chosen from `places`."""
    return {"kode_kecamatan": code[:_KECAMATAN_LETTERS], "kode_desa": code if len(code) > _KECAMATAN_LETTERS else ""}


def ask_village(question: Question, names: Mapping[str, str], key: str) -> str | None:
    """The village a person says a name means; None while undecided. The probable one is proposed, never taken alone."""
    # A row that stands in a kecamatan cannot take a village of another.
    there = {code for code in names if code.startswith(question.kecamatan)}
    likeness = {each.code: each.score for each in question.candidates if each.code in there}
    options = [UNDECIDED, *likeness, *sorted(there - set(likeness), key=names.__getitem__)]

    def told(code: str) -> str:
        alike = f" · mirip {likeness[code]}%" if code in likeness else ""
        return f"{names[code]}{alike}" if code in names else code

    where = f" di Kec. {_kecamatan(question.kecamatan)}" if question.kecamatan else ""
    chosen = st.selectbox(
        f'"{text.escape(question.spelling)}"{where} · {text.number(question.rows)} baris',
        options,
        index=options.index(question.likely) if question.likely in likeness else 0,
        format_func=told,
        key=key,
        width=480,
    )
    return None if chosen == UNDECIDED else chosen


def _kecamatan(code: str) -> str:
    return next((each.name for each in read_places(REFERENCE).kecamatan if each.code == code), code)


def _villages(questions: tuple[Question, ...]) -> dict[Spelling, str]:
    if not questions:
        return {}
    st.markdown("#### Nama desa yang tidak dikenali")
    note("Pilihan Anda dicatat sebagai ejaan desa itu, dengan peran dan waktunya, dan berlaku untuk muatan berikutnya.")
    names = villages()
    chosen = {(each.spelling, each.kecamatan): ask_village(each, names, f"desa-{each}") for each in questions}
    return {spelling: code for spelling, code in chosen.items() if code}


def _conflicts(conflicts: tuple[Conflict, ...]) -> dict[Place, str]:
    """What a person decides of rows that contradict what is known: place -> NEW or OLD."""
    known = [each for each in conflicts if each.known]
    if not known:
        return {}
    st.markdown("#### Berubah: pilih mana yang benar")
    whole = st.segmented_control("Untuk semua", [WAIT, NEW, OLD], default=WAIT, required=True, key="konflik-semua")
    chosen: dict[Place, str] = {}
    for number, each in enumerate(known):
        if number >= _ASKED:
            note(f"{text.number(len(known) - _ASKED)} baris lain mengikuti pilihan untuk semua.")
            chosen |= {other.place: str(whole) for other in known[_ASKED:]}
            break
        sheet, row = each.place
        st.markdown(f"**{text.escape(each.key) or 'Data orang'}** · {text.escape(_stands(sheet, row))}")
        note("; ".join(text.escape(_difference(*difference)) for difference in each.differences))
        chosen[each.place] = st.segmented_control(
            "Putusan", [WAIT, NEW, OLD], default=whole, required=True, key=f"konflik-{number}-{whole}",
            label_visibility="collapsed",
        )  # fmt: skip
    return {place: verdict for place, verdict in chosen.items() if verdict != WAIT}


def _difference(title: str, old: str, new: str) -> str:
    return f"{title}: {old or text.UNREPORTED} → {new or text.UNREPORTED}" if old or new else title


def _stands(sheet: str, row: int) -> str:
    return f"lembar {sheet}, baris {row}" if sheet else f"baris {row}"


def _problems(seen: Review) -> None:
    """Every row that will be held back, under its reason; what a person is asked to choose stands above."""
    asked = {each.place for each in seen.conflicts if each.known}
    places = zip(seen.problems["lembar"], seen.problems["baris"], seen.problems["alasan"], strict=True)
    left = seen.problems[[code != "konflik" or (sheet, row) not in asked for sheet, row, code in places]]
    if left.empty:
        return
    st.markdown(f"#### Ditahan: {text.number(len(left))} baris")
    note("Tidak ada yang hilang: baris ini menunggu di Karantina, dan dapat diunduh untuk dibetulkan.")
    sentences(left)


def sentences(rows: pd.DataFrame) -> None:
    """What is wrong and what to do, row by row under each reason; `rows` have alasan and kalimat."""
    for code, told in rows.groupby("alasan", sort=False):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{REASONS.get(str(code), str(code))}** · {text.number(len(told))} baris")
            for words in told["kalimat"].head(_SENTENCES):
                note(text.escape(words))
            if len(told) > _SENTENCES:
                note(f"dan {text.number(len(told) - _SENTENCES)} baris lain; semuanya ada di unduhan Karantina.")


def _accept(
    file: Path,
    seen: Review,
    verdicts: Mapping[Place, str],
    spellings: Mapping[Spelling, str],
    mapping: HeadingMapping | None,
) -> None:
    before = _rows_of(seen.result.dataset)
    with st.status("Memuat…", expanded=True) as progress:
        try:
            done = accept(
                file,
                seen.result.dataset,
                replaced=[place for place, verdict in verdicts.items() if verdict == NEW],
                kept=[place for place, verdict in verdicts.items() if verdict == OLD],
                spellings=spellings,
                by=user().role.replace("_", " "),
                mapping=mapping,
                progress=progress.write,
            )
        except (Refused, StoreError) as refusal:
            progress.update(label="Tidak dimuat", state="error")
            st.error(text.escape(f"{refusal} Tidak ada data yang berubah."))
            return
    st.session_state[_SAID] = _outcome(done, before)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state.pop(_SEEN, None)
    st.rerun()


def _rows_of(dataset: str) -> tuple[int, bool]:
    """How many rows of a dataset count now, and whether they are CONTOH."""
    state = query("data/keadaan_dataset") if generations.current(generations.store_folder()) else pd.DataFrame()
    mine = state[state["dataset"] == dataset].to_dict("records") if len(state) else []
    return (int(mine[0]["baris"]), bool(mine[0]["baris_contoh"])) if mine else (0, False)


def _outcome(done: LoadResult, before: tuple[int, bool]) -> str:
    """What became of a file, and the number that changed by it."""
    title, (after, sample) = contract(done.dataset).title, _rows_of(done.dataset)
    gone = before[1] and not sample
    was = f"{text.number(before[0])} baris {text.SAMPLE}, kini" if gone else f"{text.number(before[0])} →"
    mark = f" {text.SAMPLE}" if sample else ""
    return (
        f"{done.file} terbit sebagai {done.generation}: {text.number(done.read)} baris dibaca = "
        f"{text.number(done.loaded)} dimuat + {text.number(done.quarantined)} ditahan + "
        f"{text.number(done.duplicate)} sudah tercatat. {title}: {was} {text.number(after)} baris{mark}."
    )


def _tell() -> None:
    if words := st.session_state.pop(_SAID, ""):
        st.success(text.escape(words), icon=":material/check_circle:")
