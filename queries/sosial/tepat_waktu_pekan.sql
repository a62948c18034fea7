-- Kasus selesai tiap pekan penutupannya dan bagian yang tepat waktu, dengan batas tiga simpangan baku dari bagian keseluruhan menurut jumlah pekan itu, bila sedikitnya lima.
-- grain: pekan
-- param: per DATE = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: n kasus; tepat kasus; persen persen; tengah persen; bawah persen; atas persen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
selesai as (
    select r.dari - cast(extract(isodow from r.dari) - 1 as integer) as pekan,
           case when r.jalan_sebelum <= r.batas_hari_kerja then 1 else 0 end as tepat
    from mart_kasus_rentang r
    cross join tanggal t
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
      and r.status in ('selesai', 'selesai_desa') and r.batas_hari_kerja is not null
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
),
semua as (
    select 1.0 * sum(tepat) / nullif(count(*), 0) as p, min(pekan) as awal, max(pekan) as akhir from selesai
),
pekan as (
    select h.tanggal as pekan, s.p, count(x.pekan) as n, coalesce(sum(x.tepat), 0) as tepat
    from mart_hari_kerja h
    cross join semua s
    left join selesai x on x.pekan = h.tanggal
    where extract(isodow from h.tanggal) = 1 and h.tanggal between s.awal and s.akhir
    group by h.tanggal, s.p
),
batas as (
    select pekan, n, cast(tepat as bigint) as tepat, 100.0 * tepat / nullif(n, 0) as persen, 100.0 * p as tengah,
           case when n >= 5 then 300.0 * sqrt(p * (1 - p) / nullif(n, 0)) end as jarak
    from pekan
)
select pekan, n, tepat, persen, tengah, case when jarak is not null then greatest(tengah - jarak, 0) end as bawah,
       case when jarak is not null then least(tengah + jarak, 100) end as atas,
       case when jarak is not null and (persen < tengah - jarak - 0.000001 or persen > tengah + jarak + 0.000001) then 'di luar batas' end as di_luar
from batas
order by pekan
