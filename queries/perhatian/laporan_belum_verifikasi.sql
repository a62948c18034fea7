-- Desa yang laporannya masih berstatus diterima sedikitnya sekian jam, dihitung dari akhir hari lapornya; sejak = hari pertama yang tertua lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai jam; jumlah laporan
select coalesce(m.kode_desa, m.kode_kecamatan, 'tanpa desa') as kode,
       min(coalesce(d.nama, 'tanpa desa')) as nama,
       24 * max(coalesce(cast($hari_ini as date), current_date) - m.lapor_tanggal - 1) as nilai,
       cast(sum(m.laporan) as bigint) as jumlah,
       min(m.lapor_tanggal) + cast(ceil(coalesce($ambang, 0) / 24) as integer) + 1 as sejak
from mart_laporan_menunggu m
left join ref_desa d on d.kode = m.kode_desa
where 24 * (coalesce(cast($hari_ini as date), current_date) - m.lapor_tanggal - 1) >= coalesce($ambang, 0)
group by coalesce(m.kode_desa, m.kode_kecamatan, 'tanpa desa')
order by nilai desc, jumlah desc, kode
