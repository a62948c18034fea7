-- Selisih antara angka yang diberitakan dan jumlah orang dalam register, bila register ada.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai orang
with hitung as (
    select (select max(nilai) from angka_resmi where program = 'pak_sotarsa' and indikator = 'penerima_manfaat') as media,
           (select count(*) from mart_penerima_pertama where $per is null or pertama_tanggal <= $per) as register
)
select 'penerima_manfaat' as kode, 'Penerima manfaat' as nama, media - register as nilai
from hitung
where register > 0 and abs(media - register) >= coalesce($ambang, 1)
order by kode
