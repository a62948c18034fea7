-- Rujukan yang keadaan terakhirnya masih dikirim lebih dari sekian hari kerja; sejak = hari kerja pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari kerja
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
terakhir as (
    select r.id_rujukan, r.id_kasus, r.instansi_tujuan, r.status, cast(r.status_pada as date) as dikirim,
           row_number() over (partition by r.id_rujukan order by r.status_pada desc, r.baris desc) as urut
    from rujukan r
    cross join tanggal t
    where cast(r.status_pada as date) <= t.per
),
kerja as (
    select ke, min(tanggal) as tanggal from mart_hari_kerja group by ke
)
-- Instansi tujuan adalah data spesifik: tanpa hak atasnya, kecamatan kasusnya yang disebut.
select x.id_rujukan as kode, coalesce(x.instansi_tujuan, d.nama, 'tanpa kecamatan') as nama, kini.ke - kirim.ke as nilai, h.tanggal as sejak,
       m.kode_kecamatan
from terakhir x
left join mart_kasus m on m.id_kasus = x.id_kasus
left join ref_kecamatan d on d.kode = m.kode_kecamatan
cross join tanggal t
join mart_hari_kerja kini on kini.tanggal = t.per
join mart_hari_kerja kirim on kirim.tanggal = x.dikirim
left join kerja h on h.ke = kirim.ke + cast(floor(coalesce($ambang, 0)) as integer) + 1
where x.urut = 1 and x.status = 'dikirim' and kini.ke - kirim.ke > coalesce($ambang, 0)
order by nilai desc, kode
