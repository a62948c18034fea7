-- Konsultasi tiap desa per bulan; 0 bila laporan nihil mencakup seluruh bulan, kosong bila diam; desa yang paling sering terkena bencana di atas.
-- grain: kode_desa, bulan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: konsultasi konsultasi; kejadian kejadian
with terkena as (
    select kode_desa, count(distinct id_kejadian) as kejadian
    from mart_kejadian_wilayah
    where kode_desa is not null
    group by kode_desa
)
select m.kode_desa, d.nama as nama_desa, m.bulan, m.konsultasi, coalesce(t.kejadian, 0) as kejadian
from mart_kontak_bulan m
join ref_desa d on d.kode = m.kode_desa
left join terkena t on t.kode_desa = m.kode_desa
where ($dari is null or m.bulan >= cast(date_trunc('month', cast($dari as date)) as date))
  and ($sampai is null or m.bulan <= $sampai)
  and ($desa is null or m.kode_desa = $desa)
order by coalesce(t.kejadian, 0) desc, d.nama, m.kode_desa, m.bulan
