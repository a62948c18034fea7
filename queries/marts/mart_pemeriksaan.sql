-- Tiap putaran pemeriksaan bukti, dari diunggah sampai putusan pertama sesudahnya; yang masih menunggu tidak punya akhir.
-- grain: id_bukti, putaran
-- units: putaran putaran
with catatan as (
    select id_bukti, status, status_pada, oleh_peran, baris,
           case when status in ('diunggah', 'diperiksa') then 1 else 0 end as menunggu
    from riwayat_bukti
),
berurut as (
    select id_bukti, status, status_pada, oleh_peran, baris, menunggu,
           lag(menunggu) over (partition by id_bukti order by status_pada, baris) as sebelumnya
    from catatan
),
bernomor as (
    select id_bukti, status, status_pada, oleh_peran, baris, menunggu,
           sum(case when menunggu = 1 and coalesce(sebelumnya, 0) = 0 then 1 else 0 end)
               over (partition by id_bukti order by status_pada, baris rows unbounded preceding) as putaran
    from berurut
),
berperan as (
    select id_bukti, putaran, status, status_pada, oleh_peran, menunggu,
           row_number() over (partition by id_bukti, putaran, menunggu, status order by status_pada, baris) as ke_status,
           row_number() over (partition by id_bukti, putaran, menunggu order by status_pada, baris) as ke
    from bernomor
    where putaran > 0
),
putaran as (
    select id_bukti, cast(putaran as bigint) as putaran,
           min(case when menunggu = 1 then status_pada end) as mulai_pada,
           min(case when status = 'diperiksa' and ke_status = 1 then status_pada end) as diambil_pada,
           min(case when status = 'diperiksa' and ke_status = 1 then oleh_peran end) as diambil_peran,
           min(case when menunggu = 0 and ke = 1 then status_pada end) as selesai_pada,
           min(case when menunggu = 0 and ke = 1 then status end) as hasil,
           min(case when menunggu = 0 and ke = 1 then oleh_peran end) as peran
    from berperan
    group by id_bukti, putaran
)
select p.id_bukti, b.kode_kecamatan, b.kode_indikator, p.putaran, p.mulai_pada, p.diambil_pada, p.diambil_peran,
       p.selesai_pada, p.hasil, p.peran
from putaran p
join bukti b on b.id_bukti = p.id_bukti
order by p.id_bukti, p.putaran
