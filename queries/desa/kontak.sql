-- Konsultasi dan laporan nihil tiap desa: banyaknya, yang terakhir, yang belum dijawab dan yang belum selesai; desa tanpa keduanya tidak tampil.
-- grain: kode_desa
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: konsultasi konsultasi; belum_dijawab konsultasi; terbuka konsultasi; nihil laporan
with bicara as (
    select k.kode_desa, count(*) as konsultasi, max(cast(k.masuk_pada as date)) as terakhir,
           cast(sum(case when k.dijawab_pada is null then 1 else 0 end) as bigint) as belum_dijawab,
           cast(sum(case when k.hasil in ('perlu tindak lanjut', 'diteruskan') and k.selesai_pada is null then 1 else 0 end) as bigint) as terbuka
    from konsultasi k
    where k.kode_desa is not null
    group by k.kode_desa
),
diam as (
    select n.kode_desa, count(*) as nihil, max(n.tanggal_sampai) as nihil_sampai
    from laporan_nihil n
    group by n.kode_desa
)
select d.kode as kode_desa, coalesce(b.konsultasi, 0) as konsultasi, b.terakhir as konsultasi_terakhir,
       coalesce(b.belum_dijawab, 0) as belum_dijawab, coalesce(b.terbuka, 0) as terbuka,
       coalesce(n.nihil, 0) as nihil, n.nihil_sampai
from ref_desa d
left join bicara b on b.kode_desa = d.kode
left join diam n on n.kode_desa = d.kode
where (b.konsultasi is not null or n.nihil is not null)
  and ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by d.kode
