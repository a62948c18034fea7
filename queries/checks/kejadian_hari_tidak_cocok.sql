-- Nama hari yang tertulis di catatan tidak cocok dengan tanggal yang mengikutinya.
-- grain: dataset, kunci, keterangan
with kata as (
    select id_kejadian, lower(coalesce(catatan, '') || ' ' || coalesce(waktu_catatan, '')) as isi from kejadian
),
petik as (
    select id_kejadian,
           regexp_extract(isi, '(senin|selasa|rabu|kamis|jumat|sabtu|minggu),? \(?([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})', 1) as hari,
           regexp_extract(isi, '(senin|selasa|rabu|kamis|jumat|sabtu|minggu),? \(?([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})', 2) as tanggal,
           regexp_extract(isi, '(senin|selasa|rabu|kamis|jumat|sabtu|minggu),? \(?([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})', 3) as bulan,
           regexp_extract(isi, '(senin|selasa|rabu|kamis|jumat|sabtu|minggu),? \(?([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})', 4) as tahun
    from kata
),
sebenarnya as (
    select id_kejadian, hari, tanggal, bulan, tahun,
           case extract(isodow from try_cast(tahun || '-' || lpad(bulan, 2, '0') || '-' || lpad(tanggal, 2, '0') as date))
                when 1 then 'senin' when 2 then 'selasa' when 3 then 'rabu' when 4 then 'kamis' when 5 then 'jumat' when 6 then 'sabtu' when 7 then 'minggu' end as benar
    from petik
    where hari <> ''
)
select 'kejadian' as dataset, id_kejadian as kunci,
       hari || ' ' || tanggal || '/' || bulan || '/' || tahun || coalesce(' sebenarnya ' || benar, ' bukan tanggal yang ada') as keterangan
from sebenarnya
where benar is null or benar <> hari
order by 2, 3
