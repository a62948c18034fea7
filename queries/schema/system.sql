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
    catatan varchar           -- yang perlu diketahui tentang cara berkas dibaca
);

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
    isi varchar               -- JSON baris mentah, NULL untuk dataset berdata pribadi
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
