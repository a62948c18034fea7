-- Desa, kecamatan, kejadian dan indikator Kencana yang namanya memuat kata yang dicari, paling banyak dua belas.
-- grain: jenis, kode
-- param: kata VARCHAR = NULL
-- units: urut urutan
with calon as (
    select 1 as urut, 'kecamatan' as jenis, k.kode, k.nama as judul, '' as keterangan, k.kode as kode_kecamatan, cast(null as date) as tanggal, k.nama as kunci from ref_kecamatan k
    union all
    select 2 as urut, 'desa' as jenis, d.kode, d.nama as judul, 'Kec. ' || k.nama as keterangan, d.kode_kecamatan, cast(null as date) as tanggal, d.nama as kunci
    from ref_desa d
    join ref_kecamatan k on k.kode = d.kode_kecamatan
    union all
    select 3 as urut, 'kejadian' as jenis, e.id_kejadian as kode, e.nama_ancaman as judul,
           coalesce(e.nama_kecamatan, '') as keterangan, '' as kode_kecamatan, e.tanggal_dari as tanggal,
           e.id_kejadian || ' ' || e.nama_ancaman || ' ' || coalesce(e.nama_desa, '') || ' ' || coalesce(e.nama_kecamatan, '') || ' ' || cast(e.tanggal_dari as varchar) as kunci
    from mart_kejadian e
    union all
    select 4 as urut, 'indikator' as jenis, i.kode, i.nama_pendek as judul, '' as keterangan, '' as kode_kecamatan, cast(null as date) as tanggal, max(i.kode || ' ' || i.nama_pendek || ' ' || i.uraian) as kunci
    from kencana_indikator i
    group by i.kode, i.nama_pendek
),
cocok as (
    select *, row_number() over (partition by jenis order by case when lower(judul) = lower($kata) then 0 when lower(judul) like lower($kata) || '%' then 1 else 2 end, kode desc) as ke
    from calon
    where length(replace(replace($kata, '%', ''), '_', '')) >= 2
      and lower(kunci) like '%' || replace(replace(lower($kata), '%', ''), '_', '') || '%'
)
select urut, jenis, kode, judul, keterangan, tanggal, kode_kecamatan
from cocok
where ke <= 5
order by urut, ke, kode
limit 12
