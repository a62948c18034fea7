-- Kasus terbuka yang jatuh tempo dalam sekian hari kerja; sejak = hari pertama sisanya sependek itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari kerja
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
kini as (
    select r.id_kasus as kode, k.nama, r.kode_kecamatan, r.status, r.batas_hari_kerja, r.masuk_tanggal, masuk.ke as masuk_ke, kini.ke - masuk.ke as umur_hari_kerja
    from mart_kasus_rentang r
    join ref_kecamatan k on k.kode = r.kode_kecamatan
    cross join tanggal t
    join mart_hari_kerja kini on kini.tanggal = t.per
    join mart_hari_kerja masuk on masuk.tanggal = r.masuk_tanggal
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per) and r.terbuka = 1
),
kerja as (
    select ke, min(tanggal) as tanggal from mart_hari_kerja group by ke
)
select kode, nama, batas_hari_kerja - umur_hari_kerja as nilai,
       case when h.tanggal > masuk_tanggal then h.tanggal else masuk_tanggal end as sejak, kode_kecamatan
from kini
left join kerja h on h.ke = masuk_ke + batas_hari_kerja - cast(floor(coalesce($ambang, 2)) as integer)
where status <> 'menunggu_warga' and batas_hari_kerja - umur_hari_kerja between 0 and coalesce($ambang, 2)
order by nilai, kode
