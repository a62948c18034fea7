-- Selisih antara angka yang diberitakan dan jumlah orang dalam register, bila register ada; sejak = tanggal angka itu bila sumbernya menyebut.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai orang
with berita as (
    select nilai, tanggal, row_number() over (order by nilai desc, tanggal) as urut
    from angka_resmi
    where program = 'pak_sotarsa' and indikator = 'penerima_manfaat'
),
hitung as (
    select b.nilai as media, b.tanggal,
           (select count(*) from mart_penerima_pertama where $per is null or pertama_tanggal <= $per) as register
    from berita b
    where b.urut = 1
)
select 'penerima_manfaat' as kode, 'Penerima manfaat' as nama, media - register as nilai, tanggal as sejak
from hitung
where register > 0 and abs(media - register) >= coalesce($ambang, 1)
order by kode
