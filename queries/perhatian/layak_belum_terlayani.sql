-- Kecamatan yang bagian keluarga layak menurut desil tetapi belum tercatat menerima satu program pun melewati ambang pada tahun kalender terakhir; sejak tidak diketahui.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- units: nilai persen
with isi as (
    select kode_kecamatan, max(case when keadaan = 'terlayani' then jumlah end) as terlayani,
           max(case when keadaan = 'belum_terlayani' then jumlah end) as belum_terlayani
    from kubus_sasaran
    where tabel = 'tahun+kode_kecamatan+keadaan'
    group by kode_kecamatan
),
bagian as (
    select kode_kecamatan, 100.0 * belum_terlayani / nullif(terlayani + belum_terlayani, 0) as persen from isi
)
select k.kode, k.nama, b.persen as nilai, cast(null as date) as sejak, k.kode as kode_kecamatan
from bagian b
join ref_kecamatan k on k.kode = b.kode_kecamatan
where b.persen > coalesce($ambang, 0)
order by nilai desc, kode
