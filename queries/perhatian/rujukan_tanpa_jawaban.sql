-- Rujukan yang keadaan terakhirnya masih dikirim lebih dari sekian hari kerja.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari_kerja
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
terakhir as (
    select r.id_rujukan, r.instansi_tujuan, r.status, cast(r.status_pada as date) as sejak,
           row_number() over (partition by r.id_rujukan order by r.status_pada desc, r.baris desc) as urut
    from rujukan r
    cross join tanggal t
    where cast(r.status_pada as date) <= t.per
)
select x.id_rujukan as kode, x.instansi_tujuan as nama, kini.ke - kirim.ke as nilai
from terakhir x
cross join tanggal t
join mart_hari_kerja kini on kini.tanggal = t.per
join mart_hari_kerja kirim on kirim.tanggal = x.sejak
where x.urut = 1 and x.status = 'dikirim' and kini.ke - kirim.ke > coalesce($ambang, 0)
order by nilai desc, kode
