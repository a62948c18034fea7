-- Cakupan seluruh wilayah layanan pada akhir periode, hanya dari desa yang punya jumlah sasaran, dengan selang Wilson 95 persen.
-- grain: satu baris
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: terlayani orang; sasaran orang; cakupan_persen persen; bawah_persen persen; atas_persen persen; desa_tanpa_penyebut desa; desa desa
with waktu as (
    select coalesce(cast($sampai as date), max(tanggal)) as kini from mart_penerima_baru where layanan = 'semua'
),
desa_layanan as (
    select d.kode
    from ref_desa d
    where d.kode_kecamatan in (select kode_kecamatan from mart_layanan_hari)
      and ($kecamatan is null or d.kode_kecamatan = $kecamatan)
      and ($desa is null or d.kode = $desa)
),
terlayani as (
    select b.kode_desa, sum(b.baru_orang) as orang
    from mart_penerima_baru b
    join waktu w on b.tanggal <= w.kini
    where b.layanan = 'semua'
    group by b.kode_desa
),
sasaran as (
    select p.kode_desa, p.nilai,
           row_number() over (partition by p.kode_desa
                              order by case when p.tahun <= extract(year from w.kini) then 0 else 1 end,
                                       abs(p.tahun - extract(year from w.kini)), p.seri, p.nilai) as urut
    from penyebut p
    cross join waktu w
    where p.ukuran = 'sasaran_penerima' and p.kode_desa is not null
),
jumlah as (
    select cast(coalesce(sum(case when s.nilai > 0 then coalesce(t.orang, 0) end), 0) as bigint) as terlayani,
           cast(sum(case when s.nilai > 0 then s.nilai end) as bigint) as sasaran,
           count(case when s.nilai is null then 1 end) as desa_tanpa_penyebut,
           count(*) as desa
    from desa_layanan d
    left join terlayani t on t.kode_desa = d.kode
    left join sasaran s on s.kode_desa = d.kode and s.urut = 1
),
bagian as (
    select j.*, 1.0 * terlayani / nullif(sasaran, 0) as p, 1.0 / nullif(sasaran, 0) as per_orang from jumlah j
)
select terlayani, sasaran, 100.0 * p as cakupan_persen,
       case when p between 0 and 1 then
           100.0 * (p + 1.9208 * per_orang - 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) end as bawah_persen,
       case when p between 0 and 1 then
           100.0 * (p + 1.9208 * per_orang + 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) end as atas_persen,
       desa_tanpa_penyebut, desa
from bagian
