-- Langkah pertama sesudah kasus diterima: berapa yang datang paling lama sekian hari kerja, yang lebih lama, dan yang belum ada.
-- grain: satu baris
-- param: per DATE = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: masuk kasus; tepat kasus; lambat kasus; belum_lewat kasus; belum kasus; batas hari kerja; median_hari hari kerja
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
batas as (
    select max(b.batas_hari_kerja) as hari
    from ref_batas_kasus b
    cross join tanggal t
    where b.kategori = 'tanggapan pertama' and b.berlaku_dari <= t.per and (b.berlaku_sampai is null or b.berlaku_sampai >= t.per)
),
langkah as (
    select r.id_kasus, r.status, cast(r.status_pada as date) as pada,
           row_number() over (partition by r.id_kasus order by r.status_pada, r.baris) as nomor
    from riwayat_kasus r
    cross join tanggal t
    where cast(r.status_pada as date) <= t.per
),
jawab as (
    -- Kasus yang langsung ditutup sudah ditanggapi oleh langkah pertamanya.
    select k.id_kasus, k.masuk_tanggal, min(l.pada) as pada, coalesce(min(l.pada), t.per) as akhir
    from mart_kasus k
    cross join tanggal t
    left join langkah l on l.id_kasus = k.id_kasus
         and (l.nomor > 1 or l.status in ('selesai', 'selesai_desa', 'ditolak', 'tidak_dapat_dihubungi'))
    where k.masuk_tanggal <= t.per
      and ($kecamatan is null or k.kode_kecamatan = $kecamatan)
      and ($dari is null or k.masuk_tanggal >= $dari)
      and ($sampai is null or k.masuk_tanggal <= $sampai)
    group by k.id_kasus, k.masuk_tanggal, t.per
),
lama as (
    select j.pada, case when j.pada <= j.masuk_tanggal then 0 else akhir.ke - masuk.ke end as hari
    from jawab j
    join mart_hari_kerja masuk on masuk.tanggal = j.masuk_tanggal
    join mart_hari_kerja akhir on akhir.tanggal = j.akhir
)
select count(*) as masuk,
       cast(coalesce(sum(case when l.pada is not null and l.hari <= b.hari then 1 else 0 end), 0) as bigint) as tepat,
       cast(coalesce(sum(case when l.pada is not null and l.hari > b.hari then 1 else 0 end), 0) as bigint) as lambat,
       cast(coalesce(sum(case when l.pada is null and l.hari > b.hari then 1 else 0 end), 0) as bigint) as belum_lewat,
       cast(coalesce(sum(case when l.pada is null and l.hari <= b.hari then 1 else 0 end), 0) as bigint) as belum,
       (select hari from batas) as batas,
       percentile_cont(0.5) within group (order by case when l.pada is not null then l.hari end) as median_hari
from lama l
cross join batas b
