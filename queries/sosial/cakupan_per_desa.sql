-- Cakupan penerima tiap desa: terlayani dibagi sasaran, dengan selang Wilson 95 persen; tanpa penyebut berarti tanpa angka.
-- grain: kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: terlayani orang; sasaran orang; cakupan_persen persen; bawah_persen persen; atas_persen persen
with terlayani as (
    select p.kode_desa, count(*) as terlayani
    from mart_penerima_pertama p
    where ($sampai is null or p.pertama_tanggal <= $sampai)
      and ($dari is null or p.pertama_tanggal >= $dari)
    group by p.kode_desa
),
sasaran as (
    select kode_desa, nilai,
           row_number() over (partition by kode_desa order by tahun desc) as urut
    from penyebut
    where ukuran = 'sasaran_penerima' and kode_desa is not null
),
gabung as (
    select d.kode as kode_desa, d.nama as nama_desa, coalesce(t.terlayani, 0) as terlayani, s.nilai as sasaran,
           1.0 * coalesce(t.terlayani, 0) / nullif(s.nilai, 0) as p, 1.0 / nullif(s.nilai, 0) as per_orang
    from ref_desa d
    left join terlayani t on t.kode_desa = d.kode
    left join sasaran s on s.kode_desa = d.kode and s.urut = 1
    where d.kode_kecamatan in (select kode_kecamatan from kunjungan)
      and ($desa is null or d.kode = $desa)
)
select kode_desa, nama_desa, terlayani, sasaran,
       100.0 * p as cakupan_persen,
       case when p between 0 and 1 then
           100.0 * (p + 1.9208 * per_orang - 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) end as bawah_persen,
       case when p between 0 and 1 then
           100.0 * (p + 1.9208 * per_orang + 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) end as atas_persen
from gabung
order by cakupan_persen desc nulls last, terlayani desc, nama_desa
