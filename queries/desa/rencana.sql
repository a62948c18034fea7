-- Rencana kunjungan tiap desa: yang tanggalnya sudah lewat dan nasibnya, yang masih di depan, dan tanggal kunjungan berikutnya; desa tanpa rencana tidak tampil.
-- grain: kode_desa
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: hari_ini DATE = NULL
-- units: lewat kunjungan; terlaksana kunjungan; ditunda kunjungan; batal kunjungan; tanpa_kabar kunjungan; ke_depan kunjungan
with kini as (
    select coalesce(cast($hari_ini as date), current_date) as tanggal
)
select r.kode_desa,
       count(case when r.tanggal_rencana < k.tanggal then 1 end) as lewat,
       count(case when r.tanggal_rencana < k.tanggal and r.status = 'terlaksana' then 1 end) as terlaksana,
       count(case when r.tanggal_rencana < k.tanggal and r.status = 'ditunda' then 1 end) as ditunda,
       count(case when r.tanggal_rencana < k.tanggal and r.status = 'batal' then 1 end) as batal,
       count(case when r.tanggal_rencana < k.tanggal and r.status = 'direncanakan' then 1 end) as tanpa_kabar,
       count(case when r.tanggal_rencana >= k.tanggal then 1 end) as ke_depan,
       min(case when r.tanggal_rencana >= k.tanggal and r.status = 'direncanakan' then r.tanggal_rencana end) as berikutnya
from mart_rencana_kunjungan r
cross join kini k
where ($kecamatan is null or r.kode_kecamatan = $kecamatan)
  and ($desa is null or r.kode_desa = $desa)
group by r.kode_desa
order by r.kode_desa
