-- Laporan yang titiknya di luar desa yang disebutnya, lebih dari sekitar 200 m dari batas desa itu: titik atau desanya keliru.
-- grain: dataset, kunci, keterangan
select distinct 'laporan' as dataset, l.id_laporan as kunci,
       'titik di ' || coalesce(t.nama || ' (Kec. ' || c.nama || ')', 'luar Balangan') || ', disebut ' || d.nama as keterangan
from laporan l
join titik p on p.dataset = 'laporan' and p.run = l.run and p.lembar = l.lembar and p.baris = l.baris
join ref_desa d on d.kode = l.kode_desa
left join ref_desa t on t.kode = p.kode_desa_titik
left join ref_kecamatan c on c.kode = t.kode_kecamatan
where coalesce(p.desa_dekat, '') not like '%' || l.kode_desa || '%'
order by 2, 3
