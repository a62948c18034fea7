-- Kode identitas bencana yang bahaya atau tanggalnya tidak sama dengan kejadiannya.
-- grain: dataset, kunci, keterangan
with kode as (
    select k.id_kejadian, k.kib, replace(k.kib, ' ', '') as rapat, coalesce(a.induk, a.kode) as induk, k.tanggal
    from kejadian k
    left join ref_ancaman a on a.kode = k.kode_ancaman
    where k.kib is not null
)
select 'kejadian' as dataset, id_kejadian as kunci,
       case when length(rapat) <> 16 then kib || ': bukan 16 angka'
            when substr(rapat, 5, 3) <> induk then kib || ': kode bahaya ' || substr(rapat, 5, 3) || ', kejadian ' || induk
            else kib || ': tanggal tidak sama dengan ' || cast(tanggal as varchar) end as keterangan
from kode
where length(rapat) <> 16
   or (induk between '100' and '199' and substr(rapat, 5, 3) <> induk)
   or (tanggal is not null and substr(rapat, 8, 8) <> replace(cast(tanggal as varchar), '-', ''))
order by 2, 3
