-- Rencana kunjungan tiap desa layanan per bulan menurut keadaan terakhirnya, yang lewat tanpa hasil disebut tanpa kabar; desa tanpa rencana tetap punya satu baris tanpa bulan.
-- grain: kode_desa, bulan, status, alasan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: hari_ini DATE = NULL
-- units: jumlah kunjungan
with keadaan as (
    select kode_desa, tanggal_rencana, alasan,
           case when status = 'direncanakan' and tanggal_rencana < coalesce(cast($hari_ini as date), current_date) then 'tanpa kabar'
                else status end as status
    from mart_rencana_kunjungan
),
rencana as (
    select kode_desa, cast(date_trunc('month', tanggal_rencana) as date) as bulan, status, alasan, count(*) as jumlah
    from keadaan
    where ($dari is null or tanggal_rencana >= $dari)
      and ($sampai is null or tanggal_rencana <= $sampai)
    group by kode_desa, cast(date_trunc('month', tanggal_rencana) as date), status, alasan
),
wilayah as (
    select kode_kecamatan from mart_layanan_hari
    union
    select kode_kecamatan from mart_rencana_kunjungan
)
select d.kode as kode_desa, d.nama as nama_desa, r.bulan, r.status, r.alasan, r.jumlah
from ref_desa d
left join rencana r on r.kode_desa = d.kode
where d.kode_kecamatan in (select kode_kecamatan from wilayah)
  and ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by d.nama, d.kode, r.bulan, r.status, r.alasan nulls first
