-- Jam dari konsultasi masuk sampai dijawab, tiap bulan masuk; yang belum dijawab dan yang waktunya terbalik dihitung terpisah.
-- grain: bulan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: konsultasi konsultasi; dijawab konsultasi; belum_dijawab konsultasi; waktu_terbalik konsultasi; p25_jam jam; median_jam jam; p75_jam jam; p90_jam jam; sasaran_jam jam
with terpilih as (
    select cast(date_trunc('month', masuk_pada) as date) as bulan, masuk_pada, dijawab_pada,
           case when dijawab_pada >= masuk_pada
                then (extract(epoch from dijawab_pada) - extract(epoch from masuk_pada)) / 3600 end as jam
    from konsultasi
    where ($dari is null or cast(masuk_pada as date) >= $dari)
      and ($sampai is null or cast(masuk_pada as date) <= $sampai)
      and ($desa is null or kode_desa = $desa)
),
hitung as (
    select bulan, count(*) as konsultasi, count(jam) as dijawab,
           sum(case when dijawab_pada is null then 1 else 0 end) as belum_dijawab,
           sum(case when dijawab_pada < masuk_pada then 1 else 0 end) as waktu_terbalik,
           percentile_cont(0.25) within group (order by jam) as p25_jam,
           percentile_cont(0.5) within group (order by jam) as median_jam,
           percentile_cont(0.75) within group (order by jam) as p75_jam,
           percentile_cont(0.9) within group (order by jam) as p90_jam
    from terpilih
    group by bulan
),
bulan as (
    select distinct m.bulan
    from mart_kontak_bulan m
    cross join (select min(bulan) as dari, max(bulan) as sampai from hitung) as h
    where m.bulan between h.dari and h.sampai
),
sasaran as (
    select periode_dari, periode_sampai, min(nilai) as jam
    from target
    where program = 'destana' and indikator = 'waktu_jawab' and satuan = 'jam' and kode_desa is null
    group by periode_dari, periode_sampai
)
select b.bulan, coalesce(h.konsultasi, 0) as konsultasi, coalesce(h.dijawab, 0) as dijawab,
       cast(coalesce(h.belum_dijawab, 0) as bigint) as belum_dijawab,
       cast(coalesce(h.waktu_terbalik, 0) as bigint) as waktu_terbalik,
       h.p25_jam, h.median_jam, h.p75_jam, h.p90_jam, min(s.jam) as sasaran_jam
from bulan b
left join hitung h on h.bulan = b.bulan
left join sasaran s on b.bulan between s.periode_dari and s.periode_sampai
group by b.bulan, h.konsultasi, h.dijawab, h.belum_dijawab, h.waktu_terbalik, h.p25_jam, h.median_jam, h.p75_jam, h.p90_jam
order by b.bulan
