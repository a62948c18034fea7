-- Orang yang dikunjungi tiap hari dan desa dengan nomor urut orang dan keluarga, supaya yang unik cepat dihitung pada periode apa pun.
-- grain: tanggal, kode_kecamatan, kode_desa, orang_ke, keluarga_ke
-- units: orang_ke urutan; keluarga_ke urutan; tanpa_nik 1 = ya; layanan layanan
with nomor as (
    select tanggal_kunjungan as tanggal, kode_kecamatan, kode_desa,
           dense_rank() over (order by pid) as orang_ke,
           case when kid is not null then dense_rank() over (order by kid) end as keluarga_ke,
           case when pid_dasar = 'nik' then 0 else 1 end as tanpa_nik
    from kunjungan
)
select tanggal, kode_kecamatan, kode_desa, orang_ke, keluarga_ke, max(tanpa_nik) as tanpa_nik, count(*) as layanan
from nomor
group by tanggal, kode_kecamatan, kode_desa, orang_ke, keluarga_ke
order by tanggal, kode_desa, orang_ke, keluarga_ke
