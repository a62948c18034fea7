-- Sumber menyebut lebih banyak desa daripada yang dikenali di peta, pada versi terakhir kejadian.
-- grain: dataset, kunci, keterangan
with terakhir as (
    select id_kejadian, jumlah_desa, row_number() over (partition by id_kejadian order by versi_ke desc) as urut
    from dampak
    where cakupan = 'kejadian' and jumlah_desa is not null and coalesce(status, 'berlaku') <> 'ditarik'
),
dikenali as (
    select id_kejadian, count(distinct kode_desa) as desa from mart_kejadian_wilayah group by id_kejadian
)
select 'kejadian_wilayah' as dataset, t.id_kejadian as kunci,
       cast(t.jumlah_desa as varchar) || ' desa disebut, ' || cast(coalesce(d.desa, 0) as varchar) || ' dikenali' as keterangan
from terakhir t
left join dikenali d on d.id_kejadian = t.id_kejadian
where t.urut = 1
  and t.jumlah_desa > coalesce(d.desa, 0)
order by 2, 3
