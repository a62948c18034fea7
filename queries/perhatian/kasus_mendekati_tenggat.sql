-- Kasus terbuka yang jamnya berjalan dan jatuh tempo dalam sekian hari kerja; sejak = hari pertama sisanya sependek itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari kerja
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
kini as (
    select r.*, k.nama, t.per, r.jalan_sebelum + r.berjalan * (h.ke - r.dari_ke) as hari_kerja
    from mart_kasus_rentang r
    join ref_kecamatan k on k.kode = r.kode_kecamatan
    cross join tanggal t
    join mart_hari_kerja h on h.tanggal = t.per
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per) and r.terbuka = 1
),
kerja as (
    select ke, min(tanggal) as tanggal from mart_hari_kerja group by ke
),
dekat as (
    select r.id_kasus,
           min(case when r.jalan_sebelum >= r.batas_hari_kerja - cast(floor(coalesce($ambang, 2)) as integer) then r.dari
                    when r.berjalan = 1 and (r.sampai is null or h.tanggal < r.sampai) then h.tanggal end) as sejak
    from mart_kasus_rentang r
    cross join tanggal t
    left join kerja h on h.ke = r.dari_ke + r.batas_hari_kerja - cast(floor(coalesce($ambang, 2)) as integer) - r.jalan_sebelum
    where r.dari <= t.per and r.berjalan = 1
    group by r.id_kasus
)
select k.id_kasus as kode, k.nama, k.batas_hari_kerja - k.hari_kerja as nilai, d.sejak, k.kode_kecamatan
from kini k
join dekat d on d.id_kasus = k.id_kasus
where k.status <> 'menunggu_warga' and k.batas_hari_kerja - k.hari_kerja between 0 and coalesce($ambang, 2)
order by nilai, kode
