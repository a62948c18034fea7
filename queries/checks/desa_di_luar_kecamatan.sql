-- Baris yang desanya bukan bagian dari kecamatannya.
-- grain: dataset, kode_desa, kode_kecamatan
with tempat as (
    select 'kejadian_wilayah' as dataset, kode_desa, kode_kecamatan from kejadian_wilayah
    union all
    select 'laporan' as dataset, kode_desa, kode_kecamatan from laporan
    union all
    select 'kasus' as dataset, kode_desa, kode_kecamatan from kasus
    union all
    select 'penerima' as dataset, kode_desa, kode_kecamatan from penerima
    union all
    select 'kunjungan' as dataset, kode_desa, kode_kecamatan from kunjungan
    union all
    select 'konsultasi' as dataset, kode_desa, kode_kecamatan from konsultasi
)
select distinct t.dataset, t.kode_desa, t.kode_kecamatan
from tempat t
join ref_desa d on d.kode = t.kode_desa
where d.kode_kecamatan <> t.kode_kecamatan
order by t.dataset, t.kode_desa, t.kode_kecamatan
