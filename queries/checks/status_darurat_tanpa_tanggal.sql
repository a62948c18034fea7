-- Penetapan status darurat yang tanggal mulai atau akhirnya tidak disebut: tidak dapat digambar utuh di sumbu waktu.
-- grain: dataset, kunci, keterangan
select 'status_darurat' as dataset, s.jenis || ', ' || s.ancaman_disebut as kunci,
       case when s.tanggal_mulai is null then 'tanggal mulai tidak disebut' else 'tanggal akhir tidak disebut' end as keterangan
from status_darurat s
where s.tanggal_mulai is null or s.tanggal_akhir is null
order by 2, 3
