-- Rencana kunjungan yang tanggalnya sudah lewat dan nasibnya, dengan selang Wilson 95 persen; rencana ke depan dihitung terpisah.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: hari_ini DATE = NULL
-- units: rencana kunjungan; lewat kunjungan; terlaksana kunjungan; ditunda kunjungan; batal kunjungan; tanpa_kabar kunjungan; ke_depan kunjungan; terlaksana_persen persen; bawah_persen persen; atas_persen persen
with terpilih as (
    select status, tanggal_rencana < coalesce(cast($hari_ini as date), current_date) as lewat
    from mart_rencana_kunjungan
    where ($dari is null or tanggal_rencana >= $dari)
      and ($sampai is null or tanggal_rencana <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
),
jumlah as (
    select count(*) as rencana,
           count(case when lewat then 1 end) as lewat,
           count(case when lewat and status = 'terlaksana' then 1 end) as terlaksana,
           count(case when lewat and status = 'ditunda' then 1 end) as ditunda,
           count(case when lewat and status = 'batal' then 1 end) as batal,
           count(case when lewat and status = 'direncanakan' then 1 end) as tanpa_kabar,
           count(case when not lewat then 1 end) as ke_depan
    from terpilih
),
bagian as (
    select j.*, 1.0 * terlaksana / nullif(lewat, 0) as p, 1.0 / nullif(lewat, 0) as per_satu from jumlah j
)
select rencana, lewat, terlaksana, ditunda, batal, tanpa_kabar, ke_depan, 100.0 * p as terlaksana_persen,
       100.0 * (p + 1.9208 * per_satu - 1.96 * sqrt(p * (1 - p) * per_satu + 0.9604 * per_satu * per_satu)) / nullif(1 + 3.8416 * per_satu, 0) as bawah_persen,
       100.0 * (p + 1.9208 * per_satu + 1.96 * sqrt(p * (1 - p) * per_satu + 0.9604 * per_satu * per_satu)) / nullif(1 + 3.8416 * per_satu, 0) as atas_persen
from bagian
