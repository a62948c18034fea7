-- Kasus terbuka yang jamnya berjalan lebih dari sekian hari kerja di atas batasnya; sejak = hari kerja pertama lewat batas itu.
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
lewat as (
    select r.id_kasus,
           min(case when r.jalan_sebelum >= r.batas_hari_kerja + cast(floor(coalesce($ambang, 0)) as integer) + 1 then r.dari
                    when r.berjalan = 1 and (r.sampai is null or h.tanggal < r.sampai) then h.tanggal end) as sejak
    from mart_kasus_rentang r
    cross join tanggal t
    left join kerja h on h.ke = r.dari_ke + r.batas_hari_kerja + cast(floor(coalesce($ambang, 0)) as integer) + 1 - r.jalan_sebelum
    where r.dari <= t.per and r.terbuka = 1
    group by r.id_kasus
)
select k.id_kasus as kode, k.nama, k.hari_kerja - k.batas_hari_kerja as nilai, l.sejak, k.kode_kecamatan
from kini k
join lewat l on l.id_kasus = k.id_kasus
where k.hari_kerja - k.batas_hari_kerja > coalesce($ambang, 0)
order by nilai desc, kode
