-- Desa di kecamatan layanan yang tidak dikunjungi lebih dari sekian hari sebelum data terakhir; sejak = hari pertama lewat batas itu, tidak diketahui bila belum pernah.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with akhir as (
    select max(tanggal_kunjungan) as tanggal from kunjungan where $per is null or tanggal_kunjungan <= $per
)
select d.kode, d.nama, a.tanggal - max(k.tanggal_kunjungan) as nilai,
       max(k.tanggal_kunjungan) + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak
from ref_desa d
cross join akhir a
left join kunjungan k on k.kode_desa = d.kode and k.tanggal_kunjungan <= a.tanggal
where d.kode_kecamatan in (select kode_kecamatan from kunjungan)
group by d.kode, d.nama, a.tanggal
having max(k.tanggal_kunjungan) is null or a.tanggal - max(k.tanggal_kunjungan) > coalesce($ambang, 0)
order by nilai desc nulls first, d.kode
