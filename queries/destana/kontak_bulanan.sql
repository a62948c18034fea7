-- Konsultasi tiap desa per bulan; 0 bila desa melapor nihil untuk bulan itu, kosong bila diam.
-- grain: kode_desa, bulan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: konsultasi konsultasi
with rentang as (
    select coalesce(cast($dari as date), cast(min(masuk_pada) as date)) as dari,
           coalesce(cast($sampai as date), cast(max(masuk_pada) as date)) as sampai
    from konsultasi
),
bulan as (
    select distinct cast(date_trunc('month', masuk_pada) as date) as bulan
    from konsultasi
),
hitung as (
    select kode_desa, cast(date_trunc('month', masuk_pada) as date) as bulan, count(*) as konsultasi
    from konsultasi
    group by kode_desa, cast(date_trunc('month', masuk_pada) as date)
),
nihil as (
    select n.kode_desa, b.bulan
    from laporan_nihil n
    join bulan b on n.tanggal_dari <= b.bulan
               and n.tanggal_sampai >= cast(b.bulan + interval '1 month' - interval '1 day' as date)
)
select d.kode as kode_desa, d.nama as nama_desa, b.bulan,
       coalesce(h.konsultasi, case when max(n.kode_desa) is not null then 0 end) as konsultasi
from ref_desa d
cross join bulan b
cross join rentang r
left join hitung h on h.kode_desa = d.kode and h.bulan = b.bulan
left join nihil n on n.kode_desa = d.kode and n.bulan = b.bulan
where d.kode_kecamatan in (select kode_kecamatan from konsultasi)
  and b.bulan >= cast(date_trunc('month', r.dari) as date)
  and b.bulan <= r.sampai
  and ($desa is null or d.kode = $desa)
group by d.kode, d.nama, b.bulan, h.konsultasi
order by d.nama, d.kode, b.bulan
