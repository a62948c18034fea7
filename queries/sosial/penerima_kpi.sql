-- Penerima unik, kunjungan dan desa yang pernah didatangi pada filter ini; orang, layanan dan kunjungan tidak dijumlahkan.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: penerima orang; penerima_total orang; layanan layanan; hari_kunjungan kunjungan; desa_didatangi desa; desa_total desa; tanpa_nik orang; rencana kunjungan; terlaksana kunjungan; ditunda kunjungan
with terpilih as (
    select *
    from kunjungan
    where ($dari is null or tanggal_kunjungan >= $dari)
      and ($sampai is null or tanggal_kunjungan <= $sampai)
      and ($desa is null or kode_desa = $desa)
),
rencana_kini as (
    select kode_desa, tanggal_rencana, status,
           row_number() over (partition by kode_desa, tanggal_rencana order by status_pada desc, baris desc) as urut
    from rencana_kunjungan
    where ($dari is null or tanggal_rencana >= $dari)
      and ($sampai is null or tanggal_rencana <= $sampai)
      and ($desa is null or kode_desa = $desa)
)
select count(distinct pid) as penerima,
       (select count(*) from mart_penerima_pertama) as penerima_total,
       count(*) as layanan,
       (select count(*) from (select distinct kode_desa, tanggal_kunjungan from terpilih) as hari) as hari_kunjungan,
       count(distinct kode_desa) as desa_didatangi,
       (select count(*) from ref_desa where kode_kecamatan in (select kode_kecamatan from kunjungan) and ($desa is null or kode = $desa)) as desa_total,
       count(distinct case when pid_dasar <> 'nik' then pid end) as tanpa_nik,
       (select count(*) from rencana_kini where urut = 1) as rencana,
       (select count(*) from rencana_kini where urut = 1 and status = 'terlaksana') as terlaksana,
       (select count(*) from rencana_kini where urut = 1 and status = 'ditunda') as ditunda
from terpilih
