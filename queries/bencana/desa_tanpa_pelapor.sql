-- Hari sejak laporan terakhir tiap desa pada data terakhir; laporan nihil ikut dihitung, kosong berarti belum pernah melapor.
-- grain: kode_desa
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: ambang DOUBLE = 60
-- units: lintang derajat; bujur derajat; hari hari; diam 1 = ya
with kabar as (
    select kode_desa, max(tanggal) as tanggal from mart_laporan_proses where kode_desa is not null group by kode_desa
    union all
    select kode_desa, max(tanggal_sampai) as tanggal from laporan_nihil group by kode_desa
),
terakhir as (
    select kode_desa, max(tanggal) as tanggal from kabar group by kode_desa
),
akhir as (
    select max(tanggal) as tanggal from terakhir
)
select d.kode as kode_desa, d.nama as nama_desa, d.kode_kecamatan, k.nama as nama_kecamatan, d.lintang, d.bujur,
       t.tanggal as lapor_terakhir,
       a.tanggal - t.tanggal as hari,
       case when t.tanggal is null or a.tanggal - t.tanggal > coalesce($ambang, 60) then 1 else 0 end as diam
from ref_desa d
join ref_kecamatan k on k.kode = d.kode_kecamatan
cross join akhir a
left join terakhir t on t.kode_desa = d.kode
where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by hari desc nulls first, d.nama, d.kode
