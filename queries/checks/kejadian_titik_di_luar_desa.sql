-- Kejadian yang titiknya di luar semua desa yang disebutnya, lebih dari sekitar 200 m dari batasnya: titik atau wilayahnya keliru.
-- grain: dataset, kunci, keterangan
with tempat as (
    select e.id_kejadian, p.kode_desa_titik,
           max(case when coalesce(p.desa_dekat, '') like '%' || coalesce(w.kode_desa, w.kode_kecamatan) || '%' then 1 else 0 end) as cocok,
           count(*) as jumlah, min(coalesce(d.nama, 'Kec. ' || k.nama)) as nama
    from kejadian e
    join titik p on p.dataset = 'kejadian' and p.run = e.run and p.lembar = e.lembar and p.baris = e.baris
    join kejadian_wilayah w on w.id_kejadian = e.id_kejadian
    left join ref_desa d on d.kode = w.kode_desa
    left join ref_kecamatan k on k.kode = w.kode_kecamatan
    group by e.id_kejadian, p.kode_desa_titik
)
select 'kejadian' as dataset, m.id_kejadian as kunci,
       'titik di ' || coalesce(t.nama || ' (Kec. ' || c.nama || ')', 'luar Balangan') || ', disebut ' || m.nama
           || case when m.jumlah > 1 then ' dan ' || cast(m.jumlah - 1 as varchar) || ' wilayah lain' else '' end as keterangan
from tempat m
left join ref_desa t on t.kode = m.kode_desa_titik
left join ref_kecamatan c on c.kode = t.kode_kecamatan
where m.cocok = 0
order by 2, 3
