-- Tabel sistem, sama di setiap berkas generasi: apa yang dimuat, apa yang ditahan, dan keadaan tiap dataset.

-- Satu baris per muatan: dibaca = dimuat + dikarantina + duplikat + dihapus, dihitung ulang dari tabel sebelum terbit.
create table if not exists muatan (
    run varchar,              -- nomor muatan, juga tertulis pada setiap fakta
    dataset varchar,
    berkas varchar,           -- nama berkas seperti dikirim
    sha256 varchar,           -- sidik isi berkas; salinannya ada di ruang muat
    dibaca integer,           -- baris di bawah judul, tanpa baris kosong
    dimuat integer,
    dikarantina integer,
    duplikat integer,
    dimuat_pada timestamp,    -- WITA
    catatan varchar,          -- yang perlu diketahui tentang cara berkas dibaca
    oleh varchar,             -- peran yang memuat
    kolom varchar,            -- kolom yang ada di berkas, berurut, dipisah koma
    pemetaan varchar          -- sidik berkas pemetaan judul kolom, bila ada; salinannya ada di ruang muat
);
alter table muatan add column if not exists oleh varchar;
alter table muatan add column if not exists kolom varchar;
alter table muatan add column if not exists pemetaan varchar;

-- Satu baris per baris berkas yang ditahan; isi mentah hanya untuk dataset tanpa data pribadi.
create table if not exists karantina (
    run varchar,
    dataset varchar,
    lembar varchar,
    baris integer,            -- nomor baris di dalam berkas
    kolom varchar,            -- kolom pertama yang bermasalah, kosong bila seluruh baris
    alasan varchar,           -- kode singkat
    kalimat varchar,          -- apa, di mana, dan apa yang harus dilakukan
    sidik varchar,            -- HMAC isi baris: baris yang sama dikenali tanpa menyimpan isinya
    isi varchar,              -- JSON baris mentah, NULL untuk dataset berdata pribadi
    desa_disebut varchar,     -- nama desa yang belum dikenali, untuk antrean pencocokan
    kode_kecamatan varchar,   -- kecamatan tempat desa itu dicari, bila disebut
    kunci varchar             -- sidik kunci alami, NULL bila kuncinya sendiri tidak terbaca
);
alter table karantina add column if not exists desa_disebut varchar;
alter table karantina add column if not exists kode_kecamatan varchar;
alter table karantina add column if not exists kunci varchar;

-- Satu baris per baris karantina yang sudah selesai: bagaimana, oleh muatan dan baris mana, kapan.
create table if not exists selesai (
    run varchar,              -- baris karantina yang dimaksud
    lembar varchar,
    baris integer,
    cara varchar,             -- diperbaiki, diganti, dipertahankan, diulang
    oleh_run varchar,
    oleh_lembar varchar,
    oleh_baris integer
);

-- Satu baris per fakta yang diganti atas putusan orang: tempat asalnya, penggantinya, dan kolom yang berbeda.
create table if not exists diganti (
    dataset varchar,
    run varchar,              -- muatan fakta lama; isinya tetap ada di berkas sumber
    lembar varchar,
    baris integer,
    oleh_run varchar,
    oleh_lembar varchar,
    oleh_baris integer,
    beda varchar
);

-- Satu baris per baris berkas yang sudah dikenal.
create table if not exists duplikat (
    run varchar,
    lembar varchar,
    baris integer
);

-- Satu baris per baris berkas yang dihapus atas permintaan pemilik data: bahwa ia pernah ada, tanpa isinya.
create table if not exists dihapus (
    run varchar,
    lembar varchar,
    baris integer,
    dihapus_pada timestamp
);

-- Keadaan tiap dataset di berkas ini: jumlah baris yang dihitung, berapa di antaranya CONTOH, dan tanggal data terakhir.
create table if not exists dataset_keadaan (
    dataset varchar,
    program varchar,
    baris bigint,
    baris_contoh bigint,
    data_sampai date,
    run_terakhir varchar,
    dimuat_pada timestamp
);

-- Keadaan tiap program: contoh berarti yang tampil masih baris CONTOH.
create table if not exists program_keadaan (
    program varchar,
    contoh boolean,
    data_sampai date,
    dimuat_pada timestamp
);

-- Satu baris per fakta yang bertitik: desa tempat titik itu menurut batas yang dipakai; tidak ada titik yang dipindahkan.
create table if not exists titik (
    dataset varchar,
    run varchar,
    lembar varchar,
    baris integer,
    kode_desa_titik varchar,  -- NULL bila titik di luar semua desa Balangan
    desa_dekat varchar        -- kode semua desa dalam 0,002 derajat (sekitar 200 m), dipisah spasi
);
