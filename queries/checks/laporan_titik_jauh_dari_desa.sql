-- Laporan yang titiknya lebih dari 15 km dari desa yang disebutnya: titik atau desanya keliru.
-- grain: dataset, kunci, keterangan
with jarak as (
    select m.id_laporan, d.nama,
           sqrt((m.lintang - d.lintang) * (m.lintang - d.lintang) * 12226.0 + (m.bujur - d.bujur) * (m.bujur - d.bujur) * 12373.0) as km
    from mart_laporan_proses m
    join ref_desa d on d.kode = m.kode_desa
    where m.lintang is not null and m.bujur is not null
)
select 'laporan' as dataset, id_laporan as kunci, 'titik ' || cast(cast(round(km) as integer) as varchar) || ' km dari desa ' || nama as keterangan
from jarak
where km > 15
order by 2, 3
