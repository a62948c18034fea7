-- Desa tanpa konsultasi atau laporan nihil selama sekian hari sebelum data terakhir; sejak = hari pertama lewat batas itu, tidak diketahui bila belum pernah.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with akhir as (
    select max(tanggal) as tanggal from mart_kontak where jenis = 'konsultasi' and ($per is null or tanggal <= $per)
)
select d.kode, d.nama, a.tanggal - max(m.tanggal) as nilai,
       max(m.tanggal) + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak
from ref_desa d
cross join akhir a
left join mart_kontak m on m.kode_desa = d.kode and m.tanggal <= a.tanggal
where d.kode_kecamatan in (select kode_kecamatan from mart_kontak where jenis = 'konsultasi')
group by d.kode, d.nama, a.tanggal
having max(m.tanggal) is null or a.tanggal - max(m.tanggal) > coalesce($ambang, 0)
order by nilai desc nulls first, d.kode
