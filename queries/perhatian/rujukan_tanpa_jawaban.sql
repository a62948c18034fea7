-- Rujukan yang keadaan terakhirnya masih dikirim lebih dari sekian hari kerja; sejak = hari kerja pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari kerja
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
terakhir as (
    select r.id_rujukan, r.instansi_tujuan, r.status, cast(r.status_pada as date) as dikirim,
           row_number() over (partition by r.id_rujukan order by r.status_pada desc, r.baris desc) as urut
    from rujukan r
    cross join tanggal t
    where cast(r.status_pada as date) <= t.per
),
kerja as (
    select ke, min(tanggal) as tanggal from mart_hari_kerja group by ke
)
select x.id_rujukan as kode, x.instansi_tujuan as nama, kini.ke - kirim.ke as nilai, h.tanggal as sejak
from terakhir x
cross join tanggal t
join mart_hari_kerja kini on kini.tanggal = t.per
join mart_hari_kerja kirim on kirim.tanggal = x.dikirim
left join kerja h on h.ke = kirim.ke + cast(floor(coalesce($ambang, 0)) as integer) + 1
where x.urut = 1 and x.status = 'dikirim' and kini.ke - kirim.ke > coalesce($ambang, 0)
order by nilai desc, kode
