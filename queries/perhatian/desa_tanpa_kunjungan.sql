-- Desa di kecamatan layanan yang tidak dikunjungi sekian hari sebelum data terakhir.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with akhir as (
    select max(tanggal_kunjungan) as tanggal from kunjungan
)
select d.kode, d.nama, a.tanggal - max(k.tanggal_kunjungan) as nilai
from ref_desa d
cross join akhir a
left join kunjungan k on k.kode_desa = d.kode and ($per is null or k.tanggal_kunjungan <= $per)
where d.kode_kecamatan in (select kode_kecamatan from kunjungan)
group by d.kode, d.nama, a.tanggal
having max(k.tanggal_kunjungan) is null or a.tanggal - max(k.tanggal_kunjungan) > coalesce($ambang, 0)
order by nilai desc nulls first, d.kode
