-- Tabel acuan: satu tabel ref_<nama> per data/reference/<nama>.csv, kolom sama persis dengan judul berkasnya.

-- Delapan kecamatan; kode Kemendagri dan BPS berurutan lain dan tidak boleh diturunkan satu dari yang lain.
create table ref_kecamatan (
    kode varchar,
    kode_bps varchar,
    nama varchar,
    singkatan varchar,
    ejaan_lain varchar,
    jumlah_desa integer,
    jumlah_kelurahan integer,
    penduduk_2010_jiwa bigint,
    luas_km2 double,
    lintang double,           -- titik tengah, derajat WGS 84
    bujur double,
    label_lintang double,     -- tempat menulis nama di peta
    label_bujur double,
    sumber varchar
);

-- 154 desa dan 3 kelurahan.
create table ref_desa (
    kode varchar,
    kode_bps varchar,
    nama varchar,
    jenis varchar,
    kode_kecamatan varchar,
    lintang double,
    bujur double,
    luas_km2 double,
    sumber varchar
);

-- Ejaan desa yang pernah ditemui; hanya yang pasti dipakai sendiri, lainnya menunggu keputusan orang.
create table ref_desa_alias (
    ejaan varchar,
    kode_kecamatan varchar,
    kode_desa varchar,
    keyakinan varchar,
    catatan varchar
);

-- Jenis bahaya: kode BNPB dan kode lokal, induk untuk menjumlah ke atas.
create table ref_ancaman (
    kode varchar,
    induk varchar,
    nama varchar,
    nama_pendek varchar,
    huruf varchar,
    warna varchar,
    kelompok varchar,
    dipakai boolean,
    status_sumber varchar,
    sumber varchar,
    catatan varchar
);

-- Tingkat keparahan laporan menurut bahaya: batas angka atau nilai pilihan untuk tiap langkah; skala buatan proyek.
create table ref_keparahan (
    kode_ancaman varchar,
    langkah integer,
    kata varchar,
    ukuran varchar,           -- kolom laporan yang dibaca
    dari double,
    sampai double,
    nilai varchar,
    status_sumber varchar,
    sumber varchar
);

-- Standar kebutuhan: jumlah barang per orang atau keluarga dan masa.
create table ref_standar_bantuan (
    profil varchar,
    barang varchar,
    jumlah double,
    satuan varchar,
    per varchar,
    periode varchar,
    status_sumber varchar,
    sumber varchar
);

-- Barang bantuan dan kelompoknya.
create table ref_barang_bantuan (
    barang varchar,
    kelompok varchar,
    sumber varchar
);

-- Layanan SPM sub-urusan bencana.
create table ref_spm_bencana (
    kode varchar,
    layanan varchar,
    sub_kegiatan varchar,
    ukuran varchar,
    target varchar,
    status_sumber varchar,
    sumber varchar
);

-- Program bantuan sosial dan batas desilnya, bertanggal menurut sumbernya.
create table ref_program_bansos (
    kode varchar,
    nama varchar,
    tingkat varchar,
    desil_min integer,
    desil_maks integer,
    berlaku_catatan varchar,
    satuan varchar,
    aturan varchar,
    status_sumber varchar,
    sumber varchar
);

-- Batas desil tiap program dengan masa berlakunya; hanya yang dipakai menilai, bacaan yang bertentangan disimpan di sampingnya.
create table ref_batas_desil (
    kode_program varchar,
    desil_maks integer,
    berlaku_dari date,        -- kosong: sumber tidak menyebut sejak kapan
    berlaku_sampai date,
    sumber varchar,
    status varchar
);

-- Indikator penilaian ketangguhan desa.
create table ref_pkd_indikator (
    kode varchar,
    komponen varchar,
    nama_komponen varchar,
    indikator varchar,
    status_sumber varchar,
    sumber varchar
);

-- Batas penyelesaian kasus bila kasus tidak membawa batas sendiri, menurut kategori dan masa berlaku; "kategori lain"
-- untuk yang tidak disebut, "tanggapan pertama" bukan kategori melainkan batas jawaban awal.
create table ref_batas_kasus (
    kode varchar,
    kategori varchar,
    batas_hari_kerja integer,
    berlaku_dari date,
    berlaku_sampai date,
    dasar varchar,
    sumber varchar
);
