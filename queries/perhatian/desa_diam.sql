-- Desa tanpa konsultasi selama sekian hari sebelum data terakhir.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with akhir as (
    select cast(max(masuk_pada) as date) as tanggal from konsultasi
)
select d.kode, d.nama, a.tanggal - cast(max(k.masuk_pada) as date) as nilai
from ref_desa d
cross join akhir a
left join konsultasi k on k.kode_desa = d.kode and ($per is null or cast(k.masuk_pada as date) <= $per)
where d.kode_kecamatan in (select kode_kecamatan from konsultasi)
group by d.kode, d.nama, a.tanggal
having max(k.masuk_pada) is null or a.tanggal - cast(max(k.masuk_pada) as date) > coalesce($ambang, 0)
order by nilai desc nulls first, d.kode
